import t from 'tap'

import { TooLate } from '../../api/src/adapters/mysql/errors.ts'
import { within } from '../../api/src/adapters/mysql/within.ts'

t.test('An answer is waited for no longer than the limit', async (t) => {
  t.equal(await within(1_000, () => Promise.resolve('here')), 'here')
  const never = within(20, () => new Promise(() => undefined))
  await t.rejects(never, new TooLate('No answer came in time.'))
})

t.test('When no time is left nothing is asked', async (t) => {
  for (const limitMs of [0, -232]) {
    let asked = 0
    const late = within(limitMs, async () => void asked++)
    await t.rejects(late, new TooLate('No time is left for an answer.'))
    t.equal(asked, 0)
  }
})
