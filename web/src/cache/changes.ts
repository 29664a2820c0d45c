import type { ConversationId, ConversationSummary, SignedIn, UserCard, UserId } from '@parley/shared'

import type { Chat } from '../state/chat.ts'
import { firstSeq, reachesEnd, type Timeline } from '../state/timeline.ts'

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
  readonly windows: Map<ConversationId, Timeline>
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
  return (windows.get(id)?.beginsAt ?? beginsAt) < beginsAt
}

function windowToKeep(chat: Chat, id: ConversationId, { windows }: Written): KeptWindow | null {
  const timeline = chat.timelines.get(id)
  if (!timeline || timeline.messages.length === 0 || !reachesEnd(timeline)) return null
  const before = windows.get(id)
  // One that only got shorter, as nobody looks at it any more, is kept as it was.
  if (before && before.rev === timeline.rev && firstSeq(before) <= firstSeq(timeline)) return null
  const messages = timeline.messages.slice(-messagesMax)
  return { epoch: chat.epoch, timeline: { ...timeline, messages, ahead: [] } }
}

/** Notes what was written. */
export function note(changes: Changes, { summaries, windows }: Written): void {
  for (const summary of changes.summaries) summaries.set(summary.conversation.id, summary)
  for (const { timeline } of changes.windows) windows.set(timeline.conversationId, timeline)
  for (const id of changes.withoutSummary) summaries.delete(id)
  for (const id of changes.withoutWindow) windows.delete(id)
}
