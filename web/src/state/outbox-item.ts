import type { ClientId, ConversationId } from '@parley/shared'

import type { Failure } from './result.ts'

/** A message of one's own that is not yet known to stand in the conversation. */
export interface OutboxItem {
  readonly clientId: ClientId
  readonly conversationId: ConversationId
  readonly text: string
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
