import t from 'tap'

import { userTopic } from '../../../api/src/bus/bus.ts'
import { buildAccountsApp } from '../../support/app/accounts-app.ts'
import { BrowserClient } from '../../support/browser/browser-client.ts'

const statusOf = async (client: BrowserClient) => (await client.get('/me')).statusCode
const at = (app: BrowserClient, cookie: string) =>
  app.get('/me', { cookie }).then((reply) => reply.statusCode)

t.test('signing in answers who one is', async (t) => {
  const { app } = await buildAccountsApp(t)
  const { user } = await new BrowserClient(app).register('ada')
  const ada = new BrowserClient(app)
  const reply = await ada.signIn('ＡＤＡ')
  t.equal(reply.statusCode, 200)
  t.same(reply.json().user, user)
  t.same((await ada.get('/me')).json(), reply.json())
})

t.test('an unknown user, a wrong password and a deleted account are answered alike', async (t) => {
  const { app } = await buildAccountsApp(t)
  const gone = new BrowserClient(app)
  await gone.register('gone')
  await gone.post('/me/deletion', { password: 'a sentence nobody else has' })
  await new BrowserClient(app).register('ada')
  const answers = []
  for (const [username, password] of [
    ['ada', 'another password'],
    ['nobody', 'another password'],
    ['gone', 'a sentence nobody else has'],
    ['no such name!', 'another password'],
    ['ada', ''],
    ['ada', 'x'.repeat(2_000)],
  ] as const) {
    const { statusCode, headers, body } = await new BrowserClient(app).signIn(username, password)
    const { date: _, ...same } = headers
    answers.push({ statusCode, headers: same, body: body.replace(/"requestId":"[^"]+"/, '').length })
    t.equal(statusCode, 401)
  }
  for (const answer of answers) t.same(answer.headers, answers[0]?.headers)
  t.equal(new Set(answers.map(({ body }) => body)).size, 1)
})

t.test('signing out ends the session at once, and tells the browser to forget it', async (t) => {
  const { app, services } = await buildAccountsApp(t)
  const ada = new BrowserClient(app)
  const { user, sessionId } = await ada.register('ada')
  const old = ada.cookie
  services.bus.take()
  const reply = await ada.call('DELETE', '/session')
  t.equal(reply.statusCode, 204)
  t.equal(reply.body, '')
  t.equal(
    reply.headers['clear-site-data'],
    '"cache"',
    'but no cookie of others, and nothing that they have not sent',
  )
  const cookies = [reply.headers['set-cookie'] ?? []].flat()
  t.equal(cookies.length, 1)
  t.match(
    cookies[0],
    /^parley=; Max-Age=0; Path=\/; Expires=Thu, 01 Jan 1970/,
    'ours is expired, and ours alone',
  )
  t.equal(await at(ada, old), 401)
  t.same(services.bus.take(), [
    { topic: userTopic(user.id), event: { type: 'sessions-ended', sessionIds: [sessionId] } },
  ])
})

t.test('who is not signed in cannot sign out', async (t) => {
  const { app } = await buildAccountsApp(t)
  t.equal((await new BrowserClient(app).call('DELETE', '/session')).json().code, 'not_signed_in')
})

t.test('a request under way at sign-out does not bring the session back', async (t) => {
  const { app, stores } = await buildAccountsApp(t)
  const ada = new BrowserClient(app)
  const { user } = await ada.register('ada')
  const old = ada.cookie
  const found = Promise.withResolvers<void>()
  const signedOut = Promise.withResolvers<void>()
  const byId = stores.users.byId.bind(stores.users)
  stores.users.byId = async (id) => {
    found.resolve()
    await signedOut.promise
    return byId(id)
  }
  const change = { currentPassword: 'a sentence nobody else has', newPassword: 'a sentence that is new' }
  const slow = new BrowserClient(app).call('PUT', '/me/password', {
    payload: change,
    headers: { cookie: old },
  })
  await found.promise
  stores.users.byId = byId
  await ada.call('DELETE', '/session')
  signedOut.resolve()
  const late = await slow
  t.equal(late.statusCode, 401)
  t.equal(late.headers['set-cookie'], undefined)
  t.equal(await at(ada, old), 401)
  t.same(await stores.sessions.ofUser(user.id), [])
})

t.test('one sees one’s sessions, the one that asks among them', async (t) => {
  const { app, clock } = await buildAccountsApp(t)
  const [laptop, phone] = [new BrowserClient(app, '192.0.2.1'), new BrowserClient(app, '2001:db8::9')]
  const first = await laptop.register('ada')
  clock.advance(1_000)
  const phoneAgent = 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0'
  const payload = { username: 'ada', password: 'a sentence nobody else has' }
  const second = await phone.call('POST', '/session', { payload, headers: { 'user-agent': phoneAgent } })
  const items = (await laptop.get('/me/sessions')).json().items
  t.match(items, [
    { id: second.json().sessionId, device: 'Firefox on Android', address: '2001:db8::9', current: false },
    { id: first.sessionId, address: '192.0.2.1', current: true },
  ])
  t.equal(items.length, 2)
})

t.test('one ends one of one’s sessions, and nobody else’s', async (t) => {
  const { app, services } = await buildAccountsApp(t)
  const [laptop, phone, bob] = [new BrowserClient(app), new BrowserClient(app), new BrowserClient(app)]
  const { user } = await laptop.register('ada')
  const phones: string = (await phone.signIn('ada')).json().sessionId
  await bob.register('bob')
  services.bus.take()
  t.equal((await bob.call('DELETE', `/me/sessions/${phones}`)).json().code, 'session_not_found')
  t.equal(await statusOf(phone), 200)
  t.same(services.bus.take(), [], 'nobody hears of it')
  t.equal((await laptop.call('DELETE', `/me/sessions/${phones}`)).statusCode, 204)
  t.equal(await statusOf(phone), 401)
  t.equal(await statusOf(laptop), 200)
  t.match(services.bus.take(), [{ topic: userTopic(user.id), event: { sessionIds: [phones] } }])
  t.equal((await laptop.call('DELETE', `/me/sessions/${phones}`)).statusCode, 404)
  t.equal((await laptop.call('DELETE', '/me/sessions/nonsense')).statusCode, 400)
})

t.test('one ends all one’s other sessions', async (t) => {
  const { app, services } = await buildAccountsApp(t)
  const [laptop, phone, tablet] = [new BrowserClient(app), new BrowserClient(app), new BrowserClient(app)]
  await laptop.register('ada')
  await phone.signIn('ada')
  await tablet.signIn('ada')
  services.bus.take()
  t.equal((await laptop.call('DELETE', '/me/sessions')).statusCode, 204)
  t.same([await statusOf(laptop), await statusOf(phone), await statusOf(tablet)], [200, 401, 401])
  const [published] = services.bus.take()
  t.equal(published?.event.type === 'sessions-ended' && published.event.sessionIds.length, 2)
})

t.test('beyond fifty sessions the one that was not used for the longest time ends', async (t) => {
  const { app, clock } = await buildAccountsApp(t)
  const first = new BrowserClient(app)
  await first.register('ada')
  const last = new BrowserClient(app)
  for (let count = 0; count < 50; count += 1) {
    clock.advance(1)
    last.cookie = ''
    await last.signIn('ada')
  }
  t.equal(await statusOf(first), 401)
  t.equal((await last.get('/me/sessions')).json().items.length, 50)
})
