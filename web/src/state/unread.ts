import type { ConversationSummary, Message, UserId } from '@parley/shared'
import { limits } from '@parley/shared/limits'
import { mayBeUnread, movesOwnPosition } from '@parley/shared/unread'

import { lastSeq, type Timeline } from './timeline.ts'

/**
 * How many messages of a summary are unread from a read position on. A page can have brought messages that the
 * summary does not know yet: they count when their events come. Null when the window does not hold everything
 * that counts.
 */
export function countUnread(
  timeline: Timeline | undefined,
  { headSeq, rev }: ConversationSummary,
  readSeq: number,
  viewerId: UserId,
): number | null {
  if (!timeline || timeline.rev < rev || lastSeq(timeline) < headSeq) return null
  let unread = 0
  for (const message of timeline.messages.toReversed()) {
    if (message.seq > headSeq) continue
    if (message.seq <= readSeq || movesOwnPosition(message, viewerId)) return unread
    if (mayBeUnread(message, viewerId)) unread += 1
    if (unread === limits.unreadMax) return unread
  }
  return (timeline.messages[0]?.seq ?? 1) <= readSeq + 1 ? unread : null
}

/** A message that was not there before. A page can have shown it, and one have read it, sooner than its event came. */
export function unreadAfterMessage(summary: ConversationSummary, message: Message, viewerId: UserId): number {
  if (movesOwnPosition(message, viewerId)) return 0
  const isUnread = message.seq > summary.membership.readSeq && mayBeUnread(message, viewerId)
  return Math.min(summary.unread + (isUnread ? 1 : 0), limits.unreadMax)
}
