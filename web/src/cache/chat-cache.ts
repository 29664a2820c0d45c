import type { ConversationId, UserId } from '@parley/shared'

import type { Timeline } from '../state/timeline.ts'
import { ownerKey, type Kept } from './kept.ts'

/** What keeps the copies, and what gets more of them. */
export interface Keeping {
  readonly keeper: {
    recall(): Promise<Kept | null>
    window(id: ConversationId): Promise<Timeline | null> | null
    clear(): Promise<void>
  }
  readonly prefetch: { wake(): void; stop(): void }
}

/** The copies on this device. What keeps them comes when there are some, or when somebody has signed in. */
export class ChatCache {
  readonly #storage: Storage
  readonly #load: (() => Promise<Keeping>) | null
  #loading: Promise<Keeping | null> | null = null
  #keeping: Keeping | null = null

  /** @param load null where nothing can be kept */
  constructor(storage: Storage, load: (() => Promise<Keeping>) | null) {
    this.#storage = storage
    this.#load = load
  }

  /** From now on what is known is kept. Where what does that cannot be had, everything comes from the server. */
  async begin(): Promise<Keeping | null> {
    if (!this.#load) return null
    this.#loading ??= this.#load().then(
      (keeping) => (this.#keeping = keeping),
      () => (this.#loading = null),
    )
    return this.#loading
  }

  /** Null where nothing is kept. */
  async recall(): Promise<Kept | null> {
    if (this.#owner() === null) return null
    const keeping = await this.begin()
    return keeping && keeping.keeper.recall()
  }

  /** Null at once where nothing is kept. */
  window(id: ConversationId, viewerId: UserId | null): Promise<Timeline | null> | null {
    if (!this.#load || viewerId === null || this.#owner() !== viewerId) return null
    return this.begin().then((keeping) => keeping && keeping.keeper.window(id))
  }

  /** Nothing of anybody is left. */
  async clear(): Promise<void> {
    if (this.#owner() === null && !this.#loading) return
    const keeping = await this.begin()
    if (keeping) await keeping.keeper.clear()
    else this.#storage.removeItem(ownerKey)
  }

  wake(): void {
    this.#keeping?.prefetch.wake()
  }

  stop(): void {
    this.#keeping?.prefetch.stop()
  }

  #owner(): string | null {
    return this.#storage.getItem(ownerKey)
  }
}
