import type {
  Attachment,
  ClientId,
  ConversationId,
  ConversationSummary,
  Message,
  GivenParts,
  UserId,
} from '@parley/shared'

import type { Failure } from './result.ts'

/** A file of a message under way. It is uploaded under one id, however often that is tried. */
export interface OutboxFile extends Omit<Attachment, 'id' | 'hasPreview' | 'blur'> {
  readonly uploadId: string
  readonly content: Blob
}

/** As a message shows it: from the server, or still from this device. */
export type ShownFile = Attachment | OutboxFile

/** Chosen for the next message, and still to be changed. */
export interface ChosenFile {
  /** As it lies on this device. */
  readonly original: OutboxFile
  /** Without where and how it was taken, and no larger than one looks at it. Null where there is none, undefined until that is known. */
  readonly picture: OutboxFile | null | undefined
  readonly isPicture: boolean
}

export const sentFile = ({ original, picture, isPicture }: ChosenFile): OutboxFile =>
  isPicture && picture ? picture : original

/** Until then the message waits: what is sent must not tell more than it should. */
export const isPrepared = ({ picture, isPicture }: ChosenFile): boolean => !isPicture || picture !== undefined

/** A message of one's own that is not yet known to stand in the conversation. */
export interface OutboxItem {
  readonly clientId: ClientId
  readonly conversationId: ConversationId
  readonly text: string
  /** Left out where there are none. */
  readonly parts?: GivenParts
  /** They are uploaded before it is sent. Left out where there are none. */
  readonly files?: readonly OutboxFile[]
  /** By this device's clock, for display only. */
  readonly createdAt: string
  /** Grows from one to the next: the order in which they are sent and shown. */
  readonly place: number
  readonly status: OutboxStatus
  /** This device has not kept it, so that it is lost when the page is closed before it is sent. */
  readonly unkept?: boolean
}

export type OutboxStatus =
  /** Waits for its turn, for a connection, or for an answer. */
  | { readonly kind: 'sending' }
  /** On stable storage as this seq; shown until the message itself arrives. */
  | { readonly kind: 'sent'; readonly seq: number }
  /** Definitely refused: nothing was written. The person decides what becomes of it. */
  | { readonly kind: 'failed'; readonly failure: Failure }

/** How far a message of one's own has come. */
export type Delivery = 'sending' | 'stored' | 'seen' | 'failed'

export const deliveryOfPending = ({ status }: OutboxItem): Delivery =>
  status.kind === 'sent' ? 'stored' : status.kind

/** Null of what others wrote. In a group and among notes nobody tells that they have seen something. */
export function deliveryOf(
  { senderId, seq, system, deletedAt }: Message,
  { peerReadSeq }: Pick<ConversationSummary, 'peerReadSeq'>,
  viewerId: UserId,
): Delivery | null {
  if (senderId !== viewerId || system !== null || deletedAt !== null) return null
  return (peerReadSeq ?? 0) >= seq ? 'seen' : 'stored'
}

/** Of the last message of a conversation, as a list shows it. */
export const lastDelivery = (summary: ConversationSummary, viewerId: UserId): Delivery | null =>
  summary.lastMessage && summary.conversation.kind !== 'notes'
    ? deliveryOf(summary.lastMessage, summary, viewerId)
    : null
