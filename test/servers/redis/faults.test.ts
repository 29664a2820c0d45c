import t from 'tap'

import { TwoInstances } from '../../support/processes/instances.ts'
import { RealtimeTest, sendFrame } from '../../support/app/realtime.ts'
import { RedisServer } from '../../support/redis/server.ts'
import { signIn } from '../../support/app/sign-in.ts'
import { until } from '../../support/until.ts'

/** In which a request that waits for Redis would be noticed, and one on a busy machine is answered. */
const promptMs = 4_000

t.test('without Redis, each instance goes on for its own people and believes the stores', async (t) => {
  const redis = await RedisServer.start(t)
  const instances = await TwoInstances.start(t, redis.url)
  await instances.connected()
  const { one, two } = instances
  const [ann, bob, cem] = await one.people('ann', 'bob', 'cem')
  const [id, other] = [await one.group(ann, bob, cem), await one.group(ann, bob)]
  const [atAnn, atBob, atCem] = [await one.connect(ann), await two.connect(bob), await two.connect(cem)]
  await redis.kill()
  await instances.interrupted()

  await atBob.request(sendFrame(id, 'to our own'))
  t.match(await atCem.next('message'), { message: { text: 'to our own' } })
  await one.call(ann, 'DELETE', `/conversations/${id}/members/${bob.user.id}`)
  t.match(await atBob.request(sendFrame(id, 'still here?')), { problem: { code: 'conversation_not_found' } })
  await one.call(ann, 'PUT', `/conversations/${other}/owner`, { userId: bob.user.id })
  await two.call(bob, 'PATCH', `/conversations/${other}`, { name: 'Coffee' })
  t.match(await atBob.next('conversation-removed'), { conversationId: id }, 'also before Redis is back')
  t.match(await atAnn.request(sendFrame(id, 'farewell')), { type: 'ack' })
})

t.test('once Redis is back, all converge without a reload', async (t) => {
  const redis = await RedisServer.start(t)
  const instances = await TwoInstances.start(t, redis.url)
  await instances.connected()
  const { one, two } = instances
  const [ann, bob, cem] = await one.people('ann', 'bob', 'cem')
  const [left, joined] = [await one.group(ann, bob), await one.group(ann)]
  const elsewhere = await signIn(one.app, bob)
  const [atAnn, atBob, ended] = [await one.connect(ann), await two.connect(bob), await two.connect(elsewhere)]
  await atAnn.request({ type: 'watch', userIds: [bob.user.id] })
  await atAnn.next('presence')
  await redis.kill()
  await instances.interrupted()
  await one.call(ann, 'DELETE', `/conversations/${left}/members/${bob.user.id}`)
  await one.call(ann, 'POST', `/conversations/${joined}/members`, { userIds: [bob.user.id] })
  await one.call(bob, 'DELETE', `/me/sessions/${elsewhere.sessionId}`)
  await redis.start()
  await instances.connected()

  t.match(await atBob.next('conversation-removed'), { conversationId: left })
  t.match((await atBob.next('conversation-added')).summary, { conversation: { id: joined } })
  t.match(await ended.end(), { code: 4401 })
  await Promise.all([atAnn.next('resync'), atBob.next('resync')])
  await atAnn.next('presence', ({ people }) =>
    people.some(({ userId, online }) => userId === bob.user.id && online),
  )
  await atAnn.request(sendFrame(joined, 'welcome'))
  t.match(await atBob.next('message', ({ message }) => message.text === 'welcome'), {})
  t.match(await atBob.request(sendFrame(left, 'hello?')), { problem: { code: 'conversation_not_found' } })
  const atCem = await two.connect(cem)
  t.same(
    (await atCem.rest()).filter(({ type }) => type === 'resync'),
    [],
    'who came later missed nothing',
  )
})

t.test('once Redis is back, memory is not believed before it was compared with the store', async (t) => {
  const redis = await RedisServer.start(t)
  const instances = await TwoInstances.start(t, redis.url, { realtime: { compareIntervalMs: 100 } })
  await instances.connected()
  const { one, two } = instances
  const [ann, bob] = await one.people('ann', 'bob')
  const [left, id] = [await one.group(ann, bob), await one.group(ann, bob)]
  const atBob = await two.connect(bob)
  const { users, memberships } = one.app.parts.stores // which both have
  const versions = users.versions.bind(users)
  const of = memberships.of.bind(memberships)
  let [asked, refused] = [0, 0]
  memberships.of = (...args) => {
    asked += 1
    return of(...args)
  }
  users.versions = () => {
    refused += 1
    return Promise.reject(new Error('away'))
  }
  await redis.kill()
  await instances.interrupted()
  await memberships.remove(left, bob.user.id)
  await redis.start()
  await instances.connected()
  const before = refused
  await until(() => refused > before + 4, 'both have tried to compare')
  t.match(await atBob.request(sendFrame(left, 'still here?')), {
    problem: { code: 'conversation_not_found' },
  })
  await atBob.request(sendFrame(id, 'here'))
  t.equal(asked, 2, 'the store is asked each time')
  users.versions = versions
  t.match(await atBob.next('conversation-removed'), { conversationId: left })
  await atBob.next('resync')
  await atBob.request(sendFrame(id, 'here'))
  t.equal(asked, 2, 'and no more')
})

