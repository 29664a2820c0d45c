import type {
  ChangePage,
  ClientId,
  ConversationId,
  Message,
  MessageAck,
  MessagePage,
  SystemEvent,
  UserId,
} from '@parley/shared'

import type { ChangeOutcome, MessageStore, PageAnchor } from '../../stores/message-store.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import type { FanOut } from '../conversations/fan-out.ts'
import { DomainError } from '../errors.ts'
import type { Clock, Ids } from '../ports.ts'
import type { Viewer } from '../viewer.ts'
import { ArrivalOrder } from './arrival-order.ts'
import { messageText } from './message-text.ts'
import type { MessageWriter } from './message-writer.ts'

export interface Sending {
  readonly conversationId: ConversationId
  readonly clientId: ClientId
  readonly text: string
}

export interface MessageServiceParts {
  readonly access: ConversationAccess
  readonly store: MessageStore
  readonly writer: MessageWriter
  readonly fanOut: FanOut
  readonly clock: Clock
  readonly ids: Ids
}

export class MessageService {
  readonly #access: ConversationAccess
  readonly #store: MessageStore
  readonly #writer: MessageWriter
  readonly #fanOut: FanOut
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #order = new ArrivalOrder()

  constructor({ access, store, writer, fanOut, clock, ids }: MessageServiceParts) {
    this.#access = access
    this.#store = store
    this.#writer = writer
    this.#fanOut = fanOut
    this.#clock = clock
    this.#ids = ids
  }

  /**
   * Resolves once the message is durable. Sent again under the same clientId, it is stored once and
   * the answer is the same.
   * @throws DomainError conversation_not_found, message_empty, message_too_long, client_id_reused, overloaded,
   *   rate_limited
   */
  async send(viewer: Viewer, sending: Sending): Promise<MessageAck> {
    const { conversationId, clientId } = sending
    const text = messageText(sending.text)
    const draft = { conversationId, senderId: viewer.userId, clientId, text, system: null }
    const append = () => {
      this.#fanOut.requireMessage(viewer.userId, conversationId)
      return this.#writer.append({ ...draft, createdAt: this.#clock.now() })
    }
    const outcome = await this.#asMember(viewer.userId, conversationId, append)
    switch (outcome.kind) {
      case 'stored':
        return { conversationId, clientId, seq: outcome.message.seq, createdAt: outcome.message.createdAt }
      case 'repeated':
        return { conversationId, clientId, seq: outcome.seq, createdAt: outcome.createdAt.toISOString() }
      case 'conflict':
        throw new DomainError('client_id_reused', { field: '/clientId' })
    }
  }

  /**
   * @throws DomainError conversation_not_found, message_not_found, not_author, message_deleted, message_empty,
   *   message_too_long, rate_limited
   */
  async edit(viewer: Viewer, conversationId: ConversationId, seq: number, raw: string): Promise<Message> {
    return this.#change(viewer, conversationId, seq, messageText(raw))
  }

  /**
   * Leaves a tombstone, which keeps its seq. A second time changes nothing.
   * @throws DomainError conversation_not_found, message_not_found, not_author, rate_limited
   */
  async remove(viewer: Viewer, conversationId: ConversationId, seq: number): Promise<Message> {
    return this.#change(viewer, conversationId, seq, null)
  }

  async page(
    viewer: Viewer,
    conversationId: ConversationId,
    anchor: PageAnchor,
    limit: number,
  ): Promise<MessagePage> {
    await this.#access.membership(viewer.userId, conversationId)
    const { messages, headSeq, rev } = await this.#store.page(conversationId, anchor, limit)
    return { items: messages, headSeq, rev }
  }

  async changes(
    viewer: Viewer,
    conversationId: ConversationId,
    afterRev: number,
    limit: number,
  ): Promise<ChangePage> {
    await this.#access.membership(viewer.userId, conversationId)
    const { messages, rev, headRev } = await this.#store.changesAfter(conversationId, afterRev, limit)
    return { items: messages, rev, headRev }
  }

  /** Tells the members what happened to their group. The caller has checked that the actor may. */
  async appendSystem(conversationId: ConversationId, actorId: UserId, system: SystemEvent): Promise<void> {
    await this.#writer.append({
      conversationId,
      senderId: actorId,
      clientId: this.#ids.uuid() as ClientId,
      text: '',
      system,
      createdAt: this.#clock.now(),
    })
  }

  /** Messages that come one after the other are begun in that order, also while each has to wait for a database. */
  #asMember<Outcome>(
    userId: UserId,
    conversationId: ConversationId,
    work: () => Promise<Outcome>,
  ): Promise<Outcome> {
    if (!this.#order.isWaiting(userId) && this.#access.isKnownMember(userId, conversationId)) return work()
    return this.#order.begin(userId, this.#access.membership(userId, conversationId), work)
  }

  async #change(
    viewer: Viewer,
    conversationId: ConversationId,
    seq: number,
    text: string | null,
  ): Promise<Message> {
    await this.#access.membership(viewer.userId, conversationId)
    this.#fanOut.requireMessage(viewer.userId, conversationId)
    const change = { conversationId, seq, senderId: viewer.userId, text, at: this.#clock.now() }
    return changedMessage(await this.#writer.change(change))
  }
}

function changedMessage(outcome: ChangeOutcome): Message {
  switch (outcome.kind) {
    case 'changed':
    case 'unchanged':
      return outcome.message
    case 'not-found':
      throw new DomainError('message_not_found')
    case 'not-author':
      throw new DomainError('not_author')
    case 'deleted':
      throw new DomainError('message_deleted')
  }
}
