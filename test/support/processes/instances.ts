import type { Test } from 'tap'

import { Hearing } from '../browser/hearing.ts'
import { RealtimeTest, type RealtimeOverrides } from '../app/realtime.ts'
import { until } from '../until.ts'

/** Two whole applications over one set of stores, which talk with each other over Redis. */
export class TwoInstances {
  readonly one: RealtimeTest
  readonly two: RealtimeTest
  readonly #hearing: readonly Hearing[]

  private constructor(one: RealtimeTest, two: RealtimeTest) {
    this.one = one
    this.two = two
    this.#hearing = [one, two].map(({ app }) => new Hearing(app.parts.bus))
  }

  static start(t: Test, redis: URL, overrides: RealtimeOverrides = {}): Promise<TwoInstances> {
    return TwoInstances.apart(t, [redis, redis], overrides)
  }

  /** Each with a Redis of its own: both believe to be connected, and hear nothing of each other. */
  static async apart(
    t: Test,
    [first, second]: readonly [URL, URL],
    overrides: RealtimeOverrides = {},
  ): Promise<TwoInstances> {
    const one = await RealtimeTest.start(t, { ...overrides, servers: { redisUrl: first.href } })
    const { stores } = one.app.parts
    const ports = { ...overrides.ports, stores }
    const two = await RealtimeTest.start(t, { ...overrides, servers: { redisUrl: second.href }, ports })
    return new TwoInstances(one, two)
  }

  async connected(): Promise<void> {
    await until(() => this.#hearing.every(({ isWhole }) => isWhole), 'the instances hear each other')
  }

  async interrupted(): Promise<void> {
    await until(() => this.#hearing.every(({ isWhole }) => !isWhole), 'the instances notice the interruption')
  }
}
