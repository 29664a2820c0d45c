import { pino } from 'pino'
import t from 'tap'

import { newSessionId, unsigned } from '../../../api/src/http/session/session-id.ts'
import { BrowserClient, clientPassword } from '../../support/browser/browser-client.ts'
import { buildAccountsApp } from '../../support/app/accounts-app.ts'

const day = 24 * 60 * 60 * 1_000
const sessionOf = (setCookie: string | string[] | undefined) =>
  [setCookie ?? []].flat().filter((cookie) => !cookie.includes('-device='))
const id = (cookie: string) => cookie.slice(cookie.indexOf('=') + 1)

t.test('who is not signed in is given no cookie, and nothing is stored', async (t) => {
  const { app, stores } = await buildAccountsApp(t)
  let puts = 0
  const put = stores.sessions.put.bind(stores.sessions)
  stores.sessions.put = (session) => {
    puts += 1
    return put(session)
  }
  const client = new BrowserClient(app)
  for (const path of ['/me', '/users', '/me/sessions']) {
    const reply = await client.get(path)
    t.equal(reply.statusCode, 401)
    t.equal(reply.headers['set-cookie'], undefined)
  }
  t.equal((await client.signIn('nobody')).headers['set-cookie'], undefined)
  t.equal(puts, 0)
})

t.test('over HTTPS the cookie is bound to this host, and out of reach of scripts', async (t) => {
  const { app } = await buildAccountsApp(t, { publicUrl: new URL('https://chat.example') })
  const reply = await app.inject({
    method: 'POST',
    url: '/api/v1/accounts',
    headers: { origin: 'https://chat.example' },
    payload: { username: 'ada', password: clientPassword, displayName: 'Ada' },
  })
  const [cookie = ''] = sessionOf(reply.headers['set-cookie'])
  t.match(cookie, /^__Host-parley=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/)
  const gone = await app.inject({
    method: 'DELETE',
    url: '/api/v1/session',
    headers: { origin: 'https://chat.example', cookie: cookie.split(';')[0] ?? '' },
  })
  t.match(gone.headers['set-cookie'], /^__Host-parley=; .*Path=\/; .*HttpOnly; Secure;/)
})

t.test('over plain HTTP the cookie has another name, and is out of reach of scripts', async (t) => {
  const { app } = await buildAccountsApp(t)
  const client = new BrowserClient(app)
  const reply = await client.post('/accounts', {
    username: 'ada',
    password: clientPassword,
    displayName: 'A',
  })
  t.match(
    sessionOf(reply.headers['set-cookie'])[0],
    /^parley=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
  )
})

t.test('signing in never adopts the id that a request came with', async (t) => {
  const { app } = await buildAccountsApp(t)
  const ada = new BrowserClient(app)
  await ada.register('ada')
  const old = ada.cookie
  t.equal((await ada.signIn('ada')).statusCode, 200)
  t.not(ada.cookie, old)
  const before = new BrowserClient(app)
  before.cookie = old
  t.equal((await before.get('/me')).statusCode, 401, 'the session before has ended')

  const planted = new BrowserClient(app)
  planted.cookie = `parley=${'A'.repeat(43)}`
  t.equal((await planted.get('/me')).statusCode, 401)
  await planted.signIn('ada')
  t.not(planted.cookie, `parley=${'A'.repeat(43)}`)
})

t.test('an id that was never given is nobody’s, and is in the log', async (t) => {
  const lines: string[] = []
  const logger = pino({ level: 'info' }, { write: (line) => void lines.push(line) })
  const { app, stores } = await buildAccountsApp(t, { log: logger })
  const ada = new BrowserClient(app)
  const { user } = await ada.register('ada')
  lines.length = 0
  const stranger = new BrowserClient(app)
  stranger.cookie = `parley=${newSessionId()}`
  const planted = stranger.cookie
  t.match((await stranger.get('/me')).json(), { code: 'not_signed_in' })
  t.match(lines, [/request with an unknown session/])
  t.notMatch(lines.join(''), id(planted))
  await stranger.signIn('ada')
  t.not(stranger.cookie, planted)
  t.equal((await stores.sessions.ofUser(user.id)).length, 2, 'and it was never taken over')
  t.equal((await new BrowserClient(app).get('/me', { cookie: planted })).statusCode, 401)
})

