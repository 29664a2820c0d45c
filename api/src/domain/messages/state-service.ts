import type { Message, MessageState } from '@parley/shared'

import type { MessageStore } from '../../stores/message-store.ts'
import type { ActionRates } from '../action-rates.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import type { FanOut } from '../conversations/fan-out.ts'
import { DomainError } from '../errors.ts'
import type { Clock } from '../ports.ts'
import type { Viewer } from '../viewer.ts'
import { changedMessage } from './change-outcome.ts'
import { requireThere, type Place } from './place.ts'
import type { MessageWriter } from './writing/message-writer.ts'

interface StateParts {
  readonly access: ConversationAccess
  readonly store: MessageStore
  readonly writer: MessageWriter
  readonly fanOut: FanOut
  readonly actionRates: ActionRates
  readonly clock: Clock
}

/** What messages said before they were edited. */
export class StateService {
  readonly #parts: StateParts

  constructor(parts: StateParts) {
    this.#parts = parts
  }

  /** @throws DomainError conversation_not_found, message_not_found */
  async list(viewer: Viewer, place: Place): Promise<MessageState[]> {
    const { access, store } = this.#parts
    requireThere(place, await access.membership(viewer.userId, place.conversationId))
    const [message] = await store.bySeqs(place.conversationId, [place.seq])
    if (!message) throw new DomainError('message_not_found')
    return store.states(place.conversationId, place.seq)
  }

  /**
   * Forgets them; the message stays as it is, and edited. A second time changes nothing.
   * @throws DomainError conversation_not_found, message_not_found, not_author, message_deleted, rate_limited
   */
  async clear(viewer: Viewer, place: Place): Promise<Message> {
    const { access, actionRates, fanOut, writer, clock } = this.#parts
    requireThere(place, await access.membership(viewer.userId, place.conversationId))
    actionRates.require(viewer.userId, 'edit')
    fanOut.requireMessage(viewer.userId, place.conversationId, '')
    const change = { ...place, senderId: viewer.userId, at: clock.now(), clearsStates: true as const }
    return changedMessage(await writer.changes.add(change))
  }
}
