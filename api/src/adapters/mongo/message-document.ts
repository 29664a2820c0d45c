import { hash } from 'node:crypto'

import type { ClientId, ConversationId, Message, SystemEvent, UserId } from '@parley/shared'

import type { Head, MessageDraft } from '../../stores/message-store.ts'
import { gramsOfText } from '../../stores/search-grams.ts'

/** As much of a message as is shown. The names of its keys are short because every document repeats them. */
export interface VisibleDocument {
  readonly c: ConversationId
  readonly seq: number
  readonly rev: number
  readonly s: UserId
  readonly k: ClientId
  readonly text: string
  readonly system: SystemEvent | null
  readonly createdAt: Date
  readonly editedAt: Date | null
  readonly deletedAt: Date | null
}

/** With what tells whether it is the one that someone sends again. */
export interface ContentDocument extends VisibleDocument {
  /** Of the text as it was first sent; null while that is still the text. */
  readonly originalDigest: string | null
}

/** One message in the collection `messages`. */
export interface MessageDocument extends ContentDocument {
  /** Every rev that it ever had: as none of them can be taken again, nobody can write behind a reader. */
  readonly revs: readonly number[]
  /** What makes it findable; empty where there is no text. */
  readonly grams: readonly string[]
}

/** They can be longer than the text, and no reader needs them. */
const unreadFields = { revs: 0, grams: 0 } as const
export const contentFields = { _id: 0, ...unreadFields } as const
export const visibleFields = { ...contentFields, originalDigest: 0 } as const
export const searchedFields = { ...unreadFields, originalDigest: 0 } as const

export const documentOf = (draft: MessageDraft, { seq, rev }: Head): MessageDocument => ({
  c: draft.conversationId,
  seq,
  rev,
  revs: [rev],
  s: draft.senderId,
  k: draft.clientId,
  text: draft.text,
  grams: gramsOfText(draft.text),
  system: draft.system,
  createdAt: draft.createdAt,
  editedAt: null,
  deletedAt: null,
  originalDigest: null,
})

/** Without what a MessageDocument has besides. */
export const visible = (document: VisibleDocument): VisibleDocument => {
  const { c, seq, rev, s, k, text, system, createdAt, editedAt, deletedAt } = document
  return { c, seq, rev, s, k, text, system, createdAt, editedAt, deletedAt }
}

export const messageOf = (document: VisibleDocument): Message => ({
  conversationId: document.c,
  seq: document.seq,
  rev: document.rev,
  senderId: document.s,
  clientId: document.k,
  text: document.text,
  system: document.system,
  createdAt: document.createdAt.toISOString(),
  editedAt: document.editedAt?.toISOString() ?? null,
  deletedAt: document.deletedAt?.toISOString() ?? null,
})

export const digest = (text: string): string => hash('sha256', text, 'base64')

/** An edited or deleted message has forgotten its first text, but not that text's digest. */
export const isSameContent = (stored: ContentDocument, draft: MessageDraft): boolean => {
  if (stored.system !== null) return false
  if (stored.originalDigest === null) return stored.text === draft.text
  return stored.originalDigest === digest(draft.text)
}
