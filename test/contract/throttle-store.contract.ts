import type { Test } from 'tap'

import { fewAtOnce } from '../support/few-at-once.ts'
import { after } from '../support/databases/records.ts'
import type { OpenStores } from './stores-under-test.ts'

/** So that nothing is forgiven meanwhile. */
const long = 60_000

export function throttleStoreContract(t: Test, open: OpenStores): void {
  t.test('no failure is lost among fifty, many at once', async (t) => {
    const { throttles } = await open(t)
    const numbers = Array.from({ length: 50 }, (_, index) => index + 1)
    const counted: number[] = []
    await fewAtOnce(numbers, async () => {
      counted.push((await throttles.fail('account:ada', after(1), long)).failures)
    })
    t.same(
      counted.sort((a, b) => a - b),
      numbers,
    )
    const found = await throttles.get(['account:ada', 'account:bob'])
    t.same([...found], [['account:ada', { failures: 50, lastFailureAt: after(1) }]])
  })

  t.test(
    'one is forgiven for each whole span since the last one, and never more than there are',
    async (t) => {
      const { throttles } = await open(t)
      const counted: number[] = []
      for (const ms of [1, 2, 3, 4, 103, 203, 304, 403, 704, 1_704]) {
        counted.push((await throttles.fail('address:192.0.2.7', after(ms), 100)).failures)
      }
      t.same(counted, [1, 2, 3, 4, 5, 5, 5, 6, 4, 1])
      t.same(
        (await throttles.get(['address:192.0.2.7'])).get('address:192.0.2.7')?.lastFailureAt,
        after(1_704),
      )
    },
  )

  t.test('a clock that was set back does not move the last failure back', async (t) => {
    const { throttles } = await open(t)
    await throttles.fail('key', after(9), long)
    t.same(await throttles.fail('key', after(5), long), { failures: 2, lastFailureAt: after(9) })
  })

  t.test('keys are counted apart, also when they differ in case only', async (t) => {
    const { throttles } = await open(t)
    await throttles.fail('a', after(1), long)
    t.match(await throttles.fail('A', after(1), long), { failures: 1 })
    t.same(await throttles.get([]), new Map())
  })

  t.test('what is cleared is forgotten', async (t) => {
    const { throttles } = await open(t)
    await throttles.fail('a', after(1), long)
    await throttles.fail('b', after(1), long)
    await throttles.clear('a')
    await throttles.clear('unknown')
    t.same([...(await throttles.get(['a', 'b'])).keys()], ['b'])
  })

  t.test('what is old is forgotten, some at a time', async (t) => {
    const { throttles } = await open(t)
    for (const ms of [1, 2, 3, 9]) await throttles.fail(`key ${ms}`, after(ms), long)
    const sweep = () => throttles.sweep(after(9), 2)
    t.same([await sweep(), await sweep(), await sweep()], [2, 1, 0])
    t.equal((await throttles.get(['key 9'])).size, 1)
  })

  t.test('of a quota as many are taken as there may be, however many want some at once', async (t) => {
    const { throttles } = await open(t)
    const ends: (Date | null)[] = []
    await fewAtOnce(Array(50).fill('joins:ada'), async (key) => {
      ends.push(await throttles.take(key, after(1), { max: 20, windowMs: long }, 1))
    })
    t.equal(ends.filter((end) => end === null).length, 20)
    t.same(
      ends.filter((end) => end !== null),
      Array(30).fill(after(1 + long)),
    )
    t.equal(await throttles.take('joins:bob', after(1), { max: 20, windowMs: long }, 1), null)
  })

  t.test('a quota that many begin at the same moment refuses none of them', async (t) => {
    const { throttles } = await open(t)
    for (let person = 0; person < 20; person++) {
      const take = () => throttles.take(`groups:${person}`, after(1), { max: 8, windowMs: long }, 1)
      t.same(new Set(await Promise.all(Array.from({ length: 8 }, take))), new Set([null]))
      t.same(await take(), after(1 + long))
    }
  })

  t.test('what a quota has no room for is not counted, and its window begins with the first', async (t) => {
    const { throttles } = await open(t)
    const take = (ms: number, amount: number) =>
      throttles.take('added:ada', after(ms), { max: 5, windowMs: 100 }, amount)
    t.equal(await take(10, 3), null)
    t.same(await take(50, 3), after(110))
    t.equal(await take(60, 2), null)
    t.same(await take(109, 1), after(110))
    t.equal(await take(110, 5), null, 'the next window')
    t.same(await take(209, 1), after(210))
    t.equal(await take(500, 1), null)
    t.same(await take(599, 5), after(600))
  })

  t.test(
    'a clock that was set back a little stays in the window, and one set back far begins another',
    async (t) => {
      const { throttles } = await open(t)
      const take = (ms: number) => throttles.take('groups:ada', after(ms), { max: 2, windowMs: 100 }, 1)
      t.equal(await take(1_000), null)
      t.equal(await take(999), null)
      t.same(await take(998), after(1_100))
      t.equal(await take(900), null)
      t.equal(await take(900), null)
      t.same(await take(900), after(1_000))
    },
  )
}
