import type { Presence, UserId } from '@parley/shared'

import { presenceTopic, type Bus } from '../../bus/bus.ts'
import type { MembershipStore } from '../../stores/membership-store.ts'
import type { UserStore } from '../../stores/user-store.ts'
import { isApart, type BlockGuard } from '../blocking/block-guard.ts'
import type { Clock, Log } from '../ports.ts'
import type { Viewer } from '../viewer.ts'
import type { PresenceRegistry } from './presence-registry.ts'

export interface PresenceStores {
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
    const [records, online, blocks] = await Promise.all([
      users.byIds(contacts),
      this.#registry.onlineAmong(contacts),
      this.#guard.of(viewer.userId),
    ])
    const present = records.filter(({ deletedAt }) => deletedAt === null)
    const shown = new Set(present.map(({ id }) => id).filter((id) => !isApart(blocks, id)))
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
    if ((await users.byId(userId))?.deletedAt !== null) return contacts
    const blocks = await this.#guard.of(userId)
    for (let from = 0; from < others.length; from += othersAtOnce) {
      const found = await memberships.contactsAmong(userId, others.slice(from, from + othersAtOnce))
      for (const id of found) if (!isApart(blocks, id)) contacts.add(id)
    }
    return contacts
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