t.test('a reply that signs in sets one session cookie', async (t) => {
  const { app } = await buildAccountsApp(t)
  const ada = new BrowserClient(app)
  await ada.register('ada')
  t.equal(sessionOf((await ada.signIn('ada')).headers['set-cookie']).length, 1)
  ada.cookie = `parley=${'A'.repeat(43)}`
  t.equal(sessionOf((await ada.signIn('ada')).headers['set-cookie']).length, 1)
})

t.test('a cookie of no session is left alone: another request may have replaced it', async (t) => {
  const { app } = await buildAccountsApp(t)
  const client = new BrowserClient(app)
  const reply = await client.get('/me', { cookie: `parley=${'A'.repeat(43)}` })
  t.equal(reply.statusCode, 401)
  t.equal(reply.headers['set-cookie'], undefined)
})

t.test('no cookie, whatever is in it, makes the server fail', async (t) => {
  const { app } = await buildAccountsApp(t)
  const ada = new BrowserClient(app)
  await ada.register('ada')
  const values = [
    '',
    '=',
    '%',
    '%00',
    '\u0000'.repeat(3),
    '__proto__',
    'constructor',
    'x'.repeat(100_000),
    'äöü',
    `${id(ada.cookie)}=`,
  ]
  const cookies = [
    ...values.map((value) => `parley=${value}`),
    `${ada.cookie}; ${ada.cookie}`,
    `${ada.cookie}; parley=${'A'.repeat(43)}`,
    `parley="${id(ada.cookie)}`,
    '__proto__=1',
    ';;;',
  ]
  for (const cookie of cookies) {
    const reply = await ada.get('/me', { cookie })
    t.ok(
      [400, 401, 431].includes(reply.statusCode),
      `${reply.statusCode} for ${JSON.stringify(cookie.slice(0, 60))}`,
    )
  }
  t.equal((await ada.get('/me')).statusCode, 200)
})

t.test('an id counts nowhere but in the cookie', async (t) => {
  const { app } = await buildAccountsApp(t)
  const ada = new BrowserClient(app)
  await ada.register('ada')
  const stranger = new BrowserClient(app)
  const value = id(ada.cookie)
  t.equal((await stranger.get(`/me?parley=${value}`)).statusCode, 401)
  t.equal((await stranger.get('/me', { parley: value, authorization: `Bearer ${value}` })).statusCode, 401)
})

t.test('unused for fourteen days, a session ends', async (t) => {
  const { app, clock } = await buildAccountsApp(t)
  const ada = new BrowserClient(app)
  await ada.register('ada')
  clock.advance(14 * day - 1)
  t.equal((await ada.get('/me')).statusCode, 200)
  clock.advance(14 * day)
  t.equal((await ada.get('/me')).statusCode, 401)
})

t.test('after ninety days a session ends, however much it is used', async (t) => {
  const { app, clock } = await buildAccountsApp(t)
  const ada = new BrowserClient(app)
  await ada.register('ada')
  for (let days = 0; days < 89; days += 10) {
    t.equal((await ada.get('/me')).statusCode, 200)
    clock.advance(10 * day)
  }
  t.equal((await ada.get('/me')).statusCode, 401)
})

t.test('the time of last use is written once a minute at most', async (t) => {
  const { app, clock, stores } = await buildAccountsApp(t)
  const ada = new BrowserClient(app)
  await ada.register('ada')
  let touches = 0
  const touch = stores.sessions.touch.bind(stores.sessions)
  stores.sessions.touch = (hash, at) => {
    touches += 1
    return touch(hash, at)
  }
  for (let count = 0; count < 5; count += 1) await ada.get('/me')
  t.equal(touches, 0)
  clock.advance(61_000)
  for (let count = 0; count < 5; count += 1) await ada.get('/me')
  t.equal(touches, 1)
})

t.test('ten thousand ids are ten thousand, of 256 bits', async (t) => {
  const ids = new Set(Array.from({ length: 10_000 }, newSessionId))
  t.equal(ids.size, 10_000)
  t.ok(
    [...ids].every((value) => Buffer.from(value, 'base64url').length === 32 && unsigned.unsign(value).valid),
  )
})
