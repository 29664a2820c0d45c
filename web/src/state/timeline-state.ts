import type { Message, UserId } from '@parley/shared'

import type { OutboxItem } from './outbox-item.ts'
import type { Failure } from './result.ts'
import type { TimelineState } from './state.ts'
import { firstSeq, lastSeq, pinnedIn, quoted, reachesEnd, type Timeline } from './timeline.ts'

/** What is being loaded into a window, and how the last attempt ended. */
export interface Loading {
  readonly what: TimelineState['loading']
  readonly failure: Failure | null
}

const nothing: readonly OutboxItem[] = []
const empty = { messages: [], hasOlder: false, hasNewer: false, quoted: () => undefined, pinned: () => null }

/** @param timeline undefined until the first page has come */
export function timelineState(
  timeline: Timeline | undefined,
  loading: Loading,
  outbox: readonly OutboxItem[],
  viewerId: UserId | null,
): TimelineState {
  const { what, failure } = loading
  // What is written before the first page has come, or while it cannot be loaded, must be seen too.
  if (!timeline) return { ...empty, pending: outbox, loading: what, failure }
  const atEnd = reachesEnd(timeline)
  return {
    messages: timeline.messages,
    pending: atEnd ? outbox.filter((item) => !hasArrived(item, timeline, viewerId)) : nothing,
    hasOlder: timeline.messages.length > 0 && firstSeq(timeline) > timeline.beginsAt,
    hasNewer: !atEnd,
    quoted: (seq) => quoted(timeline, seq),
    pinned: () => pinnedIn(timeline),
    loading: what,
    failure,
  }
}

/** Whether the message stands in the window itself, so that it must not be shown a second time. */
export function hasArrived(item: OutboxItem, timeline: Timeline, viewerId: UserId | null): boolean {
  if (item.status.kind === 'sent' && item.status.seq <= lastSeq(timeline)) return true
  return timeline.messages.some((message) => isEcho(message, item, viewerId))
}

const isEcho = (message: Message, item: OutboxItem, viewerId: UserId | null): boolean =>
  message.clientId === item.clientId && message.senderId === viewerId
