import t from 'tap'

import { withTimeout } from '../../api/src/adapters/with-timeout.ts'

class TooLate extends Error {}

const late = (): Error => new TooLate('No answer came in time.')

t.test('An answer is waited for no longer than the limit', async (t) => {
  t.equal(await withTimeout(1_000, () => Promise.resolve('here'), late), 'here')
  const never = withTimeout(20, () => new Promise(() => undefined), late)
  await t.rejects(never, new TooLate('No answer came in time.'))
})

t.test('When no time is left nothing is asked', async (t) => {
  for (const limitMs of [0, -232]) {
    let asked = 0
    const waiting = withTimeout(limitMs, async () => void asked++, late)
    await t.rejects(waiting, new TooLate('No answer came in time.'))
    t.equal(asked, 0)
  }
})
