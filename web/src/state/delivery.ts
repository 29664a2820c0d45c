import type { ConversationSummary, Message, UserId } from '@parley/shared'

import type { OutboxItem } from './outbox-item.ts'

/** How far a message of one's own has come. */
export type Delivery = 'sending' | 'stored' | 'seen' | 'failed'

export const deliveryOfPending = ({ status }: OutboxItem): Delivery =>
  status.kind === 'sent' ? 'stored' : status.kind

/** Null of what others wrote. In a group and among notes nobody tells that they have seen something. */
export function deliveryOf(
  { senderId, seq, system, deletedAt }: Message,
  { peerReadSeq }: Pick<ConversationSummary, 'peerReadSeq'>,
  viewerId: UserId,
): Delivery | null {
  if (senderId !== viewerId || system !== null || deletedAt !== null) return null
  return (peerReadSeq ?? 0) >= seq ? 'seen' : 'stored'
}

/** Of the last message of a conversation, as a list shows it. */
export const lastDelivery = (summary: ConversationSummary, viewerId: UserId): Delivery | null =>
  summary.lastMessage && summary.conversation.kind !== 'notes'
    ? deliveryOf(summary.lastMessage, summary, viewerId)
    : null
