import type {
  Conversation,
  ConversationId,
  Membership,
  ServerFrame,
  ServerFrameOf,
  UserId,
} from '@parley/shared'
import * as limits from '@parley/shared/limits'
import { isShutOut } from '@parley/shared/roles'

import { withPeople, withReadConfirmed, withSummary } from './answer.ts'
import { withMembership } from './membership.ts'
import { withHead, withMessage } from './message.ts'
import {
  emptyChat,
  withEntry,
  withMember,
  withoutConversation,
  withoutEntry,
  withInvitation,
  withoutInvitation,
  withoutMember,
  type Chat,
} from '../chat.ts'
import { laterOf, withPeerReadSeq } from '../summary.ts'
import { emptied } from '../timeline.ts'

/** What a frame changes. Pure: the same state and frame always make the same state. */
export function applyFrame(chat: Chat, frame: ServerFrame, nowMs: number): Chat {
  switch (frame.type) {
    case 'message':
      return withMessage(
        withoutTypist(chat, frame.message.conversationId, frame.message.senderId),
        frame.message,
      )
    case 'change':
      return withMessage(chat, { ...frame.message, reacted: frame.reacted })
    case 'rev':
      return withMessage(chat, { conversationId: frame.conversationId, rev: frame.rev })
    case 'read':
      return onRead(chat, frame)
    case 'typing':
      return withTypingTold(chat, frame, nowMs + limits.typingShownMs)
    case 'conversation-added':
      return withSummary(chat, frame.summary)
    case 'conversation-changed':
      return onConversationChanged(chat, frame)
    case 'conversation-removed':
      return withoutConversation(chat, frame.conversationId)
    case 'block':
      return onBlock(chat, frame)
    case 'invitation':
      return withInvitation(chat, frame.invitation)
    case 'invitation-ended':
      return withoutInvitation(chat, frame.conversationId)
    case 'join-request':
    case 'saved':
    case 'draft':
    case 'scheduled':
      return { ...chat, [frame.type]: frame }
    case 'person-changed':
      return withPeople(chat, [frame.person])
    case 'presence':
      return onPresence(chat, frame)
    case 'ping':
      return frame.heads.reduce((next, { conversationId, rev }) => withHead(next, conversationId, rev), chat)
    case 'hello':
      return { ...withEpoch(chat, frame.epoch), isCaughtUp: false }
    case 'ack':
    case 'refusal':
    case 'error':
    case 'resync':
      return chat // matters to the connection, not to the conversations
  }
}

/**
 * In another history the same numbers mean other messages. TimelineLoader begin as empty ones of it, so that
 * those on the screen fill again by themselves.
 */
function withEpoch(chat: Chat, epoch: string): Chat {
  if (chat.epoch === epoch) return chat
  if (chat.epoch === null) return { ...chat, epoch }
  const { viewerId, people, blocked, invitations, presence } = chat
  const timelines = new Map([...chat.timelines].map(([id, timeline]) => [id, emptied(timeline)]))
  return { ...emptyChat(viewerId), people, blocked, invitations, presence, epoch, timelines }
}

function onRead(chat: Chat, { conversationId, userId, seq }: ServerFrameOf<'read'>): Chat {
  if (userId === chat.viewerId) return withReadConfirmed(chat, conversationId, seq)
  const summary = chat.conversations.get(conversationId)
  if (!summary) return chat
  const conversations = withEntry(chat.conversations, conversationId, withPeerReadSeq(summary, seq))
  return { ...chat, conversations }
}

function onConversationChanged(chat: Chat, frame: ServerFrameOf<'conversation-changed'>): Chat {
  const id = frame.conversation.id
  const summary = chat.conversations.get(id)
  if (!summary) return chat
  const conversation = laterOf(summary.conversation, frame.conversation)
  const membership = withWriting(conversation, summary.membership)
  const next = { ...summary, conversation, membership }
  const changed = { ...chat, conversations: withEntry(chat.conversations, id, next) }
  return frame.membership ? withMembership(changed, id, frame.membership) : changed
}

/** All members are told alike that only some write there, or everybody again. */
function withWriting({ kind, announcements }: Conversation, own: Membership): Membership {
  if (kind !== 'group') return own
  const canWrite = own.silencedUntil === undefined && !isShutOut(announcements, own.role)
  return canWrite === own.canWrite ? own : { ...own, canWrite }
}

/** What is unread, and what was written last, is told by the list. That one can write to them again is most likely. */
function onBlock(chat: Chat, { userId, isBlocked }: ServerFrameOf<'block'>): Chat {
  if (chat.blocked.has(userId) === isBlocked) return chat
  const blocked = isBlocked ? withMember(chat.blocked, userId) : withoutMember(chat.blocked, userId)
  const direct = [...chat.conversations.values()].find(({ peer }) => peer?.id === userId)
  if (!direct) return { ...chat, blocked }
  const { peer, membership: own } = direct
  const canWrite = !isBlocked && !own.closed && peer?.deleted === false
  const membership = { ...own, canWrite }
  const changed = { ...direct, membership }
  return { ...chat, blocked, conversations: withEntry(chat.conversations, direct.conversation.id, changed) }
}

function onPresence(chat: Chat, { people }: ServerFrameOf<'presence'>): Chat {
  const presence = new Map(chat.presence)
  for (const person of people) presence.set(person.userId, person)
  return { ...chat, presence }
}

/** An older server names one at a time. */
function withTypingTold(chat: Chat, frame: ServerFrameOf<'typing'>, untilMs: number): Chat {
  const { conversationId, userId, userIds = [userId] } = frame
  return userIds.reduce((next, typist) => withTypist(next, conversationId, typist, untilMs), chat)
}

function withTypist(chat: Chat, id: ConversationId, userId: UserId, untilMs: number): Chat {
  if (userId === chat.viewerId || !chat.conversations.has(id)) return chat
  const typists = withEntry(chat.typing.get(id) ?? new Map<UserId, number>(), userId, untilMs)
  return { ...chat, typing: withEntry(chat.typing, id, typists) }
}

function withoutTypist(chat: Chat, id: ConversationId, userId: UserId): Chat {
  const typists = chat.typing.get(id)
  if (!typists?.has(userId)) return chat
  return withTypists(chat, id, withoutEntry(typists, userId))
}

function withTypists(chat: Chat, id: ConversationId, typists: ReadonlyMap<UserId, number>): Chat {
  const typing = typists.size > 0 ? withEntry(chat.typing, id, typists) : withoutEntry(chat.typing, id)
  return { ...chat, typing }
}

/** Who has not typed for a while does not type any more. */
export function withTypingExpired(chat: Chat, nowMs: number): Chat {
  return [...chat.typing].reduce((next, [id, typists]) => {
    const left = new Map([...typists].filter(([, untilMs]) => untilMs > nowMs))
    return left.size === typists.size ? next : withTypists(next, id, left)
  }, chat)
}
