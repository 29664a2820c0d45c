import { randomUUID } from 'node:crypto'

import type { UserId } from '@parley/shared'
import t, { type Test } from 'tap'

import { Link } from '../../../api/src/adapters/redis/link.ts'
import { RedisPresence } from '../../../api/src/adapters/redis/redis-presence.ts'
import { newCommands } from '../../../api/src/adapters/redis/redis-server.ts'
import { presenceRegistryContract } from '../../contract/presence-registry.contract.ts'
import { silentLog } from '../../support/app/log.ts'
import { RedisServer } from '../../support/redis/server.ts'
import { until } from '../../support/until.ts'

const redis = await RedisServer.start(t)
/** On a busy machine nobody may be taken for dead who is not. */
const times = { renewEveryMs: 100, aliveMs: 30_000 }
const mortal = { renewEveryMs: 100, aliveMs: 3_000 }

interface Instance {
  readonly registry: RedisPresence
  readonly link: Link
  /** Of its sign of life. */
  readonly aliveKey: string
  readonly gone: UserId[]
  readonly back: UserId[]
}

const open = async (t: Test, prefix: string, lives = times): Promise<Instance> => {
  const link = new Link(newCommands(redis.url), silentLog)
  const instanceId = randomUUID()
  const registry = new RedisPresence(link, { instanceId, prefix, ...lives })
  const [gone, back]: [UserId[], UserId[]] = [[], []]
  registry.onGone((userIds) => gone.push(...userIds))
  registry.onBack((userIds) => back.push(...userIds))
  registry.start()
  t.teardown(async () => {
    await registry.close()
    link.close()
  })
  await until(() => link.answers, 'Redis answers')
  return { registry, link, aliveKey: `${prefix}presence:${instanceId}:alive`, gone, back }
}

const two = (t: Test) => {
  const prefix = randomUUID()
  return Promise.all([open(t, prefix), open(t, prefix)])
}

const newUserId = () => randomUUID() as UserId

const isOnline = async ({ registry }: Instance, userId: UserId): Promise<boolean> =>
  (await registry.onlineAmong([userId])).has(userId)

const untilOnline = (instance: Instance, userId: UserId, expected: boolean): Promise<void> =>
  until(
    async () => (await isOnline(instance, userId)) === expected,
    `somebody is ${expected ? 'online' : 'offline'}`,
  )

presenceRegistryContract(t, 'between instances', async (t) => (await open(t, randomUUID())).registry)

t.test('somebody is online as long as one instance has them', async (t) => {
  const [one, other] = await two(t)
  const ann = newUserId()
  await one.registry.enter(ann)
  await untilOnline(other, ann, true)
  await other.registry.enter(ann)
  t.equal(await one.registry.leave(ann), false, 'the other instance has them still')
  t.ok(await isOnline(one, ann))
  t.equal(await other.registry.leave(ann), true)
  t.notOk(await isOnline(one, ann))
})

t.test('of two instances that lose somebody at once, one says so', async (t) => {
  const [one, other] = await two(t)
  for (let times = 0; times < 20; times += 1) {
    const ann = newUserId()
    await Promise.all([one.registry.enter(ann), other.registry.enter(ann)])
    const said = await Promise.all([one.registry.leave(ann), other.registry.leave(ann)])
    t.equal(said.filter((first) => first).length, 1, 'one of them was the last')
  }
})

t.test('the people of an instance that dies are gone soon, and one of the others says so', async (t) => {
  const prefix = randomUUID()
  const openMortal = (): Promise<Instance> => open(t, prefix, mortal)
  const [dying, ...living] = await Promise.all([openMortal(), openMortal(), openMortal()])
  const [ann, bob] = [newUserId(), newUserId()]
  await dying.registry.enter(ann)
  await dying.registry.enter(bob)
  await living[0].registry.enter(bob)
  await untilOnline(living[1], ann, true)
  dying.link.close()
  await untilOnline(living[1], ann, false)
  await until(() => living.some(({ gone }) => gone.length > 0), 'somebody says so')
  t.same(
    living.flatMap(({ gone }) => gone),
    [ann],
    'but not of those whom another instance has',
  )
})

t.test('an instance that was only taken for dead puts its people back', async (t) => {
  const [one, other] = await two(t)
  const ann = newUserId()
  await one.registry.enter(ann)
  await untilOnline(other, ann, true)
  const isTakenForDead = async (): Promise<boolean> => {
    await redis.command('DEL', one.aliveKey) // again and again, since it gives signs of life meanwhile
    return other.gone.includes(ann)
  }
  await until(isTakenForDead, 'it is taken for dead')
  await untilOnline(other, ann, true)
})

t.test('without Redis an instance knows its own people, and all again afterwards', async (t) => {
  const [one, other] = await two(t)
  const [ann, bob] = [newUserId(), newUserId()]
  await one.registry.enter(ann)
  await redis.kill()
  await one.registry.enter(bob)
  t.ok(await isOnline(one, ann))
  t.notOk(await isOnline(other, ann))
  await redis.start()
  await untilOnline(other, ann, true)
  await untilOnline(other, bob, true)
})

t.test('who is put back after Redis came back empty is told of', async (t) => {
  const [one, other] = await two(t)
  const ann = newUserId()
  await one.registry.enter(ann)
  await untilOnline(other, ann, true)
  one.back.splice(0)
  await redis.command('FLUSHALL')
  await until(() => one.back.includes(ann), 'she is put back')
  await untilOnline(other, ann, true)
  t.same(other.back, [], 'by the instance to which she is connected')
})
