import type { Presence, UserId } from '@parley/shared'

import { presenceTopic, type Bus } from '../../bus/bus.ts'
import type { MembershipStore } from '../../stores/membership-store.ts'
import type { User, UserStore } from '../../stores/user-store.ts'
import { withWorkers } from '../../stores/with-workers.ts'
import { isInAudience, type AudienceStores } from '../accounts/profiles/audience.ts'
import { isApart, type BlockGuard } from '../blocking/block-guard.ts'
import type { Clock, Log } from '../ports.ts'
import type { Viewer } from '../viewer.ts'
import type { PresenceRegistry } from './presence-registry.ts'

export interface PresenceStores extends AudienceStores {
  readonly users: UserStore
  readonly memberships: MembershipStore
}

export interface Presences {
  readonly people: Presence[]
  /** Those of them whose coming and going may be told. The others are as people who are never there. */
  readonly shown: ReadonlySet<UserId>
}

interface Connected {
  connections: number
  /** Runs between the last disconnection and 'offline'. */
  leaving: NodeJS.Timeout | null
}

export interface PresenceParts {
  readonly stores: PresenceStores
  readonly guard: BlockGuard
  readonly registry: PresenceRegistry
  readonly bus: Bus
  readonly clock: Clock
  readonly log: Log
}

/** Thousands may watch one person. */
const othersAtOnce = 500
/** What somebody has written is asked of the stores, for so few at a time. */
const audienceWorkers = 8

/** A reload or a change of network is back within this time and should not flicker on other screens. */
const graceMs = 4_000

/** Who is connected. It lives on the connections and is never stored, but for when someone was last seen. */
export class PresenceService {
  readonly #stores: PresenceStores
  readonly #guard: BlockGuard
  readonly #registry: PresenceRegistry
  readonly #bus: Bus
  readonly #clock: Clock
  readonly #log: Log
  /** To this instance. */
  readonly #connected = new Map<UserId, Connected>()

  constructor({ stores, guard, registry, bus, clock, log }: PresenceParts) {
    this.#stores = stores
    this.#guard = guard
    this.#registry = registry
    this.#bus = bus
    this.#clock = clock
    this.#log = log
    registry.onGone((userIds) => void this.#allGone(userIds, clock.now()))
    registry.onBack((userIds) => this.#allBack(userIds))
  }

  arrived(userId: UserId): void {
    const connected = this.#connected.get(userId)
    if (!connected) {
      this.#connected.set(userId, { connections: 1, leaving: null })
      void this.#entered(userId)
      return
    }
    connected.connections += 1
    if (connected.leaving) clearTimeout(connected.leaving)
    connected.leaving = null
  }

  departed(userId: UserId): void {
    const connected = this.#connected.get(userId)
    if (!connected || --connected.connections > 0) return
    const at = this.#clock.now()
    connected.leaving = setTimeout(() => void this.#left(userId, at), graceMs)
    connected.leaving.unref()
  }

  /** Of those who share a conversation with the viewer and have an account still; of others nothing is shown. */
  async of(viewer: Viewer, userIds: readonly UserId[]): Promise<Presences> {
    const { users, memberships } = this.#stores
    const contacts = [...(await memberships.contactsAmong(viewer.userId, userIds))]
    const [own, records, online] = await Promise.all([
      users.byId(viewer.userId),
      users.byIds(contacts),
      this.#registry.onlineAmong(contacts),
    ])
    const present = records.filter(({ deletedAt }) => deletedAt === null)
    const shown = own ? await this.#seenMutually(own, present) : new Set<UserId>()
    return {
      people: present.map(({ id, lastSeenAt }) => ({
        userId: id,
        online: shown.has(id) && online.has(id),
        lastSeenAt: !shown.has(id) || online.has(id) ? null : (lastSeenAt?.toISOString() ?? null),
      })),
      shown,
    }
  }

  /** Those of `others` who may see this person, as this person may see them. Of a deleted account, nobody. */
  async contacts(userId: UserId, others: readonly UserId[]): Promise<ReadonlySet<UserId>> {
    const { users, memberships } = this.#stores
    const contacts = new Set<UserId>()
    const own = await users.byId(userId)
    if (own?.deletedAt !== null) return contacts
    for (let from = 0; from < others.length; from += othersAtOnce) {
      const found = await memberships.contactsAmong(userId, others.slice(from, from + othersAtOnce))
      for (const id of await this.#seenMutually(own, await users.byIds([...found]))) contacts.add(id)
    }
    return contacts
  }

  /** Those of them who may see when this person is there, and of whom this person may. */
  async #seenMutually(own: User, others: readonly User[]): Promise<Set<UserId>> {
    const blocks = await this.#guard.of(own.id)
    const open = others.filter(({ id }) => !isApart(blocks, id))
    const seen = new Set<UserId>()
    await withWorkers(open, audienceWorkers, async (other) => {
      if (await this.#seeEachOther(own, other)) seen.add(other.id)
    })
    return seen
  }

  async #seeEachOther(one: User, other: User): Promise<boolean> {
    const [ofOne, ofOther] = [one.privacy.presence, other.privacy.presence]
    const isHidden = one.id !== other.id && (ofOne === 'nobody' || ofOther === 'nobody')
    if (isHidden) return false // before a store is asked about the other of the two
    return (
      (await isInAudience(this.#stores, ofOther, other.id, one.id)) &&
      (await isInAudience(this.#stores, ofOne, one.id, other.id))
    )
  }

  /** Before the process ends: stores when everyone was last seen. */
  async close(): Promise<void> {
    const at = this.#clock.now()
    for (const { leaving } of this.#connected.values()) if (leaving) clearTimeout(leaving)
    this.#connected.clear()
    await this.#allGone(await this.#registry.leaveAll(), at)
  }

  async #entered(userId: UserId): Promise<void> {
    await this.#registry.enter(userId)
    this.#publish({ userId, online: true, lastSeenAt: null })
  }

  async #left(userId: UserId, at: Date): Promise<void> {
    this.#connected.delete(userId)
    if (await this.#registry.leave(userId)) await this.#gone(userId, at)
  }

  #allBack(userIds: readonly UserId[]): void {
    for (const userId of userIds) {
      if (this.#connected.has(userId)) this.#publish({ userId, online: true, lastSeenAt: null })
    }
  }

  async #allGone(userIds: readonly UserId[], at: Date): Promise<void> {
    await Promise.all(userIds.map((userId) => this.#gone(userId, at)))
  }

  /** Published after it is stored, so that who asks then gets the same answer; and not of who is back by then. */
  async #gone(userId: UserId, at: Date): Promise<void> {
    try {
      await this.#stores.users.setLastSeen(userId, at)
    } catch (error) {
      // Presence is best effort: the next disconnection stores a later time.
      this.#log.warn({ err: error, userId }, 'last seen was not stored')
    }
    if (this.#connected.has(userId)) return
    this.#publish({ userId, online: false, lastSeenAt: at.toISOString() })
  }

  #publish(presence: Presence): void {
    this.#bus.publish(presenceTopic(presence.userId), { type: 'presence', presence })
  }
}
