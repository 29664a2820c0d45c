import type { Message } from './schemas/message.ts'

/** As much of a message as tells whether its time is over. */
export interface Expiring {
  readonly expiresAt?: string
  readonly expired?: boolean
}

/** From then on it is there for nobody, whether or not it is a tombstone already. */
export const isExpired = ({ expiresAt, expired }: Expiring, now: Date): boolean =>
  expired === true || (expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime())

/** What is left of one whose time is over: its place, as a tombstone. */
export function expiredMessage(message: Message): Message {
  const { conversationId, seq, rev, senderId, clientId, createdAt, editedAt } = message
  const place = { conversationId, seq, rev, senderId, clientId, text: '', system: null, createdAt, editedAt }
  return { ...place, deletedAt: message.expiresAt ?? message.deletedAt, expired: true }
}
