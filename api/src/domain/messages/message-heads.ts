import type { ConversationId } from '@parley/shared'

import type { MessageStore } from '../../stores/message-store.ts'

/** One query asks for so many at most, so that it never holds up the writes behind it for long. */
const perQuery = 500

/** The revs that the store has, for those whose work is to compare: nothing of what was said. */
export class MessageHeads {
  readonly #store: MessageStore
  #epoch: string | null = null

  constructor(store: MessageStore) {
    this.#store = store
  }

  /** It changes only while no server runs. */
  async epoch(): Promise<string> {
    this.#epoch ??= await this.#store.epoch()
    return this.#epoch
  }

  async of(conversationIds: readonly ConversationId[]): Promise<Map<ConversationId, number>> {
    const revs = new Map<ConversationId, number>()
    for (let from = 0; from < conversationIds.length; from += perQuery) {
      const heads = await this.#store.heads(conversationIds.slice(from, from + perQuery))
      for (const [id, { rev }] of heads) revs.set(id, rev)
    }
    return revs
  }
}
