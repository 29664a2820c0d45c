import type { Conversation, ConversationId, ConversationSummary, Membership, Message } from '@parley/shared'
import { isFolded, movesOwnPosition } from '@parley/shared/unread'

import { withEntry, withLast } from './chat.ts'
import type { RevEvent } from './timeline.ts'
import { unreadAfterMessage, type Reader, type Unread } from './unread.ts'

/** What follows on the summary's rev. Everything else leaves it as it is. */
export function summaryWithEvent(
  summary: ConversationSummary,
  event: RevEvent,
  reader: Reader,
): ConversationSummary {
  if (event.rev !== summary.rev + 1) return summary
  const next = { ...summary, rev: event.rev }
  if (!('seq' in event)) return next
  if (event.seq > summary.headSeq) {
    const shown = { ...next, membership: inSight(next.membership) }
    return isFolded(event, reader.blocked)
      ? { ...shown, headSeq: event.seq }
      : withNewMessage(shown, event, reader)
  }
  return summary.lastMessage?.seq === event.seq ? { ...next, lastMessage: event } : next
}

function withNewMessage(summary: ConversationSummary, message: Message, reader: Reader): ConversationSummary {
  const unread = unreadAfterMessage(summary, message, reader)
  const moved = movesOwnPosition(message, reader.viewerId)
    ? withReadSeq(summary, message.seq, unread)
    : summary
  const { seq: headSeq, createdAt: lastActivityAt } = message
  const next = { ...moved, ...unread, headSeq, lastMessage: message, lastActivityAt }
  return movesOwnPosition(message, next.peer?.id ?? '') ? withPeerReadSeq(next, message.seq) : next
}

/** Lists leave a conversation out until there is a later message. */
const inSight = (membership: Membership): Membership =>
  membership.hidden ? { ...membership, hidden: false } : membership

/** States come by several ways, and not always in their order. */
export const laterOf = (known: Conversation, received: Conversation): Conversation =>
  received.version < known.version ? known : received

/** A read position only moves forward. */
export function withReadSeq(
  summary: ConversationSummary,
  readSeq: number,
  unread: Unread,
): ConversationSummary {
  if (readSeq <= summary.membership.readSeq) return summary
  return { ...summary, ...unread, membership: { ...summary.membership, readSeq } }
}

export function withPeerReadSeq(summary: ConversationSummary, seq: number): ConversationSummary {
  if (summary.peerReadSeq === null || summary.peerReadSeq >= seq) return summary
  return { ...summary, peerReadSeq: seq }
}

/**
 * The conversations with this one as it is now. Where something was written that is later than what was known, it has
 * arrived after all else: times are those of servers, whose clocks differ.
 */
export function withArrival(
  conversations: ReadonlyMap<ConversationId, ConversationSummary>,
  summary: ConversationSummary,
): ReadonlyMap<ConversationId, ConversationSummary> {
  const { id } = summary.conversation
  const known = conversations.get(id)
  const isLater = !known || (summary.lastMessage?.seq ?? 0) > (known.lastMessage?.seq ?? 0)
  return isLater ? withLast(conversations, id, summary) : withEntry(conversations, id, summary)
}
