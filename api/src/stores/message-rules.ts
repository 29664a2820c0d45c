import { hash } from 'node:crypto'

import type { Message } from '@parley/shared'

import type { ChangeOutcome, Head, MessageChange, MessageDraft } from './message-store.ts'

/** Everything that is kept of a message, the same for every store, whatever it writes it as. */
export interface StoredMessage extends Omit<Message, 'createdAt' | 'editedAt' | 'deletedAt'> {
  readonly createdAt: Date
  readonly editedAt: Date | null
  readonly deletedAt: Date | null
  /** SHA-256, in hex, of the text as it was first sent; null while that is still the text. */
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
})

export const storedDraft = (draft: MessageDraft, { seq, rev }: Head): StoredMessage => ({
  conversationId: draft.conversationId,
  seq,
  rev,
  senderId: draft.senderId,
  clientId: draft.clientId,
  text: draft.text,
  system: draft.system,
  createdAt: draft.createdAt,
  editedAt: null,
  deletedAt: null,
  originalDigest: null,
})

/** What a repetition is compared with. */
export interface Earlier {
  readonly text: string
  /** In the form that the store has; null for what a person wrote. */
  readonly system: unknown
  readonly originalDigest: string | null
}

/** An edited or deleted message has forgotten its first text, but not that text's digest. */
export function isSameContent(earlier: Earlier, draft: MessageDraft): boolean {
  if (earlier.system !== null) return false
  if (earlier.originalDigest === null) return earlier.text === draft.text
  return earlier.originalDigest === digest(draft.text)
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
  editedAt: text === null ? before.editedAt : at,
  deletedAt: text === null ? at : null,
  originalDigest: before.originalDigest ?? digest(before.text),
})

export const digest = (text: string): string => hash('sha256', text, 'hex')
