import type { ConversationId, Message } from '@parley/shared'

/** Where a message stands in the order in which an archive is read: conversation by conversation. */
export interface ArchivePosition {
  readonly conversationId: ConversationId
  readonly seq: number
}

/** Everything that is stored of a message. */
export interface ArchivedMessage extends Message {
  /** SHA-256, in hex, of the text as it was first sent; null while that is still the text. */
  readonly originalDigest: string | null
}

/** The messages as they are, for who moves them from one store into another. */
export interface MessageArchive {
  /** In order of conversation, then seq. Null begins at the beginning. */
  exportAfter(position: ArchivePosition | null, limit: number): Promise<ArchivedMessage[]>
  /** As they are, with their seq and rev, durable when it resolves. Into places that are free, by nobody else meanwhile. */
  importBatch(messages: readonly ArchivedMessage[]): Promise<void>
  /** The last one, null when there is none. */
  lastPosition(): Promise<ArchivePosition | null>
}
