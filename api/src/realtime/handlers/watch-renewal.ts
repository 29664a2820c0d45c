import type { UserId } from '@parley/shared'

import { withWorkers } from '../../stores/with-workers.ts'
import type { Log } from '../../domain/ports.ts'
import type { KnownVersions } from '../../domain/known-versions.ts'
import type { PresenceService } from '../../domain/presence/presence-service.ts'
import type { Watch } from './watch.ts'
import type { Pair, Watched } from './watches.ts'

/** A group may end for thousands at once: so many are looked at at a time. */
const workers = 8

/** One look-up for each person whose memberships changed, however many watch: sharing is mutual. */
export class WatchRenewal {
  readonly #watch: Watch
  readonly #presence: PresenceService
  readonly #versions: KnownVersions
  readonly #log: Log
  /** Of whom it is not known any more with whom they share a conversation. */
  readonly #stale = new Set<UserId>()
  #work: Promise<void> | null = null
  #isStopped = false

  constructor(watch: Watch, presence: PresenceService, versions: KnownVersions, log: Log) {
    this.#watch = watch
    this.#presence = presence
    this.#versions = versions
    this.#log = log
  }

  /** Looks whom this person may still watch or may watch now, and who them. */
  of(userId: UserId): void {
    if (this.#isStopped) return
    this.#stale.add(userId)
    this.#work ??= this.#renewStale()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#work
  }

  /** One round after the other, so that of two looks at the same person the later one counts. */
  async #renewStale(): Promise<void> {
    await Promise.resolve() // several events are about one person
    while (this.#stale.size > 0 && !this.#isStopped) {
      const stale = [...this.#stale]
      this.#stale.clear()
      await withWorkers(stale, workers, (userId) => this.#tryOf(userId))
    }
    this.#work = null // at once: who becomes stale from here on begins the next
  }

  async #tryOf(userId: UserId): Promise<void> {
    try {
      await this.#renew(userId)
    } catch (error) {
      this.#log.warn({ err: error, userId }, 'watch renewal failed')
      this.#versions.doubt(userId)
    }
  }

  async #renew(userId: UserId): Promise<void> {
    const pairs = this.#watch.watches.pairsWith(userId)
    if (pairs.length === 0) return
    const otherOf = (pair: Pair): UserId => (pair.userId === userId ? pair.watched.userId : pair.userId)
    const contacts = await this.#presence.contacts(userId, [...new Set(pairs.map(otherOf))])
    const gained = new Set<Watched>()
    for (const pair of pairs) {
      pair.watched.isStale = true
      if (!contacts.has(otherOf(pair))) stopShowing(pair)
      else if (!pair.watched.shown.has(pair.userId)) gained.add(pair.watched)
    }
    await Promise.all([...gained].map(({ connection }) => this.#watch.renew(connection)))
  }
}

/** As of somebody who goes offline: what they do from here on is not sent. */
function stopShowing({ watched, userId }: Pair): void {
  if (!watched.shown.delete(userId)) return
  const people = [{ userId, online: false, lastSeenAt: null }]
  watched.connection.send({ type: 'presence', people })
}
