import t from 'tap'

import { levelOf, loudestOf, waveOf } from '../../../web/src/ui/voice/levels.ts'

t.test('a wave is 100 numbers from 0 to 100, however long it was', async (t) => {
  for (const levels of [[], [40], [10, 80, 20], Array.from({ length: 15_000 }, (_, at) => at % 90)]) {
    const wave = waveOf(levels)
    t.equal(wave.length, 100)
    t.ok(wave.every((point) => Number.isInteger(point) && point >= 0 && point <= 100))
  }
  t.equal(Math.max(...waveOf([10, 45, 20])), 100, 'what was said quietly is seen as well')
  t.equal(Math.max(...waveOf([3, 2, 3])), 10, 'but no silence is made loud')
})

t.test('of fewer bars each is the loudest of its part', async (t) => {
  t.same(loudestOf([1, 9, 2, 3, 8, 4], 3), [9, 3, 8])
  t.same(loudestOf([1, 9], 4), [1, 1, 9, 9])
})

t.test('a level follows the ear, and ends at 100', async (t) => {
  t.equal(levelOf(new Float32Array(64)), 0)
  t.equal(levelOf(new Float32Array()), 0)
  t.equal(levelOf(new Float32Array(64).fill(1)), 100)
  const levels = [0.001, 0.01, 0.1, 0.2].map((loud) => levelOf(new Float32Array(64).fill(loud)))
  t.same(
    levels,
    levels.toSorted((a, b) => a - b),
  )
})
