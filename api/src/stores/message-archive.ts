import type { ConversationId, Message } from '@parley/shared'

import { messageOf, type StoredMessage } from './message-rules.ts'

/** Where a message stands in the order in which an archive is read: conversation by conversation. */
export interface ArchivePosition {
  readonly conversationId: ConversationId
  readonly seq: number
}

/** Everything that is stored of a message, with its times in the form of the wire. */
export interface ArchivedMessage extends Message {
  readonly originalDigest: StoredMessage['originalDigest']
}

export const archivedOf = (stored: StoredMessage): ArchivedMessage => ({
  ...messageOf(stored),
  originalDigest: stored.originalDigest,
})

export const storedOf = (archived: ArchivedMessage): StoredMessage => ({
  ...archived,
  createdAt: new Date(archived.createdAt),
  editedAt: archived.editedAt === null ? null : new Date(archived.editedAt),
  deletedAt: archived.deletedAt === null ? null : new Date(archived.deletedAt),
})

/** The messages as they are, for who moves them from one store into another. */
export interface MessageArchive {
  /** In order of conversation, then seq. Null begins at the beginning. */
  exportAfter(position: ArchivePosition | null, limit: number): Promise<ArchivedMessage[]>
  /** As they are, with their seq and rev, durable when it resolves. Into places that are free, by nobody else meanwhile. */
  importBatch(messages: readonly ArchivedMessage[]): Promise<void>
  /** The last one, null when there is none. */
  lastPosition(): Promise<ArchivePosition | null>
}
