import { setTimeout as wait } from 'node:timers/promises'

import type { Bus } from '../../bus/bus.ts'
import type { SessionService } from '../../domain/accounts/sign-in/session-service.ts'
import type { MembershipCache } from '../../domain/conversations/membership-cache.ts'
import type { Log } from '../../domain/ports.ts'
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
  readonly sessions: SessionService
  readonly watch: Watch
  readonly renewal: WatchRenewal
  readonly log: Log
}

/** While the bus is interrupted: looking takes a quarter of the time, and removals are noticed within these pauses. */
const interruptedPauseMs = { least: 500, most: 3_000 } as const
const failedPauseMs = 2_000
/** What a database had not answered may still come to pass when it answers others again. */
const lookPauseMs = 3_000
const looksPerPerson = 2
/** So few questions are put to the stores at a time. */
const workers = 8
/** A session that gets a new id, as after a change of the password, is gone for a moment. */
const renewalMs = 300
/** Clients that are asked to catch up send requests, and should not all do so at once. */
const resyncSpreadMs = 2_000

const resync = encode({ type: 'resync' })

/**
 * Compares what this instance remembers of the people connected to it with the stores: what they are
 * members of, whom they may watch, and which of their sessions have ended. Now and then, often while the bus is
 * interrupted, and once it is restored; then every client is also asked to catch up.
 */
export class MembershipRefresh {
  readonly #parts: MembershipRefreshParts
  /** While all events arrive: against the one that got lost all the same. */
  readonly #calmPauseMs: number
  /** Those who may have missed events, and whose clients were not asked to catch up yet. */
  #toResync = new Set<Person>()
  /** How often the stores have still to be asked about each of whom events may be missing. */
  readonly #stale = new Map<Person, number>()
  #timer: NodeJS.Timeout | undefined
  #round: Promise<void> | null = null
  #roundMs = 0
  #isInterrupted = false
  #isStopped = false

  constructor(parts: MembershipRefreshParts, calmPauseMs: number) {
    this.#parts = parts
    this.#calmPauseMs = calmPauseMs
  }

  start(): void {
    this.#plan(this.#calmPauseMs)
    this.#parts.bus.watch({ interrupted: () => this.#onInterrupted(), restored: () => this.#onRestored() })
  }

  of(person: Person): void {
    const isUnderWay = this.#stale.has(person)
    this.#stale.set(person, looksPerPerson)
    if (!isUnderWay) void this.#resolve(person)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#round
  }

  #onInterrupted(): void {
    this.#isInterrupted = true
    this.#plan(0)
  }

  #onRestored(): void {
    this.#isInterrupted = false
    this.#toResync = new Set(this.#parts.hub.people)
    this.#plan(0)
  }

  async #resolve(person: Person): Promise<void> {
    for (let looks = looksPerPerson; looks > 0; looks = this.#stale.get(person) ?? 0) {
      if (await this.#check(person)) this.#stale.set(person, looks - 1)
      await wait(lookPauseMs, undefined, { ref: false })
      if (this.#isStopped || person.connections.size === 0) break
    }
    this.#stale.delete(person)
  }

  #plan(pauseMs: number): void {
    clearTimeout(this.#timer)
    if (this.#isStopped) return
    this.#timer = setTimeout(() => this.#begin(), pauseMs)
    this.#timer.unref()
  }

  /** One round at a time. What comes up during one is for the next. */
  #begin(): void {
    if (this.#round) return
    const toResync = this.#toResync
    const startMs = performance.now()
    this.#round = this.#run().then((failed) => {
      this.#round = null
      this.#roundMs = performance.now() - startMs
      const hasMore = this.#toResync !== toResync
      this.#plan(hasMore ? 0 : this.#pauseMs(failed))
    })
  }

  #pauseMs(failed: number): number {
    if (failed > 0) return failedPauseMs
    if (!this.#isInterrupted) return this.#calmPauseMs
    return Math.min(interruptedPauseMs.most, Math.max(interruptedPauseMs.least, 3 * this.#roundMs))
  }

  async #run(): Promise<number> {
    const toResync = this.#toResync
    const checked: Person[] = []
    let failed = 0
    await withWorkers([...this.#parts.hub.people], workers, async (person) => {
      if (this.#isStopped) return
      if (await this.#check(person)) checked.push(person)
      else failed += 1
    })
    await this.#resync(checked, toResync)
    return failed
  }

  async #check(person: Person): Promise<boolean> {
    const { connected, renewal, log } = this.#parts
    try {
      await connected.refresh(person.userId)
      renewal.of(person.userId)
      const ended = await this.#ended(person, [...person.connections])
      if (ended.length === 0) return true
      await wait(renewalMs)
      for (const connection of await this.#ended(person, ended)) connection.close('signedOut')
      return true
    } catch (error) {
      log.warn({ err: error, userId: person.userId }, 'membership refresh failed')
      return false
    }
  }

  /** Only of those that were connected before: a session may also have begun a moment ago. */
  async #ended({ userId }: Person, connections: readonly Connection[]): Promise<Connection[]> {
    const alive = await this.#parts.sessions.aliveOf(userId)
    return connections.filter(({ viewer }) => !alive.has(viewer.sessionId))
  }

  async #resync(checked: readonly Person[], toResync: Set<Person>): Promise<void> {
    const people = checked.filter((person) => toResync.delete(person))
    for (const person of toResync) if (person.connections.size === 0) toResync.delete(person)
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
