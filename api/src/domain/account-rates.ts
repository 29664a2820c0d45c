import { limits, type UserId } from '@parley/shared'

import { DomainError } from './errors.ts'
import type { Clock, SharedTallies } from './ports.ts'

export interface Rate {
  readonly name: string
  readonly max: number
  readonly windowMs: number
}

const tenSeconds = 10_000

export const perTenSeconds = (name: string, max: number): Rate => ({ name, max, windowMs: tenSeconds })

export const watched = perTenSeconds('watched', limits.watchedPerTenSecondsMax)
export const lists = perTenSeconds('lists', limits.listsPerTenSecondsMax)
export const searches = perTenSeconds('searches', limits.searchesPerTenSecondsMax)
export const uploads = perTenSeconds('uploads', limits.uploadsPerTenSecondsMax)
export const reactions = perTenSeconds('reactions', limits.reactionsPerTenSecondsMax)
export const drafts = perTenSeconds('drafts', limits.draftsPerTenSecondsMax)
export const connects = perTenSeconds('connects', limits.connectsPerTenSecondsMax)

interface Tally {
  readonly key: string
  readonly rate: Rate
  readonly endMs: number
  here: number
  /** What of it was added to the count of all instances. */
  reported: number
  elsewhere: number
}

const shareEveryMs = 1_000
/** Who does less than this part of what they may is counted by each instance alone: nobody who just talks costs a question. */
const sharedFrom = 1 / 10
/** Questions at a time, so that events between the instances do not wait behind them. */
const askedMax = 1_000

/**
 * Counts what each account does, over whatever connections, addresses and instances. Nobody waits for the other
 * instances: their part is as known a second ago, and not known while they are out of reach.
 */
export class AccountRates {
  readonly #clock: Clock
  readonly #shared: SharedTallies | null
  readonly #tallies = new Map<Rate, Map<UserId, Tally>>()
  #timer: NodeJS.Timeout | undefined

  constructor(clock: Clock, shared: SharedTallies | null) {
    this.#clock = clock
    this.#shared = shared
  }

  start(): void {
    this.#timer = setInterval(() => this.#renew(), shareEveryMs)
    this.#timer.unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** False when the account has done all that it may for now. */
  take(userId: UserId, rate: Rate, amount = 1): boolean {
    const tally = this.#tallyOf(userId, rate)
    if (tally.here + tally.elsewhere >= rate.max) return false
    tally.here += amount
    return true
  }

  /** @throws DomainError rate_limited */
  require(userId: UserId, rate: Rate, amount = 1): void {
    if (this.take(userId, rate, amount)) return
    const leftMs = this.#tallyOf(userId, rate).endMs - this.#nowMs
    throw new DomainError('rate_limited', { retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1_000)) })
  }

  get #nowMs(): number {
    return this.#clock.now().getTime()
  }

  /** Windows begin at the same moments at all instances. */
  #tallyOf(userId: UserId, rate: Rate): Tally {
    const nowMs = this.#nowMs
    const tallies = this.#tallies.get(rate) ?? new Map<UserId, Tally>()
    const known = tallies.get(userId)
    if (known && isPresent(known, nowMs)) return known
    const endMs = (Math.floor(nowMs / rate.windowMs) + 1) * rate.windowMs
    const tally = {
      key: `${rate.name}:${userId}:${endMs}`,
      rate,
      endMs,
      here: 0,
      reported: 0,
      elsewhere: 0,
    }
    this.#tallies.set(rate, tallies.set(userId, tally))
    return tally
  }

  #renew(): void {
    const nowMs = this.#nowMs
    let asked = 0
    for (const tallies of this.#tallies.values()) {
      for (const [userId, tally] of tallies) {
        if (!isPresent(tally, nowMs)) tallies.delete(userId)
        else if (this.#shared && isBusy(tally) && (asked += 1) <= askedMax) void share(tally, this.#shared)
      }
    }
  }
}

/** A clock that was set back must not prolong a window. */
const isPresent = ({ endMs, rate }: Tally, nowMs: number): boolean =>
  nowMs < endMs && nowMs >= endMs - rate.windowMs

const isBusy = ({ here, rate }: Tally): boolean => here >= rate.max * sharedFrom

async function share(tally: Tally, shared: SharedTallies): Promise<void> {
  const reported = tally.here
  const added = reported - tally.reported
  tally.reported = reported
  const sum = await shared.add(tally.key, added, tally.rate.windowMs)
  if (sum !== null) tally.elsewhere = Math.max(0, sum - reported)
}
