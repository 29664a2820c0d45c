import type {
  ConversationId,
  ConversationSummary,
  MessagePage,
  SignedIn,
  UserCard,
  UserId,
} from '@parley/shared'

import type { Chat } from '../state/chat.ts'
import {
  firstSeq,
  lastSeq,
  reachesEnd,
  timelineOf,
  trimmed,
  withPage,
  type Timeline,
} from '../state/timeline.ts'

/** Of so many conversations, the latest, messages are kept, and the latest so many of each. */
const windowsMax = 50
const messagesMax = 200
/** Cards of people that are shown in them. */
const peopleMax = 2_000

/** Whose all of it is, and what belongs to no single conversation. */
export interface About {
  readonly signedIn: SignedIn
  readonly epoch: string | null
  readonly blocked: readonly UserId[]
  readonly people: readonly UserCard[]
  /** The latest last. */
  readonly order: readonly ConversationId[]
}

export interface KeptWindow {
  readonly epoch: string | null
  readonly timeline: Timeline
}

/** What has changed since it was written last. */
export interface Changes {
  readonly about: About
  readonly summaries: readonly ConversationSummary[]
  readonly windows: readonly KeptWindow[]
  readonly withoutSummary: readonly ConversationId[]
  readonly withoutWindow: readonly ConversationId[]
}

/** What is in the database as far as this page has written it or found it there. */
export interface Written {
  readonly summaries: Map<ConversationId, ConversationSummary>
  /** Enough of each to tell by where it begins and how far it goes. */
  readonly windows: Map<ConversationId, KeptWindow>
}

export function changesOf(chat: Chat, signedIn: SignedIn, written: Written): Changes {
  const order = [...chat.conversations.keys()]
  const latest = new Set(order.slice(-windowsMax))
  const windows = [...latest].flatMap((id) => windowToKeep(chat, id, written) ?? [])
  return {
    about: {
      signedIn,
      epoch: chat.epoch,
      blocked: [...chat.blocked],
      people: [...chat.people.values()].slice(-peopleMax),
      order,
    },
    summaries: [...chat.conversations].flatMap(([id, summary]) =>
      written.summaries.get(id) === summary ? [] : summary,
    ),
    windows,
    withoutSummary: [...written.summaries.keys()].filter((id) => !chat.conversations.has(id)),
    withoutWindow: [...written.windows.keys()].filter(
      (id) => !latest.has(id) || isCleared(chat, id, written),
    ),
  }
}

/** What was deleted for oneself, or lies before where one reads from now. */
function isCleared({ timelines, conversations }: Chat, id: ConversationId, { windows }: Written): boolean {
  const timeline = timelines.get(id)
  if (timeline) return timeline.messages.length === 0
  const beginsAt = conversations.get(id)?.membership.readsFromSeq ?? 1
  return (windows.get(id)?.timeline.beginsAt ?? beginsAt) < beginsAt
}

function windowToKeep(chat: Chat, id: ConversationId, { windows }: Written): KeptWindow | null {
  const timeline = chat.timelines.get(id)
  if (!timeline || timeline.messages.length === 0 || !reachesEnd(timeline)) return null
  const [before, kept] = [windows.get(id), bounded(chat, timeline)]
  // One that only got shorter, as nobody looks at it any more, is kept as it was.
  const isSame = before?.epoch === chat.epoch && before.timeline.rev === timeline.rev
  const hasAll =
    isSame &&
    firstSeq(before.timeline) <= firstSeq(kept.timeline) &&
    before.timeline.quotes.size >= kept.timeline.quotes.size
  return hasAll ? null : kept
}

const bounded = ({ epoch }: Chat, timeline: Timeline): KeptWindow => ({
  epoch,
  timeline: { ...trimmed(timeline, messagesMax), ahead: [] },
})

/** Of the latest, those whose end is neither in memory nor kept; the very latest first. */
export function lackingOf({ conversations, timelines, epoch }: Chat, { windows }: Written): ConversationId[] {
  const isLacking = ({ conversation: { id }, headSeq, membership }: ConversationSummary) => {
    const kept = windows.get(id)
    const keptSeq = kept?.epoch === epoch ? kept.timeline.headSeq : 0
    return !timelines.has(id) && headSeq >= membership.readsFromSeq && keptSeq < headSeq
  }
  const latest = [...conversations.values()].slice(-windowsMax).reverse()
  return latest.filter(isLacking).map(({ conversation }) => conversation.id)
}

/**
 * The latest page of a conversation that nobody has opened, behind what is kept of it if they meet.
 * Null where it is from before one's messages were deleted for oneself.
 */
export function pageToKeep(
  chat: Chat,
  id: ConversationId,
  page: MessagePage,
  before: Timeline | null,
): KeptWindow | null {
  const latest = timelineOf(id, chat.conversations.get(id)?.membership.readsFromSeq ?? 1, page)
  if (page.items.length === 0 || firstSeq(latest) < latest.beginsAt) return null
  const isNext = before?.beginsAt === latest.beginsAt && firstSeq(latest) <= lastSeq(before) + 1
  return bounded(chat, isNext ? withPage(before, page) : latest)
}

/** Notes what was written. */
export function note(changes: Changes, { summaries, windows }: Written): void {
  for (const summary of changes.summaries) summaries.set(summary.conversation.id, summary)
  for (const kept of changes.windows) windows.set(kept.timeline.conversationId, withoutTexts(kept))
  for (const id of changes.withoutSummary) summaries.delete(id)
  for (const id of changes.withoutWindow) windows.delete(id)
}

export const withoutTexts = ({ epoch, timeline }: KeptWindow): KeptWindow => ({
  epoch,
  timeline: {
    ...timeline,
    messages: timeline.messages.slice(0, 1),
    quotes: new Map([...timeline.quotes].map(([seq, message]) => [seq, { ...message, text: '' }])),
  },
})
