import type { UserId } from '@parley/shared'

import { presenceTopic, type Bus } from '../../bus/bus.ts'
import type { PresenceService } from '../../domain/presence/presence-service.ts'
import type { Connection } from '../connection.ts'

interface Watched {
  readonly ends: Map<UserId, () => void>
  /** One replacement after the other, so that the last one asked for is the one that stays. */
  turn: Promise<void>
}

/** Whose presence each connection watches. */
export class Watch {
  readonly #presence: PresenceService
  readonly #bus: Bus
  readonly #watched = new Map<Connection, Watched>()

  constructor(presence: PresenceService, bus: Bus) {
    this.#presence = presence
    this.#bus = bus
  }

  /** Watches these people and no others, as far as they may be watched, and sends how they are now. */
  async replace(connection: Connection, userIds: readonly UserId[]): Promise<void> {
    const watched = this.#watched.get(connection) ?? { ends: new Map(), turn: Promise.resolve() }
    this.#watched.set(connection, watched)
    const turn = watched.turn.then(() => this.#replace(connection, watched, userIds))
    watched.turn = turn.catch(() => undefined) // its error is for the frame that asked
    await turn
  }

  /** Sends anew how those are whom it watches. */
  async renew(connection: Connection): Promise<void> {
    const watched = this.#watched.get(connection)
    if (watched && watched.ends.size > 0) await this.replace(connection, [...watched.ends.keys()])
  }

  forget(connection: Connection): void {
    const watched = this.#watched.get(connection)
    this.#watched.delete(connection)
    for (const end of watched?.ends.values() ?? []) end()
  }

  /** Subscribed before the answer is read, so that no change falls between the two. */
  async #replace(connection: Connection, watched: Watched, userIds: readonly UserId[]): Promise<void> {
    const allowed = new Set((await this.#presence.of(connection.viewer, userIds)).map(({ userId }) => userId))
    for (const [userId, end] of watched.ends) {
      if (allowed.has(userId)) continue
      end()
      watched.ends.delete(userId)
    }
    for (const userId of allowed) {
      if (!watched.ends.has(userId)) watched.ends.set(userId, await this.#subscribe(connection, userId))
    }
    if (!connection.isOpen) return this.#endAll(watched)
    connection.send({ type: 'presence', people: await this.#presence.of(connection.viewer, userIds) })
  }

  #subscribe(connection: Connection, userId: UserId): Promise<() => void> {
    return this.#bus.subscribe(presenceTopic(userId), (event) => {
      if (event.type === 'presence') connection.send({ type: 'presence', people: [event.presence] })
    })
  }

  #endAll(watched: Watched): void {
    for (const end of watched.ends.values()) end()
    watched.ends.clear()
  }
}