t.test('an instance whose subscriptions are cut makes them anew, and catches up', async (t) => {
  const redis = await RedisServer.start(t)
  const instances = await TwoInstances.start(t, redis.url)
  await instances.connected()
  const { one, two } = instances
  const [ann, bob] = await one.people('ann', 'bob')
  const id = await one.direct(ann, bob)
  const [atAnn, atBob] = [await one.connect(ann), await two.connect(bob)]
  t.match(await redis.command('CLIENT', 'KILL', 'TYPE', 'pubsub'), /:2/)
  await Promise.all([atAnn.next('resync'), atBob.next('resync')])
  await atAnn.request(sendFrame(id, 'heard again'))
  t.match(await atBob.next('message'), { message: { text: 'heard again' } })
})

t.test('who could not publish tells the others, who catch up', async (t) => {
  const redis = await RedisServer.start(t)
  const instances = await TwoInstances.start(t, redis.url)
  await instances.connected()
  const { one, two } = instances
  const [ann, bob] = await one.people('ann', 'bob')
  const id = await one.group(ann, bob)
  const atBob = await two.connect(bob)
  await redis.command('CLIENT', 'KILL', 'TYPE', 'normal')
  await one.call(ann, 'DELETE', `/conversations/${id}/members/${bob.user.id}`)
  t.match(await atBob.next('conversation-removed'), { conversationId: id })
  t.match(await atBob.request(sendFrame(id, 'still here?')), { problem: { code: 'conversation_not_found' } })
})

t.test('a Redis that stands still keeps nobody waiting', async (t) => {
  const redis = await RedisServer.start(t)
  const instances = await TwoInstances.start(t, redis.url)
  await instances.connected()
  const { one, two } = instances
  const [ann, bob] = await one.people('ann', 'bob')
  const id = await one.direct(ann, bob)
  const [atAnn, atBob] = [await one.connect(ann), await two.connect(bob)]
  await redis.pause()
  for (let count = 0; count < 10; count++) {
    const startMs = performance.now()
    t.match(await atAnn.request(sendFrame(id, `message ${count}`)), { type: 'ack' })
    await one.call(ann, 'GET', '/me')
    const late = await one.connect(ann)
    await late.request({ type: 'watch', userIds: [bob.user.id] })
    const tookMs = performance.now() - startMs
    t.ok(tookMs < promptMs, `it took ${tookMs} ms`)
  }
  await instances.interrupted()
  redis.resume()
  await atBob.next('resync')
  await instances.connected()
  await atAnn.request(sendFrame(id, 'heard again'))
  t.match(await atBob.next('message', ({ message }) => message.text === 'heard again'), {})
  t.match(await two.call(bob, 'GET', `/conversations/${id}/changes?after=0`), { headRev: 11 })
})

t.test('an instance starts without Redis, and joins the others when it comes', async (t) => {
  const redis = await RedisServer.away(t)
  const instances = await TwoInstances.start(t, redis.url)
  const { one, two } = instances
  t.match(await one.app.inject('/readyz'), { statusCode: 200 })
  const [ann, bob, cem] = await one.people('ann', 'bob', 'cem')
  const id = await one.group(ann, bob, cem)
  const [atAnn, atBob, atCem] = [await one.connect(ann), await one.connect(bob), await two.connect(cem)]
  await atAnn.request(sendFrame(id, 'here'))
  t.match(await atBob.next('message'), { message: { text: 'here' } })
  await redis.start()
  await atCem.next('resync')
  await instances.connected()
  await atAnn.request(sendFrame(id, 'there'))
  t.match(await atCem.next('message'), { message: { text: 'there' } })
})

t.test('a client whose instance heard nothing of a message learns of it by the heartbeat', async (t) => {
  const [here, there] = [await RedisServer.start(t), await RedisServer.start(t)]
  const overrides = { realtime: { heartbeatIntervalMs: 100 } }
  const instances = await TwoInstances.apart(t, [here.url, there.url], overrides)
  await instances.connected()
  const { one, two } = instances
  const [ann, bob] = await one.people('ann', 'bob')
  const id = await one.direct(ann, bob)
  const [atAnn, atBob] = [await one.connect(ann), await two.connect(bob)]
  await atAnn.request(sendFrame(id, 'unheard'))
  t.match(await atBob.next('ping', ({ heads }) => heads.length > 0), {
    heads: [{ conversationId: id, rev: 1 }],
  })
  t.same(
    atBob.frames.filter(({ type }) => type === 'message'),
    [],
  )
  t.match(await two.call(bob, 'GET', `/conversations/${id}/changes?after=0`), {
    items: [{ text: 'unheard' }],
  })
})

t.test('an instance that ends says goodbye for its people, and leaves nothing behind', async (t) => {
  const redis = await RedisServer.start(t)
  const instances = await TwoInstances.start(t, redis.url)
  await instances.connected()
  const { one, two } = instances
  const [ann, bob] = await one.people('ann', 'bob')
  await one.direct(ann, bob)
  const atAnn = await one.connect(ann)
  await atAnn.request({ type: 'watch', userIds: [bob.user.id] })
  await atAnn.next('presence')
  await two.connect(bob)
  t.match(await atAnn.next('presence'), { people: [{ online: true }] })
  await two.app.close()
  await two.app.parts.services.close()
  t.match(await atAnn.next('presence'), { people: [{ online: false, lastSeenAt: String }] })
  await one.app.close()
  await one.app.parts.services.close()
  t.match(await redis.command('KEYS', '*people*'), /^\*0/)
})

t.test('requests pass uncounted while Redis is away', async (t) => {
  const redis = await RedisServer.start(t)
  const test = await RealtimeTest.start(t, {
    config: { requestsPerMinute: 60 },
    servers: { redisUrl: redis.url.href },
  })
  await redis.kill()
  for (let count = 0; count < 70; count++) {
    t.match(await test.app.inject({ url: '/docs', remoteAddress: '192.0.2.99' }), { statusCode: 200 })
  }
})
