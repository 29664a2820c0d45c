import type { ClientId, UserId } from '@parley/shared'

import type { OutboxItem } from '../../state/outbox-item.ts'
import { ownInOrder, type StoredItem } from './stored-item.ts'

const storeName = 'outbox'

/** Opens when it is first needed, and anew when the browser has closed it, as it does when data is cleared. */
export class IndexedDbOutboxStorage {
  readonly #factory: IDBFactory
  #opening: Promise<IDBDatabase> | null = null

  constructor(factory: IDBFactory) {
    this.#factory = factory
  }

  async load(userId: UserId): Promise<OutboxItem[]> {
    return this.#with(async (db) => {
      const all: StoredItem[] = await done(storeOf(db, 'readonly').getAll())
      return ownInOrder(all, userId)
    })
  }

  async put(stored: StoredItem): Promise<void> {
    await this.#with((db) => write(db, (store) => store.put(stored)))
  }

  async remove(clientId: ClientId): Promise<void> {
    await this.#with((db) => write(db, (store) => store.delete(clientId)))
  }

  async removeAll(userId: UserId): Promise<void> {
    const items = await this.load(userId)
    await this.#with((db) => write(db, (store) => items.forEach(({ clientId }) => store.delete(clientId))))
  }

  /** What fails is tried again once, with a database that is opened anew. */
  async #with<T>(use: (db: IDBDatabase) => Promise<T>): Promise<T> {
    const opening = this.#open()
    try {
      return await use(await opening)
    } catch {
      this.#forget(opening)
      return use(await this.#open())
    }
  }

  #open(): Promise<IDBDatabase> {
    if (this.#opening) return this.#opening
    const opening = opened(this.#factory, () => this.#forget(opening))
    this.#opening = opening
    return opening
  }

  /** Its place is free at once; it closes when what is under way in it has ended. */
  #forget(opening: Promise<IDBDatabase>): void {
    if (this.#opening === opening) this.#opening = null
    void opening.then(
      (db) => db.close(),
      () => undefined,
    )
  }
}

async function opened(factory: IDBFactory, onEnd: () => void): Promise<IDBDatabase> {
  const opening = factory.open('parley', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(storeName, { keyPath: 'clientId' })
  const db = await done(opening)
  db.onclose = onEnd
  db.onversionchange = onEnd // whoever deletes it or brings a newer version waits until it is closed
  return db
}

const storeOf = (db: IDBDatabase, mode: IDBTransactionMode): IDBObjectStore =>
  db.transaction(storeName, mode, { durability: 'strict' }).objectStore(storeName)

/** Resolves when the transaction has ended well: only then is the change on the disk. */
function write(db: IDBDatabase, change: (store: IDBObjectStore) => void): Promise<void> {
  const store = storeOf(db, 'readwrite')
  change(store)
  return new Promise((resolve, reject) => {
    store.transaction.oncomplete = () => resolve()
    store.transaction.onabort = () => reject(store.transaction.error ?? new Error('IndexedDB refused.'))
  })
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB refused.'))
  })
}
