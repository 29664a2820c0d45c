import type { ThrottleRecord, ThrottleStore } from '../../../stores/accounts/throttle-store.ts'
import { DomainError } from '../../errors.ts'
import type { Clock } from '../../ports.ts'

export interface ThrottleRule {
  /** Failures that cost no waiting. */
  readonly free: number
  /** The wait after the last free one; each further failure doubles it. */
  readonly firstDelayMs: number
  readonly longestDelayMs: number
  /** One failure is forgiven after each such time: who fails more slowly never waits in the end. */
  readonly forgiveEveryMs: number
}

export interface Gate {
  readonly key: string
  readonly rule: ThrottleRule
}

/** Growing delays after failures. The counts are in a store: restarts keep them and instances share them. */
export class Throttle {
  readonly #store: ThrottleStore
  readonly #clock: Clock
  readonly #underWay = new Map<string, number>()

  constructor(store: ThrottleStore, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  /**
   * Lets an attempt through when every gate is open to it. Attempts under way count as failures
   * until they have turned out well: sending all guesses at the same instant gains nothing.
   * @throws DomainError rate_limited
   */
  async hold<T>(gates: readonly Gate[], attempt: () => Promise<T>): Promise<T> {
    const ahead = gates.map((gate) => this.#enter(gate.key))
    try {
      await this.#admit(gates, ahead)
      return await attempt()
    } finally {
      for (const gate of gates) this.#leave(gate.key)
    }
  }

  async count(gates: readonly Gate[]): Promise<void> {
    const now = this.#clock.now()
    await Promise.all(gates.map(({ key, rule }) => this.#store.fail(key, now, rule.forgiveEveryMs)))
  }

  async clear(gates: readonly Gate[]): Promise<void> {
    await Promise.all(gates.map(({ key }) => this.#store.clear(key)))
  }

  async #admit(gates: readonly Gate[], ahead: readonly number[]): Promise<void> {
    const records = await this.#store.get(gates.map((gate) => gate.key))
    const now = this.#clock.now()
    const waits = gates.map(({ key, rule }, index) => waitMs(rule, records.get(key), ahead[index] ?? 0, now))
    const longestMs = Math.max(...waits)
    if (longestMs > 0) {
      throw new DomainError('rate_limited', { retryAfterSeconds: Math.ceil(longestMs / 1_000) })
    }
  }

  #enter(key: string): number {
    const ahead = this.#underWay.get(key) ?? 0
    this.#underWay.set(key, ahead + 1)
    return ahead
  }

  #leave(key: string): void {
    const left = (this.#underWay.get(key) ?? 1) - 1
    if (left === 0) this.#underWay.delete(key)
    else this.#underWay.set(key, left)
  }
}

/** How long an attempt has to wait, with so many others ahead of it. */
function waitMs(rule: ThrottleRule, record: ThrottleRecord | undefined, ahead: number, now: Date): number {
  const { failures, lastFailureAt } = record ?? { failures: 0, lastFailureAt: now }
  // a clock that was set back must not prolong the wait
  const sinceMs = Math.max(0, now.getTime() - lastFailureAt.getTime())
  const left = Math.max(0, failures - Math.floor(sinceMs / rule.forgiveEveryMs))
  if (left + ahead < rule.free) return 0
  return ahead > 0 ? delayMs(rule, left + ahead) : delayMs(rule, failures) - sinceMs
}

/** Without the bound on the exponent the power would become infinite, and the product with it. */
const delayMs = (rule: ThrottleRule, failures: number): number =>
  Math.min(rule.longestDelayMs, rule.firstDelayMs * 2 ** Math.min(failures - rule.free, 30))
