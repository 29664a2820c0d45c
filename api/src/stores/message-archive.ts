import type { ConversationId, Message } from '@parley/shared'

import { messageOf, type StoredMessage } from './message-rules.ts'
import type { StoredReaction } from './reaction-rules.ts'

/** Where a message stands in the order in which an archive is read: conversation by conversation. */
export interface ArchivePosition {
  readonly conversationId: ConversationId
  readonly seq: number
}

/** Everything that is stored of a message, with its times in the form of the wire. */
export interface ArchivedMessage extends Message {
  readonly originalDigest: StoredMessage['originalDigest']
  /** By rev, then person and emoji; left out where there are none. */
  readonly reactors?: readonly StoredReaction[]
}

export function archivedOf(stored: StoredMessage, reactors: readonly StoredReaction[]): ArchivedMessage {
  const archived = { ...messageOf(stored), originalDigest: stored.originalDigest }
  return reactors.length > 0 ? { ...archived, reactors: reactors.toSorted(byPlace) } : archived
}

/** The same in every store. */
function byPlace(a: StoredReaction, b: StoredReaction): number {
  if (a.rev !== b.rev) return a.rev - b.rev
  return `${a.userId} ${a.emoji}` < `${b.userId} ${b.emoji}` ? -1 : 1
}

export function storedOf(archived: ArchivedMessage): StoredMessage {
  const { conversationId, seq, rev, senderId, clientId, text, system, ...others } = archived
  const { createdAt, editedAt, deletedAt, originalDigest, reactors: _, ...parts } = others
  return {
    ...{ conversationId, seq, rev, senderId, clientId, text, system, originalDigest },
    createdAt: new Date(createdAt),
    editedAt: editedAt === null ? null : new Date(editedAt),
    deletedAt: deletedAt === null ? null : new Date(deletedAt),
    parts: Object.keys(parts).length === 0 ? null : parts,
  }
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
