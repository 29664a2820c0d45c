import type {
  ClientId,
  ConversationId,
  Message,
  MessageParts,
  MessageState,
  SystemEvent,
  UserId,
} from '@parley/shared'

import { mentionKeys, messageOf, type StoredMessage } from '../../stores/message-rules.ts'
import { gramsOf } from '../../stores/search-grams.ts'
import type { ReactionStep } from './reaction-document.ts'

/** As much of a message as is shown. The names of its keys are short because every document repeats them. */
export interface VisibleDocument {
  readonly c: ConversationId
  readonly seq: number
  readonly rev: number
  readonly s: UserId
  readonly k: ClientId
  readonly text: string
  /** Left out where there are none. */
  readonly parts?: MessageParts
  readonly system: SystemEvent | null
  readonly createdAt: Date
  readonly editedAt: Date | null
  readonly deletedAt: Date | null
  /** As in Overview, and in its _id; not of what was moved here, or stored by versions that did not know it. */
  readonly arrival?: string
}

/** With what tells whether it is the one that someone sends again. */
export interface ContentDocument extends VisibleDocument {
  /** As in StoredMessage, but in base64. */
  readonly originalDigest: string | null
  readonly reacting?: ReactionStep
}

/** With what it said before; left out where that is nothing. */
export interface EditedDocument extends ContentDocument {
  readonly states?: readonly MessageState[]
}

export interface MessageDocument extends EditedDocument {
  /** Every rev that it ever had: as none of them can be taken again, nobody can write behind a reader. */
  readonly revs: readonly number[]
  /** What makes it findable; empty where there is no text. */
  readonly grams: readonly string[]
  /** See mentionKeys. Left out where there are none, so that the indexes of it have no other message. */
  readonly m?: readonly string[]
}

/** They can be longer than the text, and no reader needs them. */
const unreadFields = { revs: 0, grams: 0, m: 0, states: 0 } as const
export const editedFields = { _id: 0, revs: 0, grams: 0, m: 0 } as const
export const contentFields = { _id: 0, ...unreadFields } as const
export const visibleFields = { ...contentFields, originalDigest: 0, reacting: 0 } as const
export const searchedFields = { ...unreadFields, originalDigest: 0, reacting: 0 } as const

export const documentOf = (stored: StoredMessage): MessageDocument => {
  const m = mentionKeys(stored)
  return { ...withoutMentions(stored), ...(m.length > 0 && { m }) }
}

const withoutMentions = (stored: StoredMessage): MessageDocument => ({
  c: stored.conversationId,
  seq: stored.seq,
  rev: stored.rev,
  revs: [stored.rev],
  s: stored.senderId,
  k: stored.clientId,
  text: stored.text,
  grams: gramsOf(stored),
  system: stored.system,
  createdAt: stored.createdAt,
  editedAt: stored.editedAt,
  deletedAt: stored.deletedAt,
  originalDigest: recoded(stored.originalDigest, 'hex', 'base64'),
  ...(stored.parts && { parts: stored.parts }),
})

export const visible = (document: VisibleDocument): VisibleDocument => {
  const { c, seq, rev, s, k, text, system, createdAt, editedAt, deletedAt, arrival, parts } = document
  const shown = { c, seq, rev, s, k, text, system, createdAt, editedAt, deletedAt }
  return { ...shown, ...(parts && { parts }), ...(arrival !== undefined && { arrival }) }
}

export const messageOfDocument = (document: VisibleDocument): Message => messageOf(contentOf(document))

export const storedOfDocument = (document: ContentDocument): StoredMessage => ({
  ...contentOf(document),
  originalDigest: recoded(document.originalDigest, 'base64', 'hex'),
})

const contentOf = (document: VisibleDocument): Omit<StoredMessage, 'originalDigest'> => ({
  conversationId: document.c,
  seq: document.seq,
  rev: document.rev,
  senderId: document.s,
  clientId: document.k,
  text: document.text,
  parts: document.parts ?? null,
  system: document.system,
  createdAt: document.createdAt,
  editedAt: document.editedAt,
  deletedAt: document.deletedAt,
})

const recoded = (digest: string | null, from: BufferEncoding, to: BufferEncoding): string | null =>
  digest === null ? null : Buffer.from(digest, from).toString(to)
