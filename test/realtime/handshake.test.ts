import type { IncomingMessage } from 'node:http'
import { setTimeout } from 'node:timers/promises'

import t from 'tap'

import { limits } from '@parley/shared'

import { RealtimeTest, sendFrame } from '../support/app/realtime.ts'
import { until } from '../support/until.ts'
import { TestClient } from '../support/network/ws-client.ts'

/** The server hears of the end of another connection in its own time. */
async function comesIn(connect: () => Promise<TestClient>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return void (await connect())
    } catch (error) {
      if (tries === 100) throw error
      await setTimeout(20)
    }
  }
}

t.test('the first frame greets with the version and the limits', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const client = await TestClient.connect({ port: test.port, cookie: ann.cookie })
  t.teardown(() => client.close())
  t.match(await client.next('hello'), {
    protocol: 1,
    userId: ann.user.id,
    sessionId: ann.sessionId,
    epoch: /^[0-9a-f]{32}$/,
    limits: { messageMax: 8_000, frameBytesMax: limits.frameBytesMax },
  })
})

t.test('who has no session may not connect', async (t) => {
  const { port } = await RealtimeTest.start(t)
  await t.rejects(TestClient.connect({ port }), /401/)
  await t.rejects(TestClient.connect({ port, cookie: 'parley=made.up' }), /401/)
})

t.test('a page of another origin may not connect, nor one that does not say', async (t) => {
  const test = await RealtimeTest.start(t)
  const [{ cookie }] = await test.people('ann')
  for (const origin of [
    'https://evil.example',
    'null',
    'http://parley.test.evil.example',
    'https://parley.test',
    '',
  ]) {
    await t.rejects(TestClient.connect({ port: test.port, cookie, origin }), /403/, `origin '${origin}'`)
  }
})

t.test('an origin on the list may connect', async (t) => {
  const test = await RealtimeTest.start(t, { config: { corsOrigins: ['https://app.example'] } })
  const [{ cookie }] = await test.people('ann')
  const client = await TestClient.join({ port: test.port, cookie, origin: 'https://app.example' })
  client.close()
})

t.test('a request that is no handshake is refused', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const reply = await test.app.inject({ url: '/api/v1/realtime', headers: ann.headers })
  t.equal(reply.statusCode, 426)
  t.match(reply.json(), { code: 'upgrade_required' })
})

t.test('an account has only so many connections at once', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  for (let count = 0; count < limits.socketsPerUserMax; count++) await test.connect(ann)
  const oneTooMany = await TestClient.connect({ port: test.port, cookie: ann.cookie })
  t.match(await oneTooMany.end(), { code: 4430 })
})

t.test('an address has only so many connections at once, however many people share it', async (t) => {
  const test = await RealtimeTest.start(t, {
    config: { trustProxy: ['127.0.0.1'] },
    realtime: { socketsPerAddress: 2 },
  })
  const [{ cookie }, bob] = await test.people('ann', 'bob')
  const from = (address: string, other = cookie) =>
    TestClient.join({ port: test.port, cookie: other, headers: { 'x-forwarded-for': address } })
  for (const [one, same, another] of [
    ['198.51.100.1', '[::ffff:198.51.100.1]:4444', '198.51.100.2:4444'],
    ['2001:db8::1', '"[2001:db8::2]:4444"', '2001:db8:0:1::1'],
  ] as const) {
    const [first] = [await from(one), await from(same)]
    await t.rejects(from(one, bob.cookie), /429/)
    await t.resolves(from(another))
    first.socket.close()
    await first.end()
    await t.resolves(
      comesIn(() => from(same)),
      'when one has gone, another may come',
    )
  }
  await Promise.all(Array.from({ length: 3 }, () => test.connect(bob)))
  t.pass('the machine itself has no limit: a proxy brings everyone under its address')
})

t.test('an instance has only so many connections at once', async (t) => {
  const test = await RealtimeTest.start(t, { realtime: { socketsPerInstance: 2 } })
  const [ann, bob] = await test.people('ann', 'bob')
  const [first] = [await test.connect(ann), await test.connect(bob)]
  await t.rejects(TestClient.connect({ port: test.port, cookie: bob.cookie }), /503/)
  const headers = { ...bob.headers, upgrade: 'websocket', connection: 'upgrade' }
  const reply = await test.app.inject({ url: '/api/v1/realtime', headers })
  t.match(reply.json(), { code: 'overloaded', retryAfterSeconds: 10 })
  first.socket.close()
  await first.end()
  await t.resolves(comesIn(() => test.connect(bob)))
})

t.test('the greeting is the first frame, whatever happens while it is made', async (t) => {
  const test = await RealtimeTest.start(t, { realtime: { heartbeatIntervalMs: 50 } })
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.direct(ann, bob)
  const [first, fromBob] = [await test.connect(ann), await test.connect(bob)]
  const { sessions } = test.app.parts.stores
  const ofUser = sessions.ofUser.bind(sessions)
  const asking = Promise.withResolvers<void>()
  sessions.ofUser = (userId) => asking.promise.then(() => ofUser(userId))
  const second = await TestClient.connect({ port: test.port, cookie: ann.cookie })
  t.teardown(() => second.close())
  await fromBob.request(sendFrame(id, 'too early for the second'))
  await first.next('message')
  for (let beats = 0; beats < 4; beats++) await first.next('ping')
  t.same(second.frames, [])
  asking.resolve()
  t.match(await second.next('hello'), { userId: ann.user.id })
  await fromBob.request(sendFrame(id, 'in time'))
  t.match(await second.next('message'), { message: { text: 'in time' } })
})

t.test('frames that come before the greeting are answered after it', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const client = await TestClient.connect({ port: test.port, cookie: ann.cookie })
  t.teardown(() => client.close())
  client.raw('{"type":"watch","ref":"early","userIds":[]}')
  await client.next('ack')
  t.match(await client.next('hello'), { userId: ann.user.id })
})

t.test('a handshake that everyone has forgotten ends, and a connection has no such limit', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const handshakes: IncomingMessage[] = []
  test.app.server.on('upgrade', (request) => handshakes.push(request))
  await test.connect(ann)
  t.equal(handshakes[0]?.socket.timeout, 0)
  test.app.parts.stores.sessions.byHash = () => new Promise(() => undefined)
  const connecting = t.rejects(
    TestClient.connect({ port: test.port, cookie: ann.cookie }),
    /hang up|ECONNRESET/,
  )
  await until(() => handshakes.length === 2, 'the second handshake has come')
  const [, forgotten] = handshakes
  t.equal(forgotten?.socket.timeout, 40_000)
  forgotten?.socket.emit('timeout') // as after that time
  await connecting
  forgotten?.destroy() // nor does the test wait for its handler
})
