import { hash } from 'node:crypto'

import type { ConversationId, Message, MessageParts, MessageSource, UserId } from '@parley/shared'
import { isExpired } from '@parley/shared/expiry'

import type { Head, MessageDraft } from './message-store.ts'

/** Everything that is kept of a message, the same for every store, whatever it writes it as. */
export interface StoredMessage extends Omit<
  Message,
  'createdAt' | 'editedAt' | 'deletedAt' | 'mine' | keyof MessageParts
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

/** What is left of a message at that time. */
export function asOf(stored: StoredMessage, at: Date): StoredMessage {
  const { expiresAt } = stored.parts ?? {}
  if (expiresAt === undefined || !isExpired({ expiresAt }, at)) return stored
  return { ...stored, text: '', parts: { expired: true }, deletedAt: new Date(expiresAt) }
}

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
  originalDigest: draft.forward ? digest(contentOf(draft)) : null,
})

/** Under what a message is found by those whom it mentions: their ids, and that of the conversation where it is all of them. */
export function mentionKeys({ conversationId, senderId, parts }: Mentioning): (UserId | ConversationId)[] {
  const people = (parts?.mentions ?? []).filter((id) => id !== senderId)
  return parts?.mentionsAll ? [conversationId, ...people] : people
}

type Mentioning = Pick<StoredMessage, 'conversationId' | 'senderId' | 'parts'>

/** What an author gave. */
interface Content {
  readonly text: string
  readonly parts?: MessageParts | null
  readonly forward?: MessageSource
}

/** What a repetition is compared with. */
export interface Earlier extends Content {
  /** In the form that the store has; null for what a person wrote. */
  readonly system: unknown
  readonly originalDigest: string | null
}

/** An edited or deleted message has forgotten its first content, and a forwarded one its source, but not the digest of it. */
export function isSameContent(earlier: Earlier, draft: MessageDraft): boolean {
  if (earlier.system !== null) return false
  if (earlier.originalDigest === null) return contentOf(earlier) === contentOf(draft)
  return earlier.originalDigest === digest(contentOf(draft))
}

/** No stored text has the character in between. Of files, their ids are what the author gave. */
export const contentOf = ({ text, parts, forward }: Content): string =>
  forward ? `\0${forward.conversationId}\0${forward.seq}` : givenOf(text, parts)

const givenOf = (text: string, parts?: MessageParts | null): string =>
  [text, parts?.replyTo, parts?.attachments?.map(({ id }) => id).join(' ')]
    .filter((part) => part !== undefined)
    .join('\0')

export const digest = (text: string): string => hash('sha256', text, 'hex')
