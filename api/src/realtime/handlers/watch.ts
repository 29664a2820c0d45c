import type { Presence, UserId } from '@parley/shared'

import { presenceTopic, type Bus } from '../../bus/bus.ts'
import type { BusEvent } from '../../bus/events.ts'
import type { KnownVersions } from '../../domain/known-versions.ts'
import type { Presences, PresenceService } from '../../domain/presence/presence-service.ts'
import type { Connection } from '../socket/connection.ts'
import { Watches, type Watched } from './watches.ts'

/** Whose presence each connection watches. */
export class Watch {
  readonly #presence: PresenceService
  readonly #bus: Bus
  readonly #versions: KnownVersions
  readonly #onStale: (userId: UserId) => void
  readonly watches = new Watches()

  /** @param onStale is called with everyone whose memberships have changed, as those hear who watch them */
  constructor(
    presence: PresenceService,
    bus: Bus,
    versions: KnownVersions,
    onStale: (userId: UserId) => void,
  ) {
    this.#presence = presence
    this.#bus = bus
    this.#versions = versions
    this.#onStale = onStale
  }

  /** Watches these people and no others, as far as they may be watched, and sends how they are now. */
  async replace(connection: Connection, userIds: readonly UserId[]): Promise<void> {
    const watched = this.watches.get(connection) ?? this.watches.begin(connection)
    await this.#inOrder(watched, () => this.#replace(watched, userIds))
  }

  /** Sends anew how those are whom it watches. */
  async renew(connection: Connection): Promise<void> {
    const watched = this.watches.get(connection)
    if (!watched || watched.asked.size === 0) return
    await this.#inOrder(watched, () => this.#replace(watched, [...watched.asked.keys()]))
  }

  forget(connection: Connection): void {
    const watched = this.watches.get(connection)
    if (watched) this.watches.end(watched)
  }

  async #inOrder(watched: Watched, work: () => Promise<void>): Promise<void> {
    const replacement = watched.lastReplacement.then(work)
    watched.lastReplacement = replacement.catch(() => undefined) // its error is for who asked
    await replacement
  }

  async #replace(watched: Watched, userIds: readonly UserId[]): Promise<void> {
    try {
      await this.#ask(watched, new Set(userIds))
      const { people, shown } = await this.#read(watched, userIds)
      watched.shown = new Set(shown)
      watched.connection.send({ type: 'presence', people })
    } finally {
      if (!watched.connection.isOpen) this.watches.end(watched)
    }
  }

  /** Subscribed before the answer is read, so that no change falls between the two. */
  async #ask(watched: Watched, wanted: ReadonlySet<UserId>): Promise<void> {
    for (const userId of [...watched.asked.keys()]) {
      if (!wanted.has(userId)) this.watches.unask(watched, userId)
    }
    const added = [...wanted].filter((userId) => !watched.asked.has(userId))
    await this.#versions.begin(added)
    for (const userId of added) this.watches.ask(watched, userId, await this.#subscribe(watched, userId))
  }

  /** Also to those who may not be watched yet, as it is heard by this that they may. */
  #subscribe(watched: Watched, userId: UserId): Promise<() => void> {
    return this.#bus.subscribe(presenceTopic(userId), (event) => this.#onEvent(watched, userId, event))
  }

  /**
   * Anew when memberships change meanwhile. Whoever comes or goes is taken from what is heard: where many do,
   * an answer would otherwise never be new enough.
   */
  async #read(watched: Watched, userIds: readonly UserId[]): Promise<Presences> {
    const heard = (watched.heard = new Map<UserId, Presence>())
    try {
      for (;;) {
        watched.isStale = false
        const { people, shown } = await this.#presence.of(watched.connection.viewer, userIds)
        if (watched.isStale && watched.connection.isOpen) continue
        const latest = (presence: Presence): Presence =>
          (shown.has(presence.userId) && heard.get(presence.userId)) || presence
        return { people: people.map(latest), shown }
      }
    } finally {
      watched.heard = null
    }
  }

  #onEvent(watched: Watched, userId: UserId, event: BusEvent): void {
    if (event.type === 'memberships-changed') {
      watched.isStale = true
      this.#onStale(userId)
    } else if (event.type === 'presence') {
      watched.heard?.set(userId, event.presence)
      if (watched.shown.has(userId)) watched.connection.send({ type: 'presence', people: [event.presence] })
    } else if (event.type === 'person-changed') {
      watched.connection.send(event)
    }
  }
}
