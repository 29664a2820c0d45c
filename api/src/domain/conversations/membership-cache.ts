import type { UserId } from '@parley/shared'

import { userTopic, type Bus } from '../../bus/bus.ts'
import type { BusEvent, UserEvent } from '../../bus/events.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import { KnownVersions } from '../known-versions.ts'
import { CachedPerson, isUserEvent } from './cached-person.ts'

/** Called after the memberships here are up to date with the event. */
export type UserEventListener = (event: UserEvent) => void

interface Entry {
  person: CachedPerson
  readonly listeners: Set<UserEventListener>
  /** Events that arrive while the person is being read, which may have been read before or after them. */
  early: UserEvent[] | null
  ready: Promise<void>
  unsubscribe: () => void
}

type CachedStores = Pick<ConversationStores, 'users' | 'memberships' | 'blocks'>

/**
 * The memberships and blocks of everyone connected to this instance, in memory and kept current by the bus, so that neither
 * sending nor fan-out waits for a database.
 */
export class MembershipCache {
  /** Of everyone whose memberships are here, and of who is watched from here. */
  readonly versions: KnownVersions
  readonly #stores: CachedStores
  readonly #bus: Bus
  readonly #entries = new Map<UserId, Entry>()
  #isBelieved = true

  constructor(stores: CachedStores, bus: Bus) {
    this.versions = new KnownVersions(stores.users)
    this.#stores = stores
    this.#bus = bus
  }

  /** Events may be missed from now on. */
  doubt(): void {
    this.#isBelieved = false
  }

  /** Events arrive, and all that was missed is made up for. */
  believe(): void {
    this.#isBelieved = true
  }

  /** Keeps a person until the answer is called. */
  async acquire(userId: UserId, listener: UserEventListener): Promise<() => void> {
    const entry = this.#entries.get(userId) ?? this.#begin(userId)
    entry.listeners.add(listener)
    try {
      await entry.ready
    } catch (error) {
      this.#release(userId, entry, listener)
      throw error
    }
    return () => this.#release(userId, entry, listener)
  }

  /** Undefined when nothing is known for certain of this person here, so that the stores must be asked. */
  of(userId: UserId): CachedPerson | undefined {
    const entry = this.#entries.get(userId)
    return this.#isBelieved && entry?.early === null ? entry.person : undefined
  }

  /** As last known: for what is delivered, never for what is allowed. */
  knownOf(userId: UserId): CachedPerson | undefined {
    return this.#entries.get(userId)?.person
  }

  /** Reads them again. For what turns out to have changed, listeners get the event that was missed. */
  async refresh(userId: UserId): Promise<void> {
    const entry = this.#entries.get(userId)
    if (!entry) return
    do await entry.ready
    while (entry.early !== null) // they are being read again already
    const before = entry.person
    entry.early = []
    const reading = this.#read(userId, entry)
    entry.ready = reading.catch(() => undefined) // what was known before is enough to go on with
    await reading
    for (const event of before.eventsTo(entry.person)) this.#notify(entry, event)
  }

  #begin(userId: UserId): Entry {
    const entry: Entry = {
      person: new CachedPerson(userId),
      listeners: new Set(),
      early: [],
      ready: Promise.resolve(),
      unsubscribe: () => undefined,
    }
    this.#entries.set(userId, entry)
    entry.ready = this.#load(userId, entry)
    return entry
  }

  async #load(userId: UserId, entry: Entry): Promise<void> {
    entry.unsubscribe = await this.#bus.subscribe(userTopic(userId), (event) =>
      this.#onEvent(userId, entry, event),
    )
    await this.versions.begin([userId])
    await this.#read(userId, entry)
  }

  /** When it fails, what was known before stays. */
  async #read(userId: UserId, entry: Entry): Promise<void> {
    let person = entry.person.copy()
    try {
      const { memberships, blocks } = this.#stores
      const [records, apart] = await Promise.all([memberships.ofUser(userId), blocks.of(userId)])
      const byId = records.map((record) => [record.conversationId, record] as const)
      person = new CachedPerson(userId, byId, apart)
    } finally {
      for (const event of entry.early ?? []) person.apply(event)
      entry.person = person
      entry.early = null
    }
  }

  #onEvent(userId: UserId, entry: Entry, event: BusEvent): void {
    if (!isUserEvent(event)) return
    // Of an instance that stood still it may come late, and what it tells be no longer so.
    if (event.type !== 'read') this.versions.doubt(userId)
    const { person } = entry
    const concerned = person.concernedBy(event)
    const could = concerned !== null && person.canWriteIn(concerned)
    entry.early?.push(event)
    person.apply(event)
    const isAsBefore = concerned !== null && person.canWriteIn(concerned) === could
    this.#notify(entry, event, isAsBefore)
  }

  /** Of what another one did nobody hears where it changes nothing for them: that something was done would tell of it. */
  #notify(entry: Entry, event: UserEvent, isAsBefore = false): void {
    const isUnheard = isAsBefore && event.type === 'membership-changed'
    if (!isUnheard) for (const listener of entry.listeners) listener(event)
    const change = event.type === 'block' && !isAsBefore ? entry.person.changeByBlock(event) : null
    if (change) this.#notify(entry, change)
  }

  #release(userId: UserId, entry: Entry, listener: UserEventListener): void {
    entry.listeners.delete(listener)
    if (entry.listeners.size > 0 || this.#entries.get(userId) !== entry) return
    this.#entries.delete(userId)
    entry.unsubscribe()
  }
}
