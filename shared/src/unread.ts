/** As much of a message as the rules look at; `system` and `deletedAt` in any form, null for none. */
interface CountedMessage {
  readonly senderId: string
  readonly system: unknown
  readonly deletedAt: unknown
  /** Of one that was sent at a time that its author had set. */
  readonly scheduled?: unknown
}

/** One's own messages, tombstones and what the system tells are never unread. */
export const mayBeUnread = (message: CountedMessage, viewerId: string): boolean =>
  message.senderId !== viewerId && message.system === null && message.deletedAt === null

/** What someone whom one has blocked wrote is folded away, and never news. What the system tells of them stays. */
export const isFolded = (
  message: Pick<CountedMessage, 'senderId' | 'system'>,
  blocked: ReadonlySet<string>,
): boolean => message.system === null && blocked.has(message.senderId)

/**
 * Sending moves one's read position: whoever answers has read. What the system tells in one's name does not, nor what
 * was sent while its author may have been away.
 */
export const movesOwnPosition = (
  message: Pick<CountedMessage, 'senderId' | 'system' | 'scheduled'>,
  viewerId: string,
): boolean => message.senderId === viewerId && message.system === null && !message.scheduled
