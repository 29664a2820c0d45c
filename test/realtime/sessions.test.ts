import t from 'tap'

import { signUp, testPassword } from '../support/app/app.ts'
import { TestClock } from '../support/app/clock.ts'
import { RealtimeTest } from '../support/app/realtime.ts'
import { signIn } from '../support/app/sign-in.ts'
import { TestClient } from '../support/network/ws-client.ts'

const signedOut = { code: 4401, reason: /session has ended/ }

t.test('signing out closes the sockets of that session at once, and no others', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const elsewhere = await signIn(test.app, ann)
  const [here, there] = [await test.connect(ann), await test.connect(elsewhere)]
  await test.call(ann, 'DELETE', '/session')
  t.match(await here.end(), signedOut)
  t.match(await there.request({ type: 'watch', userIds: [] }), { type: 'ack' })
})

t.test('ending a session from elsewhere closes its sockets', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const [one, two] = [await signIn(test.app, ann), await signIn(test.app, ann)]
  const [atOne, atTwo] = [await test.connect(one), await test.connect(two)]
  await test.call(ann, 'DELETE', `/me/sessions/${one.sessionId}`)
  t.match(await atOne.end(), signedOut)
  await test.call(ann, 'DELETE', '/me/sessions')
  t.match(await atTwo.end(), signedOut)
})

t.test('a session that ends during the handshake opens no socket', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const { stores, clock } = test.app.parts
  const byHash = stores.sessions.byHash.bind(stores.sessions)
  stores.sessions.byHash = async (idHash) => {
    const session = await byHash(idHash)
    await stores.sessions.endAll(ann.user.id, null, clock.now())
    return session
  }
  const client = await TestClient.connect({ port: test.port, cookie: ann.cookie })
  t.match(await client.end(), signedOut)
  t.same(client.frames, [])
})

t.test('a changed password closes the sockets of all other sessions', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const other = await test.connect(await signIn(test.app, ann))
  const body = { currentPassword: testPassword, newPassword: 'another sentence altogether' }
  await test.call(ann, 'PUT', '/me/password', body)
  t.match(await other.end(), signedOut)
})

t.test('a deleted account is disconnected everywhere', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const client = await test.connect(ann)
  await test.call(ann, 'POST', '/me/deletion', { password: testPassword })
  t.match(await client.end(), signedOut)
})

t.test('a socket does not outlive its session', async (t) => {
  const clock = new TestClock()
  const test = await RealtimeTest.start(t, { ports: { clock }, realtime: { heartbeatIntervalMs: 50 } })
  const client = await test.connect(await signUp(test.app, 'ann'))
  clock.advance(91 * 86_400_000)
  t.match(await client.end(), signedOut)
})

t.test('nor the time for which it may stay unused', async (t) => {
  const clock = new TestClock()
  const test = await RealtimeTest.start(t, { ports: { clock }, realtime: { compareIntervalMs: 50 } })
  const unused = await signUp(test.app, 'ann')
  const used = await signIn(test.app, unused)
  const [idle, busy] = [await test.connect(unused), await test.connect(used)]
  clock.advance(13 * 86_400_000)
  await test.call(used, 'GET', '/me')
  clock.advance(86_400_000)
  t.match(await idle.end(), signedOut)
  t.match(await busy.request({ type: 'watch', userIds: [] }), { type: 'ack' })
})

t.test('a server that stops tells its clients to come back', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const client = await test.connect(ann)
  const startMs = performance.now()
  await test.app.close()
  t.match(await client.end(), { code: 1012, reason: /reconnect/ })
  t.ok(performance.now() - startMs < 5_000)
})
