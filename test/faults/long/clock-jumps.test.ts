import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import t from 'tap'

import { ApiSession } from '../../../scripts/delivery/api-session.ts'
import type { Random } from '../../../scripts/delivery/random.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'
import { faultRun } from '../support/fault-run.ts'
import { Field, newPlaces } from '../support/field.ts'

const minute = 60_000
const hour = 60 * minute
const jumpsMs = [hour, -hour, 24 * hour, 0, -24 * hour, 0]
const shim = new URL('shifted-clock.mjs', import.meta.url)

t.setTimeout(300_000)

t.test('the clock of one instance jumps forth and back', async (t) => {
  const places = await newPlaces(t)
  const file = join(await temporaryFolder(t), 'shift')
  await writeFile(file, '0')
  const [right] = (await Field.open(t, { places, instances: 1 })).instances
  const shifted = { NODE_OPTIONS: `--import ${shim.href}`, SHIFTED_CLOCK: file }
  const field = await Field.open(t, { places, instances: 1, env: shifted })
  const [wrong] = field.instances
  if (!right || !wrong) throw new Error('There must be two.')

  const harm = async (random: Random): Promise<void> => {
    const [before] = [new ApiSession(wrong.url)]
    await before.register('before')
    for (const [at, shiftMs] of jumpsMs.entries()) {
      await wait(random.between(1_000, 2_000))
      await writeFile(file, String(shiftMs))
      await wait(500)
      const hours = `${shiftMs / hour} hours`
      await t.resolves(before.call('GET', '/me'), `who is signed in stays so, ${hours}`)
      await t.resolves(before.over(right.url).call('GET', '/me'), `also at the other instance, ${hours}`)
      const during = new ApiSession(wrong.url)
      await t.resolves(during.register(`during${at}`), `people can register, ${hours}`)
      await t.resolves(new ApiSession(right.url).signIn(during.username, during.password), `and sign in`)
    }
    await wait(1_000)
  }
  await faultRun(t, field, { name: 'F10 clock jumps', urls: [right.url, wrong.url], harm })
})
