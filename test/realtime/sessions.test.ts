import t from 'tap'

import { signUp, testPassword } from '../support/app/app.ts'
import { TestClock } from '../support/app/clock.ts'
import { RealtimeTest, sendFrame } from '../support/app/realtime.ts'
import { makeToken, signIn } from '../support/app/sign-in.ts'
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

t.test('a token opens a socket without cookie and origin, and its end closes it, and no other', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const [revoked, kept] = [await makeToken(test.app, ann), await makeToken(test.app, ann)]
  const [ended, other] = [await test.connectWith(revoked), await test.connectWith(kept)]
  const here = await test.connect(ann)
  await test.call(ann, 'DELETE', `/me/tokens/${revoked.id}`)
  t.match(await ended.end(), signedOut)
  await test.call(ann, 'DELETE', '/me/sessions')
  for (const client of [other, here])
    t.match(await client.request({ type: 'watch', userIds: [] }), { type: 'ack' })
  const refused = { port: test.port, cookie: ann.cookie, headers: revoked.headers }
  await t.rejects(TestClient.connect(refused), /401/, 'nor does the cookie beside it open another')
})

t.test('a socket does not outlive a token whose end was told to nobody', async (t) => {
  const test = await RealtimeTest.start(t, { realtime: { compareIntervalMs: 100 } })
  const [ann] = await test.people('ann')
  const [revoked, kept] = [await makeToken(test.app, ann), await makeToken(test.app, ann)]
  const [ended, other] = [await test.connectWith(revoked), await test.connectWith(kept)]
  await test.app.parts.stores.tokens.remove(ann.user.id, revoked.id)
  t.match(await ended.end(), signedOut)
  t.match(await other.request({ type: 'watch', userIds: [] }), { type: 'ack' })
})

t.test('nor one that expires, nor an account that is deleted', async (t) => {
  const clock = new TestClock()
  const test = await RealtimeTest.start(t, { ports: { clock }, realtime: { heartbeatIntervalMs: 50 } })
  const [ann] = await test.people('ann')
  const token = await makeToken(test.app, ann, 'read', { expiresInDays: 1 })
  const endless = await makeToken(test.app, ann, 'read', { expiresInDays: null })
  const [ending, other] = [await test.connectWith(token), await test.connectWith(endless)]
  clock.advance(86_400_000)
  t.match(await ending.end(), signedOut)
  t.match(await other.request({ type: 'watch', userIds: [] }), { type: 'ack' })
  await test.call(ann, 'POST', '/me/deletion', { password: testPassword })
  t.match(await other.end(), signedOut)
})

t.test('a token that is revoked during the handshake opens no socket', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const { headers } = await makeToken(test.app, ann)
  const { tokens } = test.app.parts.stores
  const byHash = tokens.byHash.bind(tokens)
  tokens.byHash = async (hash) => {
    const token = await byHash(hash)
    await tokens.removeAll(ann.user.id)
    return token
  }
  const client = await TestClient.connect({ port: test.port, origin: '', headers })
  t.match(await client.end(), signedOut)
  t.same(client.frames, [])
})

t.test('what a frame does has to be in the scope of the token', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const conversationId = await test.direct(ann, bob)
  const reading = await test.connectWith(await makeToken(test.app, ann, 'read'))
  const writing = await test.connectWith(await makeToken(test.app, ann, 'write'))
  const watch = { type: 'watch' as const, userIds: [bob.user.id] }
  const written = [
    sendFrame(conversationId, 'by a program'),
    { type: 'read', conversationId, seq: 1 },
    { type: 'typing', conversationId },
  ] as const
  for (const frame of [...written, watch])
    t.match(await writing.request(frame), { type: 'ack' }, `${frame.type} with write`)
  t.match(await reading.request(watch), { type: 'ack' })
  t.match(await reading.next('message'), { message: { text: 'by a program' } })
  for (const frame of written) {
    const problem = { code: 'scope_missing', scope: 'write', status: 403 }
    t.match(await reading.request(frame), { type: 'refusal', problem }, `${frame.type} with read`)
  }
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
