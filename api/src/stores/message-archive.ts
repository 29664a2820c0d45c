import type { ConversationId, Message, MessageState } from '@parley/shared'

import { messageOf, type StoredMessage } from './message-rules.ts'
import type { StoredReaction } from './changes/reaction-rules.ts'

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
  /** What it said before; left out where there is nothing. */
  readonly states?: readonly MessageState[]
}

export function archivedOf(
  stored: StoredMessage,
  reactors: readonly StoredReaction[],
  states: readonly MessageState[],
): ArchivedMessage {
  return {
    ...messageOf(stored),
    originalDigest: stored.originalDigest,
    ...(reactors.length > 0 && { reactors: reactors.toSorted(byPlace) }),
    ...(states.length > 0 && { states }),
  }
}

/** The same in every store. */
function byPlace(a: StoredReaction, b: StoredReaction): number {
  if (a.rev !== b.rev) return a.rev - b.rev
  return `${a.userId} ${a.emoji}` < `${b.userId} ${b.emoji}` ? -1 : 1
}

export function storedOf(archived: ArchivedMessage): StoredMessage {
  const { conversationId, seq, rev, senderId, clientId, text, system, ...others } = archived
  const { createdAt, editedAt, deletedAt, originalDigest, reactors: _, states: __, ...parts } = others
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
