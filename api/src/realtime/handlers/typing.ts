import { limits, type ConversationId, type Message, type UserId } from '@parley/shared'

import { conversationTopic, type Bus } from '../../bus/bus.ts'
import type { ConversationAccess } from '../../domain/conversations/conversation-access.ts'
import type { Hub } from '../fan-out/hub.ts'

/**
 * Tells the others who types. Never stored. However many type, and however often, a conversation is told
 * at once of the first, and of all who follow only when so much time has passed.
 */
export class Typing {
  readonly #access: ConversationAccess
  readonly #bus: Bus
  readonly #hub: Hub
  /** Who has typed since it was told, in each conversation that was told a moment ago. */
  readonly #untold = new Map<ConversationId, Set<UserId>>()

  constructor(access: ConversationAccess, bus: Bus, hub: Hub) {
    this.#access = access
    this.#bus = bus
    this.#hub = hub
  }

  /** @throws DomainError conversation_not_found */
  async typed(userId: UserId, conversationId: ConversationId): Promise<void> {
    await this.#access.membership(userId, conversationId)
    if (this.#hub.onlineIn(conversationId) > limits.typingOnlineMax) return
    const untold = this.#untold.get(conversationId)
    if (!untold) return this.#tell(conversationId, [userId])
    untold.delete(userId)
    untold.add(userId) // the last one comes last
  }

  /** A message takes the sign of its sender away, also the one that was not told yet. */
  sent({ conversationId, senderId }: Message): void {
    this.#untold.get(conversationId)?.delete(senderId)
  }

  #tell(conversationId: ConversationId, typists: readonly UserId[]): void {
    const userIds = typists.slice(-limits.typistsMax)
    const userId = userIds.at(-1)
    if (userId === undefined) return void this.#untold.delete(conversationId)
    this.#untold.set(conversationId, new Set())
    this.#bus.publish(conversationTopic(conversationId), { type: 'typing', conversationId, userId, userIds })
    setTimeout(() => this.#tellUntold(conversationId), limits.typingToldEveryMs).unref()
  }

  #tellUntold(conversationId: ConversationId): void {
    this.#tell(conversationId, [...(this.#untold.get(conversationId) ?? [])])
  }
}
