import { limits, type ConversationId, type Message, type UserId } from '@parley/shared'

import { conversationTopic, type Bus } from '../../bus/bus.ts'
import type { ConversationAccess } from '../../domain/conversations/conversation-access.ts'
import type { Hub } from '../fan-out/hub.ts'

/** Publishes who types, and stores nothing: the first at once, all who follow together after a while. */
export class Typing {
  readonly #access: ConversationAccess
  readonly #bus: Bus
  readonly #hub: Hub
  /** Who has typed since the last event, in each conversation that had one a moment ago. */
  readonly #pending = new Map<ConversationId, Set<UserId>>()

  constructor(access: ConversationAccess, bus: Bus, hub: Hub) {
    this.#access = access
    this.#bus = bus
    this.#hub = hub
  }

  /** @throws DomainError conversation_not_found, silenced, announcements_only */
  async typed(userId: UserId, conversationId: ConversationId): Promise<void> {
    const membership = await this.#access.membership(userId, conversationId)
    if (membership.isClosed || membership.isPeerClosed) return // nobody waits for what could not be sent
    this.#access.requireUnsilenced(membership)
    this.#access.requireUnshut(membership, conversationId)
    if (this.#hub.onlineIn(conversationId) > limits.typingOnlineMax) return
    const pending = this.#pending.get(conversationId)
    if (!pending) return this.#publish(conversationId, [userId])
    pending.delete(userId)
    pending.add(userId) // the last one comes last
  }

  /** A message takes the sign of its sender away, also one that was not published yet. */
  sent({ conversationId, senderId }: Message): void {
    this.#pending.get(conversationId)?.delete(senderId)
  }

  #publish(conversationId: ConversationId, typists: readonly UserId[]): void {
    const userIds = typists.slice(-limits.typistsMax)
    const userId = userIds.at(-1)
    if (userId === undefined) return void this.#pending.delete(conversationId)
    this.#pending.set(conversationId, new Set())
    this.#bus.publish(conversationTopic(conversationId), { type: 'typing', conversationId, userId, userIds })
    setTimeout(() => this.#publishPending(conversationId), limits.typingToldEveryMs).unref()
  }

  #publishPending(conversationId: ConversationId): void {
    this.#publish(conversationId, [...(this.#pending.get(conversationId) ?? [])])
  }
}
