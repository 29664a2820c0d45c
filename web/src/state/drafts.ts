import type { ConversationId, UserId } from '@parley/shared'

import { withEntry, withoutEntry } from './chat.ts'
import { Value } from './observable.ts'

/** What this needs of localStorage. */
export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** What was typed and not sent, by account and conversation. One key each, so that two tabs do not undo each other. */
export class Drafts {
  readonly all = new Value<ReadonlyMap<ConversationId, string>>(new Map())
  readonly #storage: KeyValueStorage
  #prefix: string | null = null

  constructor(storage: KeyValueStorage) {
    this.#storage = storage
  }

  /** From here on the drafts of this account, and only those, are seen. */
  open(userId: UserId): void {
    this.#prefix = `parley.draft.${userId}.`
    this.all.set(new Map(this.#stored(this.#prefix)))
  }

  close(): void {
    this.#prefix = null
    this.all.set(new Map())
  }

  save(id: ConversationId, text: string): void {
    if (this.#prefix === null) return
    this.all.update((drafts) => (text === '' ? withoutEntry(drafts, id) : withEntry(drafts, id, text)))
    this.#write(this.#prefix + id, text)
  }

  /** For whoever leaves this device to others: also what other tabs have kept since. */
  discardAll(): void {
    const kept = this.#prefix === null ? [] : this.#stored(this.#prefix)
    for (const id of [...kept.map(([each]) => each), ...this.all.get().keys()]) this.save(id, '')
  }

  #write(key: string, text: string): void {
    try {
      if (text === '') this.#storage.removeItem(key)
      else this.#storage.setItem(key, text)
    } catch {
      // Full or forbidden: the draft lives as long as the page does.
    }
  }

  #stored(prefix: string): [ConversationId, string][] {
    try {
      const keys = Array.from({ length: this.#storage.length }, (_, index) => this.#storage.key(index))
      const own = keys.filter((key) => key !== null).filter((key) => key.startsWith(prefix))
      return own.map((key) => [key.slice(prefix.length) as ConversationId, this.#storage.getItem(key) ?? ''])
    } catch {
      return []
    }
  }
}
