import type { Message } from '@parley/shared'
import { expiredMessage } from '@parley/shared/expiry'

import { withEntry, withMember, type Chat } from '../chat.ts'
import type { Timeline } from '../timeline.ts'

/** What is over by then goes from what is shown and kept. What a list shows in its place the server knows. */
export function withoutExpired(chat: Chat, nowMs: number): Chat {
  let next = chat
  for (const [id, timeline] of chat.timelines) {
    if (firstEnd(timeline) <= nowMs)
      next = { ...next, timelines: withEntry(next.timelines, id, unexpired(timeline, nowMs)) }
  }
  for (const [id, summary] of chat.conversations) {
    const { lastMessage } = summary
    if (!lastMessage || endOf(lastMessage) > nowMs) continue
    const shown = { ...summary, lastMessage: expiredMessage(lastMessage) }
    next = {
      ...next,
      conversations: withEntry(next.conversations, id, shown),
      stale: withMember(next.stale, id),
    }
  }
  return next
}

/** When the first of them is over; null where all stay. */
export function nextExpiry({ timelines, conversations }: Chat): number | null {
  const lasts = [...conversations.values()].map(({ lastMessage }) =>
    lastMessage ? endOf(lastMessage) : Infinity,
  )
  const first = Math.min(...[...timelines.values()].map(firstEnd), ...lasts)
  return first === Infinity ? null : first
}

const endOf = ({ expiresAt, expired }: Message): number =>
  expired || expiresAt === undefined ? Infinity : Date.parse(expiresAt)

/** They are asked for with each change of any of them. */
const firstEnds = new WeakMap<Timeline, number>()

function firstEnd(timeline: Timeline): number {
  const known = firstEnds.get(timeline)
  if (known !== undefined) return known
  const { messages, ahead, quotes } = timeline
  let first = Infinity
  for (const part of [messages, ahead, quotes.values()])
    for (const message of part) first = Math.min(first, endOf(message))
  firstEnds.set(timeline, first)
  return first
}

function unexpired(timeline: Timeline, nowMs: number): Timeline {
  const shown = (message: Message) => (endOf(message) > nowMs ? message : expiredMessage(message))
  return {
    ...timeline,
    messages: timeline.messages.map(shown),
    ahead: timeline.ahead.map(shown),
    quotes: new Map(Array.from(timeline.quotes, ([seq, message]) => [seq, shown(message)])),
  }
}
