import type {
  ChangePage,
  ConversationId,
  ConversationList,
  ConversationSummary,
  MessagePage,
  PinList,
  UserCard,
} from '@parley/shared'

import { settled, withHead } from './message.ts'
import { withEntry, withMember, withoutConversation, withoutMember, type Chat } from '../chat.ts'
import { laterOf, withArrival, withReadSeq } from '../summary.ts'
import {
  inPlaceOf,
  timelineOf,
  withBeginning,
  withChanges,
  withPage,
  withQuotes,
  type Timeline,
} from '../timeline.ts'
import { countUnread, nothingUnread, type Unread } from '../unread.ts'

/**
 * The list of conversations.
 * @param askedWith the conversations that were there when it was asked for: those that came since
 * stay although the list lacks them, and those that went since stay away although it has them
 */
export function withList(chat: Chat, list: ConversationList, askedWith: ReadonlySet<ConversationId>): Chat {
  const listed = new Set(list.items.map(({ conversation }) => conversation.id))
  const gone = [...askedWith].filter((id) => !listed.has(id))
  const isSame = list.blocked.length === chat.blocked.size && list.blocked.every((id) => chat.blocked.has(id))
  const blocked = isSame ? chat.blocked : new Set(list.blocked)
  const kept: Chat = {
    ...gone.reduce((next, id) => withoutConversation(next, id), chat),
    blocked,
    invitations: list.invitations,
    listed: true,
    isCaughtUp: true,
  }
  const newer = list.items.filter(
    ({ conversation: { id } }) => !askedWith.has(id) || chat.conversations.has(id),
  )
  const taken = newer.reduce((next, summary) => withSummary(next, summary), kept)
  return withPeople({ ...taken, conversations: inOrderOf(list, taken.conversations) }, list.people)
}

/** As the server has them, from the latest down; what is later here than there, or not there, has come since. */
function inOrderOf({ items }: ConversationList, conversations: Chat['conversations']): Chat['conversations'] {
  const inOrder = new Map<ConversationId, ConversationSummary>()
  for (const { conversation, lastMessage } of [...items].reverse()) {
    const known = conversations.get(conversation.id)
    if (known && (known.lastMessage?.seq ?? 0) <= (lastMessage?.seq ?? 0)) inOrder.set(conversation.id, known)
  }
  for (const [id, summary] of conversations) if (!inOrder.has(id)) inOrder.set(id, summary)
  return inOrder
}

/**
 * A summary from the server. One that is older than what is known already only tells that there is more to ask.
 * @param confirmedRead how far one had read, as the server had confirmed, when it was asked for. What the
 * server says to that is later, even if it knows of less: it is not asked again.
 */
export function withSummary(chat: Chat, summary: ConversationSummary, confirmedRead?: number): Chat {
  const id = summary.conversation.id
  const known = chat.conversations.get(id)
  const begun = withTimelineFrom(chat, id, summary.membership.readsFromSeq)
  const headed = withHead(withPeople(begun, summary.peer ? [summary.peer] : []), id, summary.rev)
  if (known && known.rev > summary.rev) return { ...headed, stale: withMember(chat.stale, id) }
  const merged = known ? withKnown(headed, summary, known) : summary
  const conversations = withArrival(headed.conversations, merged)
  const confirmed = chat.confirmedReads.get(id) ?? 0
  const isLater = summary.membership.readSeq >= confirmed || confirmedRead === confirmed
  const tellsUnread = isLater || countable(chat, summary, merged.membership.readSeq) !== null
  const stale = tellsUnread ? withoutMember(headed.stale, id) : withMember(headed.stale, id)
  return settled({ ...headed, conversations, stale }, id)
}

function withTimelineFrom(chat: Chat, id: ConversationId, beginsAt: number): Chat {
  const timeline = chat.timelines.get(id)
  if (!timeline) return chat
  return { ...chat, timelines: withEntry(chat.timelines, id, withBeginning(timeline, beginsAt)) }
}

/** What was read here may not have reached the server when it answered, and an event may have brought the change before. */
function withKnown(
  chat: Chat,
  summary: ConversationSummary,
  known: ConversationSummary,
): ConversationSummary {
  const peerReadSeq = summary.peerReadSeq && Math.max(summary.peerReadSeq, known.peerReadSeq ?? 0)
  const { readSeq } = known.membership
  const conversation = laterOf(known.conversation, summary.conversation)
  return { ...withReadSeq(summary, readSeq, unreadAt(chat, summary, readSeq)), conversation, peerReadSeq }
}

