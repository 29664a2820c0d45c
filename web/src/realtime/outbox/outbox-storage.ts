import type { ClientId, UserId } from '@parley/shared'

import type { OutboxItem } from '../../state/outbox-item.ts'
import { ownInOrder, type StoredItem } from './stored-item.ts'

export interface OutboxStorage {
  /** In their order. Those of other accounts on this browser are never seen. */
  load(userId: UserId): Promise<OutboxItem[]>
  put(stored: StoredItem): Promise<void>
  remove(clientId: ClientId): Promise<void>
  /** Also what another tab of this account has put there. */
  removeAll(userId: UserId): Promise<void>
}

/** Where there is no IndexedDB: unsent messages live as long as the page does. */
export class MemoryOutboxStorage implements OutboxStorage {
  readonly #items = new Map<ClientId, StoredItem>()

  async load(userId: UserId): Promise<OutboxItem[]> {
    return ownInOrder([...this.#items.values()], userId)
  }

  async put(stored: StoredItem): Promise<void> {
    this.#items.set(stored.clientId, stored)
  }

  async remove(clientId: ClientId): Promise<void> {
    this.#items.delete(clientId)
  }

  async removeAll(userId: UserId): Promise<void> {
    for (const item of await this.load(userId)) this.#items.delete(item.clientId)
  }
}

/** What the disk does not take, or has not taken yet, is there as long as the page is. What knows the disk comes when it is first needed. */
export function outboxStorage(factory: IDBFactory | undefined): OutboxStorage {
  const memory = new MemoryOutboxStorage()
  if (!factory) return memory
  let opened: OutboxStorage | null = null
  const disk = async () => {
    const { IndexedDbOutboxStorage } = await import('./outbox-database.ts')
    return (opened ??= new IndexedDbOutboxStorage(factory))
  }
  return {
    load: async (userId) => {
      // Private windows of some browsers refuse to open it.
      const kept = await disk()
        .then((open) => open.load(userId))
        .catch(() => [])
      const known = new Set(kept.map(({ clientId }) => clientId))
      return [...kept, ...(await memory.load(userId)).filter(({ clientId }) => !known.has(clientId))]
    },
    put: async (stored) => {
      await memory.put(stored)
      await (await disk()).put(stored)
      await memory.remove(stored.clientId)
    },
    remove: async (clientId) => {
      await memory.remove(clientId)
      await (await disk()).remove(clientId)
    },
    removeAll: async (userId) => {
      await memory.removeAll(userId)
      await (await disk()).removeAll(userId)
    },
  }
}
