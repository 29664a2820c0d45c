import { randomUUID } from 'node:crypto'

import type { UserId } from '@parley/shared'
import t from 'tap'

import { userTopic } from '../../../api/src/bus/bus.ts'
import type { BusEvent } from '../../../api/src/bus/events.ts'
import { busContract } from '../../contract/bus.contract.ts'
import { crossed, ObservedBus } from '../../support/redis/buses.ts'
import { RedisServer } from '../../support/redis/server.ts'
import { serverUrl } from '../../support/databases/server-urls.ts'
import { until } from '../../support/until.ts'

const url = serverUrl('REDIS_URL')

busContract(t, 'between instances', async (t) => {
  const prefix = `test-${randomUUID()}`
  const [here, there] = [new ObservedBus(t, url, prefix), new ObservedBus(t, url, prefix)]
  await until(
    () => [here, there].every(({ told }) => told.includes('restored')),
    'both instances are connected',
  )
  const { errors } = there
  return { here: here.bus, there: there.bus, errors, settled: () => crossed(here.bus, there.bus) }
})

const newTopic = () => userTopic(randomUUID() as UserId)
const nothing: BusEvent = { type: 'sessions-ended', sessionIds: [] }

t.test('texts that are no events are refused and counted, and harm nobody', async (t) => {
  const redis = await RedisServer.start(t)
  const here = new ObservedBus(t, redis.url, 'test')
  await until(() => here.told.includes('restored'), 'the instance is connected')
  const topic = newTopic()
  const heard: BusEvent[] = []
  await here.bus.subscribe(topic, (event) => heard.push(event))
  const someone = randomUUID()
  const userId = randomUUID()
  const typing = { type: 'typing', conversationId: randomUUID(), userId, userIds: [userId] }
  const texts = [
    '',
    'x',
    someone,
    `${someone}{`,
    `${someone}null`,
    `${someone}[]`,
    `${someone}{"type":"unknown"}`,
    `${someone}${JSON.stringify({ ...typing, userId: { $ne: null } })}`,
    `${someone}${JSON.stringify({ ...typing, more: 1 })}`,
    `${someone}${JSON.stringify(typing).replace('{', '{"__proto__":{"polluted":1},')}`,
    `${someone}${'['.repeat(100_000)}`,
    `${someone}${JSON.stringify(typing)}${' '.repeat(300_000)}`,
  ]
  for (const text of texts) await redis.command('PUBLISH', `test:0:${topic}`, text)
  await redis.command('PUBLISH', `test:0:${topic}`, someone + JSON.stringify(typing))
  await until(() => heard.length > 0, 'the one good text is heard')
  t.same(heard, [typing])
  t.equal(here.refusedTexts, texts.length)
})

t.test('an instance subscribes to what somebody here listens to, and to nothing else', async (t) => {
  const redis = await RedisServer.start(t)
  const here = new ObservedBus(t, redis.url, 'test')
  await until(() => here.told.includes('restored'), 'the instance is connected')
  const channels = async (): Promise<number> =>
    Number(/^\*(\d+)/.exec(await redis.command('PUBSUB', 'CHANNELS'))?.[1])
  const before = await channels()
  const topic = newTopic()
  const ends = [
    await here.bus.subscribe(topic, () => undefined),
    await here.bus.subscribe(topic, () => undefined),
  ]
  t.equal(await channels(), before + 1)
  ends[0]?.()
  await here.bus.subscribe(newTopic(), () => undefined)
  t.equal(await channels(), before + 2)
  ends[1]?.()
  await here.bus.subscribe(newTopic(), () => undefined)
  t.equal(await channels(), before + 2)
})

t.test('while Redis is away, publishing loses and counts, and subscribing does not wait', async (t) => {
  const redis = await RedisServer.start(t)
  const here = new ObservedBus(t, redis.url, 'test')
  await until(() => here.told.includes('restored'), 'the instance is connected')
  await redis.kill()
  await until(() => here.told.includes('interrupted'), 'the instance notices')
  const topic = newTopic()
  const heard: BusEvent[] = []
  await here.bus.subscribe(topic, (event) => heard.push(event))
  here.bus.publish(topic, nothing)
  t.same(heard, [nothing], 'it is delivered here all the same')
  await until(() => here.lostEvents === 1, 'and it knows that the others did not get it')
  await redis.start()
  await until(() => here.told.length >= 3, 'the instance is connected again')
  const there = new ObservedBus(t, redis.url, 'test')
  await until(() => there.told.includes('restored'), 'the other instance is connected')
  there.bus.publish(topic, nothing)
  await until(() => heard.length === 2, 'it hears on that topic what others say')
})

t.test('Parleys with different databases on one Redis hear nothing of each other', async (t) => {
  const redis = await RedisServer.start(t)
  const [one, other] = ['/1', '/2'].map((path) => new ObservedBus(t, new URL(path, redis.url), 'test'))
  if (!one || !other) return
  await until(() => [one, other].every(({ told }) => told.includes('restored')), 'both are connected')
  const topic = newTopic()
  const heard: BusEvent[] = []
  await other.bus.subscribe(topic, (event) => heard.push(event))
  one.bus.publish(topic, nothing)
  await crossed(other.bus, other.bus)
  t.same(heard, [])
})
