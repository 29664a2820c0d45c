import { setTimeout as wait } from 'node:timers/promises'

import t from 'tap'

import { faultRun } from '../support/fault-run.ts'
import { Field } from '../support/field.ts'
import { isLong } from '../support/scale.ts'

const lastMs = isLong ? 120_000 : 8_000

t.setTimeout(900_000)

t.test('sixteen people write in one conversation by way of three instances', async (t) => {
  const field = await Field.open(t, { instances: 3 })
  const harm = (): Promise<void> => wait(lastMs)
  const run = await faultRun(t, field, { name: 'F13 one conversation', writers: 16, conversations: 1, harm })

  const plain = run.sends.filter(({ isPlain }) => isPlain)
  const tookMs = plain.map(({ acks, invokedAtMs }) => (acks[0]?.atMs ?? Infinity) - invokedAtMs)
  tookMs.sort((a, b) => a - b)
  const [p50, p99] = [0.5, 0.99].map((share) => Math.round(tookMs[Math.floor(tookMs.length * share)] ?? NaN))
  t.comment(`accepted in ${p50} ms (p50), ${p99} ms (p99), of ${tookMs.length}`)
  t.same(
    run.sends.filter(({ acks }) => acks.length === 0),
    [],
    'every message was accepted',
  )
})
