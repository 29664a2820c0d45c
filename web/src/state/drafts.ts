import type { UserId } from '@parley/shared'

import { withEntry, withoutEntry } from './chat.ts'
import { isEdit, type DraftKey } from './draft-key.ts'
import { joined } from './joined.ts'
import { batch, Value } from './observable.ts'

/** What this needs of localStorage. */
export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/**
 * What was typed and not sent, by account and place. It is one for all tabs of the browser, each of which hears of what
 * the others change. A tab may hear late, or not at all while it sleeps; so whoever writes says what it has seen, and
 * what it has not seen stays.
 */
export class Drafts {
  /** What was last worked on is the last. */
  readonly all = new Value<ReadonlyMap<DraftKey, string>>(new Map())
  readonly #storage: KeyValueStorage
  /** What was in the storage when this tab last looked. What it did not take is in `all` only. */
  readonly #known = new Map<DraftKey, string>()
  #prefix: string | null = null

  constructor(storage: KeyValueStorage) {
    this.#storage = storage
  }

  /** From here on the drafts of this account, and only those, are seen. */
  open(userId: UserId): void {
    this.close()
    this.#prefix = `parley.draft.${userId}.`
    this.refresh()
  }

  close(): void {
    this.#prefix = null
    this.#known.clear()
    this.all.set(new Map())
  }

  /** @param seen what the writer knows to be there; what was put in its place by now is joined with the text */
  save(key: DraftKey, text: string, seen: string): void {
    if (this.#prefix === null) return
    batch(() => {
      this.look(key)
      const kept = joined(seen, this.#get(key), text)
      this.#set(key, kept)
      this.#write(key, kept)
    })
  }

  /** The text is safe elsewhere, or not wanted any more. Whoever has typed on meanwhile keeps what they have. */
  drop(key: DraftKey, text: string): void {
    this.look(key)
    if (this.#get(key) === text) this.save(key, '', text)
  }

  /** Another tab may have changed it. */
  look(key: DraftKey): void {
    if (this.#prefix === null) return
    const before = this.#known.get(key) ?? ''
    const now = this.#read(this.#prefix + key)
    if (now === before) return
    this.#known.set(key, now)
    this.#set(key, joined(before, now, this.#get(key)))
  }

  /** Another tab may have changed any of them. */
  refresh(): void {
    batch(() => {
      for (const key of new Set([...this.#stored(), ...this.all.get().keys()])) this.look(key)
    })
  }

  /** @param storageKey as the storage names what another tab has changed; null when that may be everything */
  hear(storageKey: string | null): void {
    const prefix = this.#prefix
    if (storageKey === null) this.refresh()
    else if (prefix !== null && storageKey.startsWith(prefix)) this.look(asKey(storageKey, prefix))
  }

  /** For whoever leaves this device to others: also what other tabs have kept since. */
  discardAll(): void {
    this.refresh()
    for (const [key, text] of this.all.get()) this.drop(key, text)
  }

  #get(key: DraftKey): string {
    return this.all.get().get(key) ?? ''
  }

  #set(key: DraftKey, text: string): void {
    this.all.update((drafts) => {
      const others = withoutEntry(drafts, key)
      return text === '' ? others : withEntry(others, key, text)
    })
  }

  #read(storageKey: string): string {
    try {
      return this.#storage.getItem(storageKey) ?? ''
    } catch {
      return ''
    }
  }

  #write(key: DraftKey, text: string): void {
    try {
      this.#put(`${this.#prefix}${key}`, text)
      this.#known.set(key, text)
      if (isEdit(key)) this.#put(this.#orderAt, [...this.all.get().keys()].filter(isEdit).join(' '))
    } catch {
      // Full or forbidden: the draft lives as long as the page does.
    }
  }

  #put(storageKey: string, value: string): void {
    if (value === '') this.#storage.removeItem(storageKey)
    else this.#storage.setItem(storageKey, value)
  }

  /** Where the changes of messages stand in their order: the storage itself has none. */
  get #orderAt(): string {
    return `parley.edits.${this.#prefix}`
  }

  #stored(): DraftKey[] {
    const prefix = this.#prefix
    if (prefix === null) return []
    try {
      const keys = Array.from({ length: this.#storage.length }, (_, index) => this.#storage.key(index))
      const order = this.#read(this.#orderAt).split(' ')
      const found = keys.flatMap((key) => (key?.startsWith(prefix) ? asKey(key, prefix) : []))
      return found.sort((a, b) => order.indexOf(a) - order.indexOf(b))
    } catch {
      return []
    }
  }
}

const asKey = (storageKey: string, prefix: string): DraftKey => storageKey.slice(prefix.length) as DraftKey
