import { setTimeout as wait } from 'node:timers/promises'

import t from 'tap'

import type { Clients } from '../../scripts/delivery/clients.ts'
import type { Random } from '../../scripts/delivery/random.ts'
import { faultRun } from './support/fault-run.ts'
import { Field } from './support/field.ts'
import { isLong } from './support/scale.ts'

const kills = isLong ? 40 : 5

t.setTimeout(900_000)

t.test('an instance is killed again and again, at any moment', async (t) => {
  const field = await Field.open(t)
  const startsMs: number[] = []
  const harm = async (random: Random, clients: Clients): Promise<void> => {
    const removal = wait(random.between(0, 10_000)).then(() => clients.removeGuest())
    for (let count = 0; count < kills; count++) {
      await wait(random.between(300, 2_500))
      const victim = random.oneOf(field.instances)
      await victim.kill()
      const startMs = performance.now()
      await victim.start()
      startsMs.push(Math.round(performance.now() - startMs))
    }
    await removal
    await wait(1_500)
  }
  await faultRun(t, field, { name: 'F1 instance killed', harm })
  t.comment(`started again in ${startsMs.join(', ')} ms`)
  for (const instance of field.instances) t.equal(await instance.stop(), 0)
})
