import { setTimeout as wait } from 'node:timers/promises'

import { Redis } from 'ioredis'
import t from 'tap'

import type { Clients } from '../../../scripts/delivery/clients.ts'
import type { Random } from '../../../scripts/delivery/random.ts'
import { losing } from '../../support/redis/publish-loss.ts'
import { TcpProxy } from '../../support/network/tcp-proxy.ts'
import { until } from '../../support/until.ts'
import { faultRun } from '../support/fault-run.ts'
import { Field, newPlaces } from '../support/field.ts'
import { isLong } from '../support/scale.ts'

const oneIn = 10
const lostMin = 10
const cuts = isLong ? 30 : 3
/** So short that an instance does not take itself for interrupted. */
const deafMs = 1_200
/** By the next heartbeat everyone knows what they missed; a busy machine gets some seconds more. */
const knownMs = 20_000

t.setTimeout(900_000)

t.test('every tenth hint is lost, and subscriptions are cut', async (t) => {
  const places = await newPlaces(t)
  const proxy = await TcpProxy.open(t, () => Number(new URL(places.REDIS_URL).port))
  let [published, lost, isDeaf] = [0, 0, false]
  proxy.newAlteration = () =>
    losing(() => {
      const isLost = ++published % oneIn === 0 || isDeaf
      if (isLost) lost += 1
      return isLost
    })
  const REDIS_URL = proxy.before(new URL(places.REDIS_URL)).href
  const field = await Field.open(t, { places: { ...places, REDIS_URL } })
  const redis = new Redis(places.REDIS_URL)
  t.teardown(() => redis.disconnect())
  const harm = async (random: Random, clients: Clients): Promise<void> => {
    for (let count = 0; count < cuts; count++) {
      await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub')
      await wait(random.between(1_000, 3_000))
    }
    await clients.removeGuest()
    await wait(random.between(3_000, 5_000))
    await until(() => lost > lostMin, 'enough is lost')
    // What is said at last is heard by nobody elsewhere, and nothing that comes later tells of it.
    isDeaf = true
    setTimeout(() => (isDeaf = false), deafMs)
    await wait(deafMs / 2)
  }
  const run = await faultRun(t, field, { name: 'F16 lost hints', harm })
  t.ok(lost > lostMin, `${lost} of ${published} were lost`)
  t.ok((run.convergenceMs ?? Infinity) < knownMs, `everyone knew after ${run.convergenceMs} ms`)
})
