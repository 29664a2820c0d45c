import type { ConversationSummary, Message, UserId } from '@parley/shared'
import * as limits from '@parley/shared/limits'
import { isFolded, mayBeUnread, movesOwnPosition } from '@parley/shared/unread'

import type { TimelineState } from './state.ts'
import { lastSeq, type Timeline } from './timeline.ts'

/** Who reads, and whose messages are folded away for them. */
export interface Reader {
  readonly viewerId: UserId
  readonly blocked: ReadonlySet<UserId>
}

/** Whether a message is unread where one has not read it yet. */
export const isNews = (message: Message, { viewerId, blocked }: Reader): boolean =>
  mayBeUnread(message, viewerId) && !isFolded(message, blocked)

/** Oneself by name, or all. */
export const isForViewer = ({ mentions, mentionsAll }: Message, { viewerId }: Reader): boolean =>
  mentionsAll === true || (mentions?.includes(viewerId) ?? false)

/** How many messages are unread, and how many of them mention one. */
export type Unread = Required<Pick<ConversationSummary, 'unread' | 'unreadMentions'>>

export const nothingUnread: Unread = { unread: 0, unreadMentions: 0 }

/** How many there are after a seq to which one has read; null where not all of them are loaded. */
export function countNew(
  { messages, hasNewer }: TimelineState,
  afterSeq: number,
  reader: Reader,
): number | null {
  if (hasNewer || (messages[0]?.seq ?? Infinity) > afterSeq + 1) return null
  return messages.filter((message) => message.seq > afterSeq && isNews(message, reader)).length
}

/**
 * How many messages of a summary are unread from a read position on. A page can have brought messages that the
 * summary does not know yet: they count when their events come. Null when the window does not hold everything
 * that counts.
 */
export function countUnread(
  timeline: Timeline | undefined,
  { headSeq, rev }: ConversationSummary,
  readSeq: number,
  reader: Reader,
): Unread | null {
  if (!timeline || timeline.rev < rev || lastSeq(timeline) < headSeq) return null
  let [unread, unreadMentions] = [0, 0]
  for (const message of timeline.messages.toReversed()) {
    if (message.seq > headSeq) continue
    if (message.seq <= readSeq || movesOwnPosition(message, reader.viewerId))
      return { unread, unreadMentions }
    if (isNews(message, reader)) unread += 1
    if (isNews(message, reader) && isForViewer(message, reader)) unreadMentions += 1
    if (unread === limits.unreadMax) return { unread, unreadMentions }
  }
  return (timeline.messages[0]?.seq ?? 1) <= readSeq + 1 ? { unread, unreadMentions } : null
}

/** A message that was not there before. A page can have shown it, and one have read it, sooner than its event came. */
export function unreadAfterMessage(summary: ConversationSummary, message: Message, reader: Reader): Unread {
  if (movesOwnPosition(message, reader.viewerId)) return nothingUnread
  const { unread, unreadMentions = 0, membership } = summary
  if (message.seq <= membership.readSeq || !isNews(message, reader)) return { unread, unreadMentions }
  const more = (count: number, by: number) => Math.min(count + by, limits.unreadMax)
  return {
    unread: more(unread, 1),
    unreadMentions: more(unreadMentions, isForViewer(message, reader) ? 1 : 0),
  }
}
