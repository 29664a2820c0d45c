import { setTimeout as wait } from 'node:timers/promises'

import t from 'tap'

import { Deadline } from '../../api/src/adapters/mongo/connection/deadline.ts'
import { isOutage, TooSlow, Unavailable } from '../../api/src/stores/errors.ts'

/** Half of it is more than a busy machine takes from one step to the next. */
const limitMs = 2_000

t.test('Many steps that are all answered are too slow together, which is no outage', async (t) => {
  const deadline = new Deadline(limitMs)
  const steps = async (): Promise<never> => {
    for (;;) await deadline.step(() => wait(5))
  }
  const error = await steps().catch((reason: unknown) => reason)
  t.ok(error instanceof TooSlow)
  t.notOk(isOutage(error))
})

t.test('A server that says nothing is away, also when it answered before', async (t) => {
  const silent = new Deadline(limitMs)
  t.ok(isOutage(await silent.step(() => new Promise(() => undefined)).catch((reason: unknown) => reason)))

  const deadline = new Deadline(limitMs)
  await deadline.step(() => wait(5))
  const error = await deadline.step(() => new Promise(() => undefined)).catch((reason: unknown) => reason)
  t.ok(error instanceof Unavailable)
  t.ok(isOutage(error))
})
