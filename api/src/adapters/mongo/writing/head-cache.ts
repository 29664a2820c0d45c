import type { ConversationId } from '@parley/shared'

import type { Head } from '../../../stores/message-store.ts'
import { remember } from '../../../stores/remember.ts'

/**
 * Heads only grow, so an old one costs a refused write and nothing else, as long as the messages behind
 * it exist. After a restore of older data they do not, and numbering from there would leave a hole:
 * so an entry is believed for no longer than a restore takes.
 */
const believedMs = 2_000

/** The heads that this instance wrote, for a conversation's next write. */
export class HeadCache {
  readonly #heads = new Map<ConversationId, Head & { readonly atMs: number }>()

  get(id: ConversationId): Head | null {
    const head = this.#heads.get(id)
    return head && performance.now() - head.atMs < believedMs ? head : null
  }

  /** Only what a majority has confirmed: what is not may vanish with its server. */
  set(id: ConversationId, { seq, rev }: Head): void {
    remember(this.#heads, id, { seq, rev, atMs: performance.now() })
  }

  forget(id: ConversationId): void {
    this.#heads.delete(id)
  }
}
