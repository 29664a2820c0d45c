import type { ConversationId, ConversationKind, MemberRole, UserId } from '@parley/shared'

import { userTopic, type Bus } from '../../bus/bus.ts'
import type { BusEvent, UserEvent } from '../../bus/events.ts'
import type { MembershipStore } from '../../stores/membership-store.ts'

/** What access decisions need to know of a membership. */
export interface HeldMembership {
  readonly role: MemberRole
  readonly kind: ConversationKind
  readonly readsFromSeq: number
}

export type HeldMemberships = ReadonlyMap<ConversationId, HeldMembership>

/** Told after the memberships held here are up to date with the event. */
export type UserEventListener = (event: UserEvent) => void

/** In which nothing is believed. */
const noEra = -1

interface Held {
  memberships: Map<ConversationId, HeldMembership>
  readonly listeners: Set<UserEventListener>
  /** Events that arrive while the memberships are being read, which may have been read before or after them. */
  early: UserEvent[] | null
  /** The era in which they were read; they are believed in no other. */
  era: number
  ready: Promise<void>
  unsubscribe: () => void
}

/**
 * The memberships of everyone who is connected to this instance, in memory and kept current by the bus,
 * so that neither sending nor fan-out waits for a database. While the bus is interrupted nothing of it
 * is believed, nor afterwards until it has been read again.
 */
export class ConnectedMemberships {
  readonly #store: MembershipStore
  readonly #bus: Bus
  readonly #held = new Map<UserId, Held>()
  /** Ends with each interruption and with each restoration. */
  #era = 0
  #isInterrupted = false

  constructor(store: MembershipStore, bus: Bus) {
    this.#store = store
    this.#bus = bus
    bus.watch({ interrupted: () => this.#onInterrupted(), restored: () => this.#onRestored() })
  }

  /** Holds a person's memberships until the answer is called. */
  async hold(userId: UserId, listener: UserEventListener): Promise<() => void> {
    const held = this.#held.get(userId) ?? this.#begin(userId)
    held.listeners.add(listener)
    try {
      await held.ready
    } catch (error) {
      this.#release(userId, held, listener)
      throw error
    }
    return () => this.#release(userId, held, listener)
  }

  /** Undefined when nothing that can be believed is held for this person here, so that the store must be asked. */
  of(userId: UserId): HeldMemberships | undefined {
    const held = this.#held.get(userId)
    const isBelieved = held?.early === null && held.era === this.#era && !this.#isInterrupted
    return isBelieved ? held.memberships : undefined
  }

  /** As last known: for what is delivered, never for what is allowed. */
  knownOf(userId: UserId): Iterable<readonly [ConversationId, HeldMembership]> {
    return this.#held.get(userId)?.memberships ?? []
  }

  /** Reads them again. What turns out to have changed is told as its event would have told it. */
  async refresh(userId: UserId): Promise<void> {
    const held = this.#held.get(userId)
    if (!held) return
    do await held.ready
    while (held.early !== null) // they are being read again already
    const told = held.memberships
    const early: UserEvent[] = (held.early = [])
    const reading = this.#read(userId, held)
    held.ready = reading.catch(() => undefined) // what was known before is enough to go on with
    await reading
    for (const event of early) apply(told, event)
    for (const event of difference(told, held.memberships)) this.#tell(held, event)
  }

  #onInterrupted(): void {
    this.#era += 1
    this.#isInterrupted = true
  }

  #onRestored(): void {
    this.#era += 1
    this.#isInterrupted = false
  }

  #begin(userId: UserId): Held {
    const held: Held = {
      memberships: new Map(),
      listeners: new Set(),
      early: [],
      era: noEra,
      ready: Promise.resolve(),
      unsubscribe: () => undefined,
    }
    this.#held.set(userId, held)
    held.ready = this.#load(userId, held)
    return held
  }

  async #load(userId: UserId, held: Held): Promise<void> {
    held.unsubscribe = await this.#bus.subscribe(userTopic(userId), (event) => this.#onEvent(held, event))
    await this.#read(userId, held)
  }

  /** When it fails, what was known before stays. */
  async #read(userId: UserId, held: Held): Promise<void> {
    const era = this.#era
    let memberships = new Map(held.memberships)
    try {
      const records = await this.#store.ofUser(userId)
      memberships = new Map(records.map((record) => [record.conversationId, heldOf(record)]))
      held.era = era
    } finally {
      for (const event of held.early ?? []) apply(memberships, event)
      if (held.early?.some(({ type }) => type === 'recheck')) held.era = noEra
      held.memberships = memberships
      held.early = null
    }
  }

  #onEvent(held: Held, event: BusEvent): void {
    if (!isUserEvent(event)) return
    if (held.early !== null) held.early.push(event)
    else apply(held.memberships, event)
    if (event.type === 'recheck') held.era = noEra
    this.#tell(held, event)
  }

  #tell(held: Held, event: UserEvent): void {
    for (const listener of held.listeners) listener(event)
  }

  #release(userId: UserId, held: Held, listener: UserEventListener): void {
    held.listeners.delete(listener)
    if (held.listeners.size > 0 || this.#held.get(userId) !== held) return
    this.#held.delete(userId)
    held.unsubscribe()
  }
}

const isUserEvent = (event: BusEvent): event is UserEvent =>
  event.type === 'joined' ||
  event.type === 'left' ||
  event.type === 'membership-changed' ||
  event.type === 'read' ||
  event.type === 'sessions-ended' ||
  event.type === 'recheck'

const heldOf = ({ role, kind, readsFromSeq }: HeldMembership): HeldMembership => ({
  role,
  kind,
  readsFromSeq,
})

function apply(memberships: Map<ConversationId, HeldMembership>, event: UserEvent): void {
  switch (event.type) {
    case 'joined':
      memberships.set(event.conversationId, heldOf(event))
      return
    case 'membership-changed': {
      const known = memberships.get(event.conversationId)
      if (known) memberships.set(event.conversationId, { ...known, role: event.role })
      return
    }
    case 'left':
      memberships.delete(event.conversationId)
      return
    case 'read':
    case 'sessions-ended':
    case 'recheck':
  }
}

/** The events that would have led from one to the other. Why somebody is no member any more cannot be known. */
function difference(from: HeldMemberships, to: HeldMemberships): UserEvent[] {
  const left = [...from]
    .filter(([id, before]) => to.get(id)?.readsFromSeq !== before.readsFromSeq) // or has come back since
    .map(([conversationId]) => ({ type: 'left', conversationId, reason: 'left' }) as const)
  const gone = new Set(left.map(({ conversationId }) => conversationId))
  const others = [...to].flatMap(([conversationId, held]): UserEvent[] => {
    const before = gone.has(conversationId) ? undefined : from.get(conversationId)
    if (!before) return [{ type: 'joined', conversationId, ...held }]
    return before.role === held.role ? [] : [{ type: 'membership-changed', conversationId, role: held.role }]
  })
  return [...left, ...others]
}
