import type { ConversationId, UserId } from '@parley/shared'

import { userTopic, type Bus } from '../../bus/bus.ts'
import type { BusEvent, UserEvent } from '../../bus/events.ts'
import type { MembershipStore } from '../../stores/membership-store.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import { KnownVersions } from '../known-versions.ts'
import {
  applyEvent,
  cachedOf,
  eventsBetween,
  isUserEvent,
  type CachedMembership,
  type CachedMemberships,
} from './cached-memberships.ts'

/** Called after the memberships here are up to date with the event. */
export type UserEventListener = (event: UserEvent) => void

interface Entry {
  memberships: Map<ConversationId, CachedMembership>
  readonly listeners: Set<UserEventListener>
  /** Events that arrive while the memberships are being read, which may have been read before or after them. */
  early: UserEvent[] | null
  ready: Promise<void>
  unsubscribe: () => void
}

/**
 * The memberships of everyone connected to this instance, in memory and kept current by the bus, so that neither
 * sending nor fan-out waits for a database.
 */
export class MembershipCache {
  /** Of everyone whose memberships are here, and of who is watched from here. */
  readonly versions: KnownVersions
  readonly #store: MembershipStore
  readonly #bus: Bus
  readonly #entries = new Map<UserId, Entry>()
  #isBelieved = true

  constructor({ users, memberships }: Pick<ConversationStores, 'users' | 'memberships'>, bus: Bus) {
    this.versions = new KnownVersions(users)
    this.#store = memberships
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

  /** Keeps a person's memberships until the answer is called. */
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

  /** Undefined when nothing is known for certain of this person here, so that the store must be asked. */
  of(userId: UserId): CachedMemberships | undefined {
    const entry = this.#entries.get(userId)
    return this.#isBelieved && entry?.early === null ? entry.memberships : undefined
  }

  /** As last known: for what is delivered, never for what is allowed. */
  knownOf(userId: UserId): Iterable<readonly [ConversationId, CachedMembership]> {
    return this.#entries.get(userId)?.memberships ?? []
  }

  /** Reads them again. For what turns out to have changed, listeners get the event that was missed. */
  async refresh(userId: UserId): Promise<void> {
    const entry = this.#entries.get(userId)
    if (!entry) return
    do await entry.ready
    while (entry.early !== null) // they are being read again already
    const before = entry.memberships
    const early: UserEvent[] = (entry.early = [])
    const reading = this.#read(userId, entry)
    entry.ready = reading.catch(() => undefined) // what was known before is enough to go on with
    await reading
    for (const event of early) applyEvent(before, event)
    for (const event of eventsBetween(before, entry.memberships)) this.#notify(entry, event)
  }

  #begin(userId: UserId): Entry {
    const entry: Entry = {
      memberships: new Map(),
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
    let memberships = new Map(entry.memberships)
    try {
      const records = await this.#store.ofUser(userId)
      memberships = new Map(records.map((record) => [record.conversationId, cachedOf(record)]))
    } finally {
      for (const event of entry.early ?? []) applyEvent(memberships, event)
      entry.memberships = memberships
      entry.early = null
    }
  }

  #onEvent(userId: UserId, entry: Entry, event: BusEvent): void {
    if (!isUserEvent(event)) return
    // Of an instance that stood still it may come late, and what it tells be no longer so.
    if (event.type !== 'read') this.versions.doubt(userId)
    if (entry.early !== null) entry.early.push(event)
    else applyEvent(entry.memberships, event)
    this.#notify(entry, event)
  }

  #notify(entry: Entry, event: UserEvent): void {
    for (const listener of entry.listeners) listener(event)
  }

  #release(userId: UserId, entry: Entry, listener: UserEventListener): void {
    entry.listeners.delete(listener)
    if (entry.listeners.size > 0 || this.#entries.get(userId) !== entry) return
    this.#entries.delete(userId)
    entry.unsubscribe()
  }
}
