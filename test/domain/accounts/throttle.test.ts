import t from 'tap'

import { Throttle, type Gate } from '../../../api/src/domain/accounts/sign-in/throttle.ts'
import { DomainError } from '../../../api/src/domain/errors.ts'
import { TestClock } from '../../support/app/clock.ts'
import { openTestStores } from '../../support/databases/stores.ts'

const second = 1_000
const rule = { free: 3, firstDelayMs: second, longestDelayMs: 60 * second, forgiveEveryMs: 120 * second }
const gate: Gate = { key: 'account:ada', rule }

const nothing = () => Promise.resolve('let through')

/** How many seconds an attempt has to wait; 0 when it is let through. */
const waitOf = async (throttle: Throttle, gates = [gate]): Promise<number> => {
  try {
    await throttle.hold(gates, nothing)
    return 0
  } catch (error) {
    return (error instanceof DomainError && error.retryAfterSeconds) || NaN
  }
}

const failTimes = async (throttle: Throttle, times: number): Promise<void> => {
  for (let count = 0; count < times; count += 1) await throttle.count([gate])
}

t.test('the first failures cost nothing, and then the wait doubles up to its bound', async (t) => {
  const clock = new TestClock()
  const throttle = new Throttle((await openTestStores(t)).throttles, clock)
  await failTimes(throttle, 2)
  t.equal(await waitOf(throttle), 0)
  const waits: number[] = []
  for (let count = 0; count < 8; count += 1) {
    await throttle.count([gate])
    waits.push(await waitOf(throttle))
  }
  t.same(waits, [1, 2, 4, 8, 16, 32, 60, 60])
  clock.advance(59 * second)
  t.equal(await waitOf(throttle), 1)
  clock.advance(second)
  t.equal(await waitOf(throttle), 0)
})

t.test('a refused attempt does not make the wait longer', async (t) => {
  const throttle = new Throttle((await openTestStores(t)).throttles, new TestClock())
  await failTimes(throttle, 5)
  for (let count = 0; count < 5; count += 1) t.equal(await waitOf(throttle), 4)
})

t.test('success and a long quiet start the count over', async (t) => {
  const clock = new TestClock()
  const throttle = new Throttle((await openTestStores(t)).throttles, clock)
  await failTimes(throttle, 9)
  await throttle.clear([gate])
  t.equal(await waitOf(throttle), 0)
  await failTimes(throttle, 9)
  clock.advance(9 * rule.forgiveEveryMs)
  await throttle.count([gate])
  t.equal(await waitOf(throttle), 0)
})

t.test('a clock that is set back does not prolong the wait', async (t) => {
  const clock = new TestClock()
  const throttle = new Throttle((await openTestStores(t)).throttles, clock)
  await failTimes(throttle, 3)
  clock.advance(-3_600 * second)
  t.equal(await waitOf(throttle), 1)
})

t.test('one failure is forgiven at a time, so that a slow drip of them fades', async (t) => {
  const clock = new TestClock()
  const throttle = new Throttle((await openTestStores(t)).throttles, clock)
  await failTimes(throttle, 12)
  const waits: number[] = []
  for (let count = 0; count < 12; count += 1) {
    clock.advance(2 * rule.forgiveEveryMs)
    await throttle.count([gate])
    waits.push(await waitOf(throttle))
  }
  t.same(waits.slice(0, 3), [60, 60, 60])
  t.same(waits.slice(-3), [0, 0, 0])
})

t.test('attempts at the same instant count as failures until they turn out well', async (t) => {
  const throttle = new Throttle((await openTestStores(t)).throttles, new TestClock())
  const waits = await Promise.all(Array.from({ length: 10 }, () => waitOf(throttle)))
  t.equal(waits.filter((wait) => wait === 0).length, rule.free)
  t.equal(await waitOf(throttle), 0, 'and afterwards nothing is left of them')
})

t.test('the counts outlive a restart and are shared by two instances', async (t) => {
  const { throttles } = await openTestStores(t)
  const clock = new TestClock()
  const [one, other] = [new Throttle(throttles, clock), new Throttle(throttles, clock)]
  await Promise.all([failTimes(one, 2), failTimes(other, 2)])
  t.equal(await waitOf(new Throttle(throttles, clock)), 2)
})

t.test('of several gates the slowest decides', async (t) => {
  const throttle = new Throttle((await openTestStores(t)).throttles, new TestClock())
  await failTimes(throttle, 6)
  t.equal(await waitOf(throttle, [{ key: 'address:192.0.2.1', rule }, gate]), 8)
})
