import { randomUUID } from 'node:crypto'

import type { UserId } from '@parley/shared'
import t, { type Test } from 'tap'

import { AccountRates, perTenSeconds } from '../../../api/src/domain/account-rates.ts'
import { DomainError } from '../../../api/src/domain/errors.ts'
import type { SharedTallies } from '../../../api/src/domain/ports.ts'
import { TestClock } from '../../support/app/clock.ts'
import { until } from '../../support/until.ts'

const [ann, bob] = [randomUUID() as UserId, randomUUID() as UserId]
const rate = perTenSeconds('somethings', 20)
const others = perTenSeconds('others', 20)

const open = (t: Test, clock: TestClock, shared: SharedTallies | null = null): AccountRates => {
  const rates = new AccountRates(clock, shared)
  rates.start()
  t.teardown(() => rates.stop())
  return rates
}

/** How many are let through before one is not. */
const taken = (rates: AccountRates, userId: UserId, amount = 1): number => {
  let count = 0
  while (rates.take(userId, rate, amount)) count += 1
  return count
}

const waitOf = (rates: AccountRates): number | undefined => {
  try {
    rates.require(ann, rate)
    return 0
  } catch (error) {
    t.match(error, { code: 'rate_limited' })
    return error instanceof DomainError ? error.retryAfterSeconds : NaN
  }
}

/** Sums in memory, as all instances see them. */
const sums = () => {
  const counts = new Map<string, number>()
  const add = async (key: string, amount: number) => {
    const sum = (counts.get(key) ?? 0) + amount
    counts.set(key, sum)
    return sum
  }
  return { counts, add }
}

t.test('each account has its own count of each kind, anew in each window', async (t) => {
  const clock = new TestClock()
  const rates = open(t, clock)
  t.equal(taken(rates, ann), 20)
  t.equal(taken(rates, bob), 20)
  t.ok(rates.take(ann, others))
  clock.advance(9_000)
  t.equal(waitOf(rates), 1, 'as long as the window goes on')
  clock.advance(1_000)
  t.equal(taken(rates, ann), 20)
})

t.test('what costs more counts more, and what costs more than all is let through once', async (t) => {
  const rates = open(t, new TestClock())
  t.equal(taken(rates, ann, 7), 3)
  t.equal(taken(rates, bob, 1_000), 1)
})

t.test('a clock that is set back does not prolong the wait', async (t) => {
  const clock = new TestClock()
  const rates = open(t, clock)
  taken(rates, ann)
  clock.advance(-3_600_000)
  t.equal(waitOf(rates), 0)
})

t.test('what an account does at other instances counts a moment later', async (t) => {
  const clock = new TestClock()
  const shared = sums()
  const [one, two] = [open(t, clock, shared), open(t, clock, shared)]
  for (let count = 0; count < 15; count++) one.take(ann, rate)
  two.take(ann, rate)
  two.take(ann, rate)
  await until(() => [...shared.counts.values()][0] === 17, 'both are counted')
  t.equal(taken(two, ann), 3)
  clock.advance(10_000)
  t.equal(taken(two, ann), 20)
})

t.test('who does little is not asked after, and who cannot be asked after is not refused', async (t) => {
  const clock = new TestClock()
  const shared = sums()
  const [rates, alone] = [open(t, clock, shared), open(t, clock, { add: () => Promise.resolve(null) })]
  rates.take(bob, rate)
  for (let count = 0; count < 15; count++) {
    rates.take(ann, rate)
    alone.take(ann, rate)
  }
  await until(() => shared.counts.size > 0, 'who does much is asked after')
  t.equal(shared.counts.size, 1)
  t.equal(taken(alone, ann), 5)
})
