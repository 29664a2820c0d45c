import type { ConversationId, UserId } from '@parley/shared'

import { userTopic, type Bus } from '../../bus/bus.ts'
import type { BusEvent, UserEvent } from '../../bus/events.ts'
import type { Blocks } from '../../stores/block-store.ts'
import type { MembershipStore } from '../../stores/membership-store.ts'
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

/** No generation: what was read is not believed. */
const noGeneration = -1

interface Entry {
  memberships: Map<ConversationId, CachedMembership>
  readonly listeners: Set<UserEventListener>
  /** Events that arrive while the memberships are being read, which may have been read before or after them. */
  early: UserEvent[] | null
  /** The generation in which they were read; they are believed in no other. */
  generation: number
  ready: Promise<void>
  unsubscribe: () => void
}

/**
 * The memberships of everyone connected to this instance, in memory and kept current by the bus, so that neither
 * sending nor fan-out waits for a database. Not believed while the bus is interrupted, nor afterwards until read again.
 */
export class MembershipCache {
  readonly #store: MembershipStore
  readonly #bus: Bus
  readonly #entries = new Map<UserId, Entry>()
  /** Ends with each interruption and with each restoration. */
  #generation = 0
  #isInterrupted = false

  constructor(store: MembershipStore, bus: Bus) {
    this.#store = store
    this.#bus = bus
    bus.watch({ interrupted: () => this.#onInterrupted(), restored: () => this.#onRestored() })
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
    const isBelieved = entry?.early === null && entry.generation === this.#generation && !this.#isInterrupted
    return isBelieved ? entry.memberships : undefined
  }

  /** Undefined when nothing is known for certain of this person here, so that the store must be asked. */
  blocksOf(_userId: UserId): Blocks | undefined {
    return undefined
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

  #onInterrupted(): void {
    this.#generation += 1
    this.#isInterrupted = true
  }

  #onRestored(): void {
    this.#generation += 1
    this.#isInterrupted = false
  }

  #begin(userId: UserId): Entry {
    const entry: Entry = {
      memberships: new Map(),
      listeners: new Set(),
      early: [],
      generation: noGeneration,
      ready: Promise.resolve(),
      unsubscribe: () => undefined,
    }
    this.#entries.set(userId, entry)
    entry.ready = this.#load(userId, entry)
    return entry
  }

  async #load(userId: UserId, entry: Entry): Promise<void> {
    entry.unsubscribe = await this.#bus.subscribe(userTopic(userId), (event) => this.#onEvent(entry, event))
    await this.#read(userId, entry)
  }

  /** When it fails, what was known before stays. */
  async #read(userId: UserId, entry: Entry): Promise<void> {
    const generation = this.#generation
    let memberships = new Map(entry.memberships)
    try {
      const records = await this.#store.ofUser(userId)
      memberships = new Map(records.map((record) => [record.conversationId, cachedOf(record)]))
      entry.generation = generation
    } finally {
      for (const event of entry.early ?? []) applyEvent(memberships, event)
      if (entry.early?.some(({ type }) => type === 'memory-stale')) entry.generation = noGeneration
      entry.memberships = memberships
      entry.early = null
    }
  }

  #onEvent(entry: Entry, event: BusEvent): void {
    if (!isUserEvent(event)) return
    if (entry.early !== null) entry.early.push(event)
    else applyEvent(entry.memberships, event)
    if (event.type === 'memory-stale') entry.generation = noGeneration
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
