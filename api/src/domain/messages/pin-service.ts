import { may, type ConversationId, type Message, type PinList } from '@parley/shared'

import type { MessageStore } from '../../stores/message-store.ts'
import type { ActionRates } from '../action-rates.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import type { FanOut } from '../conversations/fan-out.ts'
import type { SystemMessages } from '../conversations/group-events.ts'
import { lacking } from '../conversations/refusals.ts'
import type { Clock } from '../ports.ts'
import type { Viewer } from '../viewer.ts'
import { changedMessage } from './change-outcome.ts'
import { requireThere, type Place } from './place.ts'
import type { ReactionService } from './reaction-service.ts'
import type { MessageWriter } from './writing/message-writer.ts'

export interface PinParts {
  readonly access: ConversationAccess
  readonly store: MessageStore
  readonly messages: SystemMessages
  readonly reactions: ReactionService
  readonly writer: MessageWriter
  readonly fanOut: FanOut
  readonly actionRates: ActionRates
  readonly clock: Clock
}

/** What those of a conversation keep at its top. */
export class PinService {
  readonly #parts: PinParts

  constructor(parts: PinParts) {
    this.#parts = parts
  }

  /**
   * Pins a message, or unpins it. A second time changes nothing, and nobody is told again.
   * @throws DomainError conversation_not_found, not_available, blocked_by_you, closed_by_you, silenced, not_moderator,
   *   message_not_found, message_deleted, no_pins_here, too_many_pins, rate_limited
   */
  async pin(viewer: Viewer, place: Place, isOn: boolean): Promise<Message> {
    const { access, messages, reactions, writer, fanOut, actionRates, clock } = this.#parts
    const { conversationId, seq } = place
    const membership = await access.writable(viewer.userId, conversationId)
    if (membership.kind === 'group' && !may(membership.role, 'pin')) throw lacking('pin')
    requireThere(place, membership)
    actionRates.require(viewer.userId, 'edit')
    fanOut.requireMessage(viewer.userId, conversationId, '')
    if (isOn) fanOut.requireMessage(viewer.userId, conversationId, '') // the line that tells of it
    const change = { ...place, senderId: viewer.userId, at: clock.now(), pin: { isOn } }
    const outcome = await writer.changes.add(change)
    const message = changedMessage(outcome)
    if (outcome.kind === 'changed' && isOn)
      await messages.appendSystem(conversationId, viewer.userId, { kind: 'message-pinned', seq })
    const [shown = message] = await reactions.withOwn(viewer, [message])
    return shown
  }

  /** @throws DomainError conversation_not_found */
  async list(viewer: Viewer, conversationId: ConversationId): Promise<PinList> {
    const { access, store, reactions } = this.#parts
    const { readsFromSeq } = await access.membership(viewer.userId, conversationId)
    // First: what changes meanwhile has a later rev.
    const { rev } = (await store.heads([conversationId])).get(conversationId) ?? { rev: 0 }
    const pinned = await store.pins(conversationId)
    const there = pinned.filter(({ seq }) => seq >= readsFromSeq)
    return { items: await reactions.withOwn(viewer, there), rev }
  }
}
