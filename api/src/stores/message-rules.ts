import { hash } from 'node:crypto'

import type { Message, MessageParts } from '@parley/shared'

import type { ChangeOutcome, Head, MessageChange, MessageDraft } from './message-store.ts'

/** Everything that is kept of a message, the same for every store, whatever it writes it as. */
export interface StoredMessage extends Omit<
  Message,
  'createdAt' | 'editedAt' | 'deletedAt' | keyof MessageParts
> {
  /** Null where there are none. */
  readonly parts: MessageParts | null
  readonly createdAt: Date
  readonly editedAt: Date | null
  readonly deletedAt: Date | null
  /** SHA-256, in hex, of the content as it was first sent; null while that is still the content. */
  readonly originalDigest: string | null
}

export const messageOf = (stored: Omit<StoredMessage, 'originalDigest'>): Message => ({
  conversationId: stored.conversationId,
  seq: stored.seq,
  rev: stored.rev,
  senderId: stored.senderId,
  clientId: stored.clientId,
  text: stored.text,
  system: stored.system,
  createdAt: stored.createdAt.toISOString(),
  editedAt: stored.editedAt?.toISOString() ?? null,
  deletedAt: stored.deletedAt?.toISOString() ?? null,
  ...stored.parts,
})

export const storedDraft = (draft: MessageDraft, { seq, rev }: Head): StoredMessage => ({
  conversationId: draft.conversationId,
  seq,
  rev,
  senderId: draft.senderId,
  clientId: draft.clientId,
  text: draft.text,
  parts: draft.parts ?? null,
  system: draft.system,
  createdAt: draft.createdAt,
  editedAt: null,
  deletedAt: null,
  originalDigest: null,
})

/** What an author gave. */
interface Content {
  readonly text: string
  readonly parts?: MessageParts | null
}

/** What a repetition is compared with. */
export interface Earlier extends Content {
  /** In the form that the store has; null for what a person wrote. */
  readonly system: unknown
  readonly originalDigest: string | null
}

/** An edited or deleted message has forgotten its first content, but not the digest of it. */
export function isSameContent(earlier: Earlier, draft: MessageDraft): boolean {
  if (earlier.system !== null) return false
  if (earlier.originalDigest === null) return contentOf(earlier) === contentOf(draft)
  return earlier.originalDigest === digest(contentOf(draft))
}

/** Null when the message is to be changed. */
export function outcomeWithoutChange(
  stored: StoredMessage,
  { senderId, text }: MessageChange,
): ChangeOutcome | null {
  if (stored.senderId !== senderId || stored.system !== null) return { kind: 'not-author' }
  const isDeleted = stored.deletedAt !== null
  if (isDeleted && text !== null) return { kind: 'deleted' }
  return isDeleted || stored.text === text ? { kind: 'unchanged', message: messageOf(stored) } : null
}

/** The message after it was edited, or deleted where there is no text. */
export const changed = (before: StoredMessage, { text, at }: MessageChange, rev: number): StoredMessage => ({
  ...before,
  rev,
  text: text ?? '',
  parts: text === null ? null : before.parts,
  editedAt: text === null ? before.editedAt : at,
  deletedAt: text === null ? at : null,
  originalDigest: before.originalDigest ?? digest(contentOf(before)),
})

/** No stored text has the character in between. Of files, their ids are what the author gave. */
const contentOf = ({ text, parts }: Content): string =>
  [text, parts?.replyTo, parts?.attachments?.map(({ id }) => id).join(' ')]
    .filter((part) => part !== undefined)
    .join('\0')

export const digest = (text: string): string => hash('sha256', text, 'hex')
