import { setTimeout as wait } from 'node:timers/promises'

import type { UserId } from '@parley/shared'

import type { Bus } from '../../bus/bus.ts'
import type { Credentials } from '../../domain/accounts/credentials.ts'
import type { MembershipCache } from '../../domain/conversations/membership-cache.ts'
import type { Clock, Log } from '../../domain/ports.ts'
import { withWorkers } from '../../stores/with-workers.ts'
import type { Connection } from '../socket/connection.ts'
import { encode } from '../socket/encode.ts'
import type { Watch } from '../handlers/watch.ts'
import type { Hub } from './hub.ts'
import { inSlices } from './in-slices.ts'
import { deliver, type Person } from './room.ts'
import type { WatchRenewal } from '../handlers/watch-renewal.ts'

export interface MembershipRefreshParts {
  readonly hub: Hub
  readonly bus: Bus
  readonly connected: MembershipCache
  readonly credentials: Credentials
  readonly watch: Watch
  readonly renewal: WatchRenewal
  readonly clock: Clock
  readonly log: Log
}

/** Whatever the versions: sessions also end by not being used, and older instances beside this one raise none. */
const everyoneEveryMs = 5 * 60_000
/** So few questions are put to the stores at a time. */
const workers = 8
/** A session that gets a new id, as after a change of the password, is gone for a moment. */
const renewalMs = 300
/** Clients that are asked to catch up send requests, and should not all do so at once. */
const resyncSpreadMs = 2_000

const resync = encode({ type: 'resync' })

/**
 * Compares the versions by which this instance knows the people here with those in the store. Of whose differs, what
 * they are members of, whom they may watch and which of their sessions have ended is read again. Always, and at once
 * when the bus is interrupted or restored; then every client is also asked to catch up.
 */
export class MembershipRefresh {
  readonly #parts: MembershipRefreshParts
  readonly #everyMs: number
  /** Those who may have missed events, and whose clients were not asked to catch up yet. */
  #toResync = new Set<Person>()
  #everyoneAtMs: number
  #timer: NodeJS.Timeout | undefined
  #comparison: Promise<void> | null = null
  /** The bus was interrupted or restored since the last comparison began. */
  #isOvertaken = false
  #isInterrupted = false
  #isStopped = false

  constructor(parts: MembershipRefreshParts, everyMs: number) {
    this.#parts = parts
    this.#everyMs = everyMs
    this.#everyoneAtMs = parts.clock.monotonicMs()
  }

  start(): void {
    this.#plan(this.#everyMs)
    this.#parts.bus.watch({ interrupted: () => this.#onInterrupted(), restored: () => this.#onRestored() })
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#comparison
  }

  #onInterrupted(): void {
    this.#isInterrupted = true
    this.#parts.connected.doubt()
    this.#compareAtOnce()
  }

  #onRestored(): void {
    this.#isInterrupted = false
    this.#toResync = new Set(this.#parts.hub.people)
    this.#compareAtOnce()
  }

  #compareAtOnce(): void {
    this.#isOvertaken = true
    this.#plan(0)
  }

  #plan(pauseMs: number): void {
    clearTimeout(this.#timer)
    if (this.#isStopped) return
    this.#timer = setTimeout(() => this.#begin(), pauseMs)
    this.#timer.unref()
  }

  /** One at a time. What comes up during one is for the next. */
  #begin(): void {
    if (this.#comparison) return
    this.#isOvertaken = false
    this.#comparison = this.#compare().then(() => {
      this.#comparison = null
      this.#plan(this.#isOvertaken ? 0 : this.#everyMs)
    })
  }

  async #compare(): Promise<void> {
    const toResync = this.#toResync
    try {
      const failed = await this.#refreshChanged()
      if (failed.size === 0 && !this.#isOvertaken && !this.#isInterrupted) this.#parts.connected.believe()
      const people = [...toResync].filter(({ userId }) => !failed.has(userId))
      for (const person of people) toResync.delete(person)
      await this.#resync(people)
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'versions could not be compared')
    }
  }

  /** Answers with those of whom it failed, who are found changed again by the next comparison. */
  async #refreshChanged(): Promise<ReadonlySet<UserId>> {
    const { hub, watch, connected } = this.#parts
    const { versions } = connected
    if (this.#isTimeForEveryone()) versions.doubtAll()
    const people = new Map(Array.from(hub.people, (person) => [person.userId, person]))
    const changed = await versions.changed(new Set([...people.keys(), ...watch.watches.watched]))
    const failed = new Set<UserId>()
    await withWorkers(changed, workers, async (userId) => {
      if (this.#isStopped || (await this.#refresh(userId, people.get(userId)))) return
      versions.doubt(userId)
      failed.add(userId)
    })
    return failed
  }

  #isTimeForEveryone(): boolean {
    const nowMs = this.#parts.clock.monotonicMs()
    if (nowMs - this.#everyoneAtMs < everyoneEveryMs) return false
    this.#everyoneAtMs = nowMs
    return true
  }

  async #refresh(userId: UserId, person: Person | undefined): Promise<boolean> {
    const { connected, renewal, log } = this.#parts
    try {
      await connected.refresh(userId)
      renewal.of(userId)
      if (person) await this.#closeEnded(person)
      return true
    } catch (error) {
      log.warn({ err: error, userId }, 'membership refresh failed')
      return false
    }
  }

  async #closeEnded(person: Person): Promise<void> {
    const ended = await this.#ended(person, [...person.connections])
    if (ended.length === 0) return
    await wait(renewalMs)
    for (const connection of await this.#ended(person, ended)) connection.close('signedOut')
  }

  /** Only of those that were connected before: a session may also have begun a moment ago. */
  async #ended({ userId }: Person, connections: readonly Connection[]): Promise<Connection[]> {
    const alive = await this.#parts.credentials.aliveOf(userId)
    return connections.filter(({ viewer }) => !alive.has(viewer.sessionId))
  }

  async #resync(people: readonly Person[]): Promise<void> {
    await inSlices(people, resyncSpreadMs, async (slice) => {
      if (this.#isStopped) return
      await Promise.all(slice.map((person) => this.#renewPresence(person)))
      deliver(resync, slice)
    })
  }

  async #renewPresence(person: Person): Promise<void> {
    try {
      for (const connection of person.connections) await this.#parts.watch.renew(connection)
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'presence refresh failed')
    }
  }
}
