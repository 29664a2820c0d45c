import fc from 'fast-check'
import t from 'tap'

import { backoffMs } from '../../../web/src/realtime/backoff.ts'

t.test('the wait is never shorter than a quarter of a second, nor longer than half a minute', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (tries, chance) => {
      const waitMs = backoffMs(tries, () => chance)
      return waitMs >= 250 && waitMs <= 30_000
    }),
  )
})

t.test('it grows with the tries', async (t) => {
  const longest = [1, 2, 3, 4, 5, 6, 7].map((tries) => backoffMs(tries, () => 1))
  t.same(longest, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
})

t.test('clients that were cut off together come back spread over the whole time', async (t) => {
  t.equal(
    backoffMs(6, () => 0),
    250,
  )
  t.equal(
    backoffMs(6, () => 0.5),
    15_125,
  )
})
