import { limits, type ConversationId } from '@parley/shared'

import { conversationTopic, type Bus } from '../../bus/bus.ts'
import type { ConversationAccess } from '../../domain/conversations/conversation-access.ts'
import type { Connection } from '../connection.ts'

/** Tells the others that someone types. Never stored; more often than useful is passed over. */
export class Typing {
  readonly #access: ConversationAccess
  readonly #bus: Bus
  readonly #last = new WeakMap<Connection, { conversationId: ConversationId; atMs: number }>()

  constructor(access: ConversationAccess, bus: Bus) {
    this.#access = access
    this.#bus = bus
  }

  async tell(connection: Connection, conversationId: ConversationId): Promise<void> {
    const { userId } = connection.viewer
    await this.#access.membership(userId, conversationId)
    const last = this.#last.get(connection)
    const atMs = performance.now()
    if (last?.conversationId === conversationId && atMs - last.atMs < limits.typingEveryMs / 2) return
    this.#last.set(connection, { conversationId, atMs })
    this.#bus.publish(conversationTopic(conversationId), { type: 'typing', conversationId, userId })
  }

  /** A message takes the sign away at the others: whoever types on is seen at once. */
  sent(connection: Connection): void {
    this.#last.delete(connection)
  }
}
