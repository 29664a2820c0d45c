import type { Presence, UserId } from '@parley/shared'

import type { Connection } from '../socket/connection.ts'

/** Whose presence one connection wants, and whose it is sent. */
export class Watched {
  readonly connection: Connection
  /** Everyone asked for, also who may not be watched yet, with what ends the subscription. */
  readonly asked = new Map<UserId, () => void>()
  shown = new Set<UserId>()
  /** Somebody's memberships have changed, so that an answer which is being read may show too much or too little. */
  isStale = false
  /** Who has come or gone while an answer is being read; null when none is. */
  heard: Map<UserId, Presence> | null = null
  /** One replacement after the other, so that the last one asked for is the one that stays. */
  lastReplacement: Promise<void> = Promise.resolve()

  constructor(connection: Connection) {
    this.connection = connection
  }

  get userId(): UserId {
    return this.connection.viewer.userId
  }
}

/** Somebody, with one connection that wants to know of them. */
export interface Pair {
  readonly watched: Watched
  readonly userId: UserId
}

/** Who watches whom from this instance. */
export class Watches {
  readonly #byConnection = new Map<Connection, Watched>()
  readonly #ofWatcher = new Map<UserId, Set<Watched>>()
  readonly #ofWatched = new Map<UserId, Set<Watched>>()

  get(connection: Connection): Watched | undefined {
    return this.#byConnection.get(connection)
  }

  begin(connection: Connection): Watched {
    const watched = new Watched(connection)
    this.#byConnection.set(connection, watched)
    add(this.#ofWatcher, watched.userId, watched)
    return watched
  }

  ask(watched: Watched, userId: UserId, end: () => void): void {
    watched.asked.set(userId, end)
    add(this.#ofWatched, userId, watched)
  }

  unask(watched: Watched, userId: UserId): void {
    watched.asked.get(userId)?.()
    watched.asked.delete(userId)
    watched.shown.delete(userId)
    remove(this.#ofWatched, userId, watched)
  }

  end(watched: Watched): void {
    for (const userId of [...watched.asked.keys()]) this.unask(watched, userId)
    this.#byConnection.delete(watched.connection)
    remove(this.#ofWatcher, watched.userId, watched)
  }

  get watched(): Iterable<UserId> {
    return this.#ofWatched.keys()
  }

  /** Where this person watches or is watched. */
  pairsWith(userId: UserId): Pair[] {
    const watching = [...(this.#ofWatcher.get(userId) ?? [])]
    const watchers = [...(this.#ofWatched.get(userId) ?? [])]
    return [
      ...watching.flatMap((watched) =>
        [...watched.asked.keys()].map((other) => ({ watched, userId: other })),
      ),
      ...watchers.map((watched) => ({ watched, userId })),
    ]
  }
}

function add(index: Map<UserId, Set<Watched>>, userId: UserId, watched: Watched): void {
  index.set(userId, (index.get(userId) ?? new Set()).add(watched))
}

function remove(index: Map<UserId, Set<Watched>>, userId: UserId, watched: Watched): void {
  const of = index.get(userId)
  of?.delete(watched)
  if (of?.size === 0) index.delete(userId)
}
