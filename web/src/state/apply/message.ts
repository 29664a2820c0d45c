import type { ConversationId, ConversationSummary, Message } from '@parley/shared'

import { withEntry, withMember, withoutEntry, type Chat } from '../chat.ts'
import { knowingOwn } from './reactions.ts'
import { summaryWithEvent, withArrival } from '../summary.ts'
import { firstSeq, isOwnKnown, quoted, withEvent, type RevEvent, type Timeline } from '../timeline.ts'
import { countUnread, isForViewer, type Reader } from '../unread.ts'

/** Bounds what is kept of a conversation whose missing events do not come; asking for changes brings the rest. */
const earlyMax = 50

/** A message that is new, edited or deleted: the next in its conversation, or one that has to wait for its turn. */
export function withMessage(chat: Chat, message: RevEvent): Chat {
  const id = message.conversationId
  const headed = withHead(chat, id, message.rev)
  if (!chat.conversations.has(id)) return headed
  const waiting = chat.early.get(id) ?? []
  if (waiting.length >= earlyMax || waiting.some(({ rev }) => rev === message.rev)) return headed
  const early = [...waiting, message].sort((a, b) => a.rev - b.rev)
  return settled({ ...headed, early: withEntry(headed.early, id, early) }, id)
}

export function withHead(chat: Chat, id: ConversationId, rev: number): Chat {
  return rev > (chat.heads.get(id) ?? 0) ? { ...chat, heads: withEntry(chat.heads, id, rev) } : chat
}

/** Takes in the events that have waited for what is there now. */
export function settled(chat: Chat, id: ConversationId): Chat {
  const summary = chat.conversations.get(id)
  const early = chat.early.get(id)
  const { viewerId, blocked } = chat
  if (!summary || !early || !viewerId) return chat
  const next = early.reduce((state: Settling, message) => step(state, message), {
    summary,
    timeline: chat.timelines.get(id),
    reader: { viewerId, blocked },
    stale: false,
  })
  const applied = Math.min(next.summary.rev, next.timeline?.rev ?? Infinity)
  return withSettled(
    chat,
    next,
    early.filter((message) => message.rev > applied),
  )
}

interface Settling {
  readonly summary: ConversationSummary
  readonly timeline: Timeline | undefined
  readonly reader: Reader
  readonly stale: boolean
}

function step(state: Settling, event: RevEvent): Settling {
  const { reader } = state
  const message = toldTo(state, event)
  const timeline = state.timeline && withTold(state.timeline, message)
  const summary = summaryWithEvent(state.summary, message, reader)
  const isOther =
    summary !== state.summary &&
    'seq' in message &&
    message.seq <= state.summary.headSeq &&
    message.seq > summary.membership.readSeq &&
    isCountedAnew(message, summary, reader)
  if (!isOther || summary.unread === 0) return { ...state, summary, timeline }
  const unread = countUnread(timeline, summary, summary.membership.readSeq, reader)
  if (unread === null) return { ...state, summary, timeline, stale: true }
  return { ...state, summary: { ...summary, ...unread }, timeline }
}

/** Not before its turn: what one has reacted oneself follows from what is known just before it. */
function toldTo({ timeline, reader }: Settling, event: RevEvent): RevEvent {
  if (!('seq' in event)) return event
  const known = timeline && quoted(timeline, event.seq)
  return knowingOwn(typeof known === 'object' ? known : undefined, event, reader.viewerId)
}

/** A message that comes into the window with reactions, one's own not among what is known, is left to the changes. */
const withTold = (timeline: Timeline, event: RevEvent): Timeline =>
  'seq' in event && event.seq >= firstSeq(timeline) && !isOwnKnown(event)
    ? timeline
    : withEvent(timeline, event)

/** An edit may mention one, or mention one no more. */
const isCountedAnew = (message: Message, { unreadMentions = 0 }: ConversationSummary, reader: Reader) =>
  message.deletedAt !== null ||
  (message.editedAt !== null && (unreadMentions > 0 || isForViewer(message, reader)))

function withSettled(chat: Chat, { summary, timeline, stale }: Settling, rest: readonly RevEvent[]): Chat {
  const id = summary.conversation.id
  return {
    ...chat,
    conversations: withArrival(chat.conversations, summary),
    timelines: timeline ? withEntry(chat.timelines, id, timeline) : chat.timelines,
    early: rest.length > 0 ? withEntry(chat.early, id, rest) : withoutEntry(chat.early, id),
    stale: stale ? withMember(chat.stale, id) : chat.stale,
  }
}
