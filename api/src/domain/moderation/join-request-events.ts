import type { ConversationId, UserId } from '@parley/shared'

import { userTopic, type Bus } from '../../bus/bus.ts'
import type { JoinRequestStore } from '../../stores/join-request-store.ts'

/** Tells of requests to join a group: those who decide how many there are, and who asked whether theirs is open. */
export class JoinRequestEvents {
  readonly #store: JoinRequestStore
  readonly #bus: Bus

  constructor(store: JoinRequestStore, bus: Bus) {
    this.#store = store
    this.#bus = bus
  }

  async changed(conversationId: ConversationId): Promise<void> {
    for (const userId of await this.#store.deciders(conversationId))
      this.#bus.publish(userTopic(userId), { type: 'join-requests-changed', conversationId })
  }

  tellAsker(userId: UserId, conversationId: ConversationId, isOpen: boolean): void {
    this.#bus.publish(userTopic(userId), { type: 'join-request', conversationId, isOpen })
  }
}