/** As far as it is known here; at most the number of messages that are left. */
function unreadAt(chat: Chat, summary: ConversationSummary, readSeq: number): Unread {
  const left = Math.max(0, summary.headSeq - readSeq)
  const atMost = (count = 0) => Math.min(count, left)
  const known = { unread: atMost(summary.unread), unreadMentions: atMost(summary.unreadMentions) }
  return countable(chat, summary, readSeq) ?? known
}

function countable(chat: Chat, summary: ConversationSummary, readSeq: number): Unread | null {
  if (readSeq >= summary.headSeq || summary.unread === 0) return nothingUnread
  const { viewerId, blocked } = chat
  const timeline = chat.timelines.get(summary.conversation.id)
  return viewerId && countUnread(timeline, summary, readSeq, { viewerId, blocked })
}

/** One has read up to here, and the server does not know it yet. */
export function withRead(chat: Chat, id: ConversationId, seq: number): Chat {
  const summary = chat.conversations.get(id)
  if (!summary || seq <= summary.membership.readSeq) return chat
  const read = withReadSeq(summary, seq, unreadAt(chat, summary, seq))
  return { ...chat, conversations: withEntry(chat.conversations, id, read) }
}

/** The server knows it too, so where the number is not certain here, it can be asked for. */
export function withReadConfirmed(chat: Chat, id: ConversationId, seq: number): Chat {
  const read = withRead(chat, id, seq)
  const summary = read.conversations.get(id)
  if (!summary) return read
  const confirmedReads = withEntry(read.confirmedReads, id, Math.max(seq, read.confirmedReads.get(id) ?? 0))
  const unread = countable(read, summary, summary.membership.readSeq)
  if (unread === null) return { ...read, confirmedReads, stale: withMember(read.stale, id) }
  const conversations = withEntry(read.conversations, id, { ...summary, ...unread })
  return { ...read, confirmedReads, conversations }
}

/** A window that takes the place of the one that was there. */
export function withWindow(chat: Chat, id: ConversationId, page: MessagePage): Chat {
  const beginsAt = chat.conversations.get(id)?.membership.readsFromSeq ?? 1
  const [before, window] = [chat.timelines.get(id), timelineOf(id, beginsAt, page)]
  return withTimeline(chat, before ? inPlaceOf(before, window) : window)
}

/** What was shown here before, as far as one may still read it; one that came meanwhile stays. */
export function withKeptWindow(chat: Chat, timeline: Timeline): Chat {
  const id = timeline.conversationId
  if (chat.timelines.has(id)) return chat
  const begun = withBeginning(timeline, chat.conversations.get(id)?.membership.readsFromSeq ?? 1)
  return withTimeline(chat, begun)
}

/** The continuation of a window, at either end. */
export function withGrownWindow(chat: Chat, id: ConversationId, page: MessagePage): Chat {
  const timeline = chat.timelines.get(id)
  return timeline ? withTimeline(chat, withPage(timeline, page)) : chat
}

/** Messages that those of a window answer. */
export function withQuotesOf(chat: Chat, id: ConversationId, page: MessagePage): Chat {
  const timeline = chat.timelines.get(id)
  return timeline ? withTimeline(chat, withQuotes(timeline, page)) : chat
}

export function withPinsOf(chat: Chat, id: ConversationId, list: PinList): Chat {
  const timeline = chat.timelines.get(id)
  return timeline ? withTimeline(chat, { ...withQuotes(timeline, list), hasPins: true }) : chat
}

export function withChangePage(chat: Chat, id: ConversationId, afterRev: number, page: ChangePage): Chat {
  const timeline = chat.timelines.get(id)
  if (!timeline) return chat
  return withHead(withTimeline(chat, withChanges(timeline, afterRev, page)), id, page.headRev)
}

function withTimeline(chat: Chat, timeline: Timeline): Chat {
  const id = timeline.conversationId
  const headed = withHead(chat, id, timeline.rev)
  return settled({ ...headed, timelines: withEntry(headed.timelines, id, timeline) }, id)
}

export function withPeople(chat: Chat, people: readonly UserCard[]): Chat {
  const newer = people.filter((person) => !isSameCard(chat.people.get(person.id), person))
  if (newer.length === 0) return chat
  return {
    ...chat,
    people: new Map([...chat.people, ...newer.map((person) => [person.id, person] as const)]),
  }
}

export function isSameCard(known: UserCard | undefined, card: UserCard): boolean {
  return (
    known?.displayName === card.displayName &&
    known.username === card.username &&
    known.picture === card.picture &&
    known.deleted === card.deleted
  )
}
