import {
  limits,
  type AccessTokenList,
  type ActivityPage,
  type CreatedAccessToken,
  type SignedIn,
} from '@parley/shared'
import { fastify } from 'fastify'
import t, { type Test } from 'tap'

import { hashOf } from '../../../api/src/http/session/access-token.ts'
import { access } from '../../../api/src/http/plugins/index.ts'
import { buildAccountsApp } from '../../support/app/accounts-app.ts'
import { bearer } from '../../support/app/sign-in.ts'
import { BrowserClient, clientPassword } from '../../support/browser/browser-client.ts'
import { tokenRecord } from '../../support/databases/records.ts'

const day = 24 * 60 * 60 * 1_000
const draft = { name: 'Build bot', scope: 'manage', password: clientPassword }

async function start(t: Test) {
  const { app, stores, clock } = await buildAccountsApp(t)
  const ada = new BrowserClient(app)
  const { user } = await ada.register('ada')
  const make = async (more: object = {}): Promise<CreatedAccessToken> =>
    (await ada.post('/me/tokens', { ...draft, ...more })).json()
  const listed = async () => (await ada.get('/me/tokens')).json<AccessTokenList>().items
  /** A program has no cookie and names no origin. */
  const ask = (token: string, remoteAddress = '192.0.2.77', url = '/api/v1/me') =>
    app.inject({ url, headers: bearer(token), remoteAddress })
  return { app, stores, clock, ada, user, make, listed, ask }
}

t.test('a token is told once, and listed without what opens anything', async (t) => {
  const { stores, user, make, listed, ask } = await start(t)
  const { token, ...told } = await make({ name: '  Build\u202e bot ', scope: 'read' })
  t.match(told, { name: 'Build bot', scope: 'read', lastUsedOn: null, lastUsedFrom: null })
  t.same(await listed(), [told])
  t.same((await ask(token)).json<SignedIn>(), { user, sessionId: told.id })
  const kept = JSON.stringify(await stores.tokens.ofUser(user.id))
  t.notMatch(kept, token.slice('parley_'.length, 20))
  t.match(kept, hashOf(token))
})

t.test('it expires after 90 days, after as many as were said, or never', async (t) => {
  const { clock, make, ask, listed } = await start(t)
  const [usual, short, endless] = [
    await make(),
    await make({ expiresInDays: 1 }),
    await make({ expiresInDays: null }),
  ]
  const inDays = (days: number) => new Date(clock.now().getTime() + days * day).toISOString()
  t.equal(usual.expiresAt, inDays(90))
  t.equal(short.expiresAt, inDays(1))
  t.equal(endless.expiresAt, null)
  const answers = async () =>
    (await Promise.all([usual, short, endless].map(({ token }) => ask(token)))).map((one) => one.statusCode)
  clock.advance(day - 1)
  t.same(await answers(), [200, 200, 200])
  clock.advance(1)
  t.same(await answers(), [200, 401, 200])
  t.equal((await listed()).length, 3, 'and is listed on, so that its owner sees why')
  clock.advance(89 * day)
  t.same(await answers(), [401, 401, 200])
})

t.test('what cannot be made is refused with its reason', async (t) => {
  const { ada, stores, user } = await start(t)
  const refusals: [object, string][] = [
    [{ password: 'not the password' }, 'password_wrong'],
    [{ password: undefined }, 'invalid_request'],
    [{ name: '' }, 'name_invalid'],
    [{ name: '\u200b' }, 'name_invalid'],
    [{ name: 'x'.repeat(limits.tokenNameMax + 1) }, 'invalid_request'],
    [{ scope: 'admin' }, 'invalid_request'],
    [{ scope: ['read'] }, 'invalid_request'],
    [{ expiresInDays: 0 }, 'invalid_request'],
    [{ expiresInDays: 367 }, 'invalid_request'],
    [{ expiresInDays: 1.5 }, 'invalid_request'],
  ]
  for (const [more, code] of refusals) {
    const reply = await ada.post('/me/tokens', { ...draft, ...more })
    t.match(reply.json(), { code }, JSON.stringify(more).slice(0, 50))
  }
  const many = Array.from({ length: limits.tokensPerUserMax }, () => tokenRecord(user.id))
  for (const token of many) await stores.tokens.create(token)
  t.match((await ada.post('/me/tokens', draft)).json(), { status: 409, code: 'too_many_tokens' })
})

t.test('the password for it is guessed no faster than any', async (t) => {
  const { ada } = await start(t)
  for (let count = 0; count < 5; count++)
    await ada.post('/me/tokens', { ...draft, password: 'a guess of it' })
  t.match((await ada.post('/me/tokens', draft)).json(), { code: 'rate_limited' })
})

t.test('its last use is kept by day and network, and not at each request', async (t) => {
  const { stores, clock, make, listed, ask } = await start(t)
  const { token } = await make()
  let writes = 0
  const noteUse = stores.tokens.noteUse.bind(stores.tokens)
  stores.tokens.noteUse = (...use) => {
    writes += 1
    return noteUse(...use)
  }
  for (const address of ['192.0.2.1', '192.0.2.254', '192.0.2.1']) await ask(token, address)
  t.match(await listed(), [{ lastUsedOn: '2026-03-01', lastUsedFrom: '192.0.2.0/24' }])
  t.equal(writes, 1)
  await ask(token, '2001:db8:1:2::3')
  t.match(await listed(), [{ lastUsedFrom: '2001:db8:1::/48' }])
  clock.advance(day)
  await ask(token, '2001:db8:1:7::4')
  t.match(await listed(), [{ lastUsedOn: '2026-03-02' }])
  t.equal(writes, 3)
  for (let at = 0; at < 40; at++) await ask(token, `198.51.${at}.1`)
  t.ok(writes < 10, `${writes} writes for a program that moves with each request`)
  stores.tokens.noteUse = () => Promise.reject(new Error('the disk is full'))
  clock.advance(day)
  t.equal((await ask(token)).statusCode, 200, 'a full disk still lets programs read')
})

t.test('what fails waits, by its network, and lets good tokens through', async (t) => {
  const { clock, make, ask } = await start(t)
  const { token } = await make()
  const bad = `${token.slice(0, -1)}_`
  const statuses = async (count: number, address: string) => {
    const all: number[] = []
    for (let at = 0; at < count; at++) all.push((await ask(bad, address)).statusCode)
    return [...new Set(all)]
  }
  t.same(await statuses(20, '203.0.113.1'), [401])
  const late = await ask(bad, '203.0.113.1')
  t.match(late.json(), { status: 429, code: 'rate_limited' })
  t.match(late.headers['retry-after'], /^\d+$/)
  t.equal((await ask(token, '203.0.113.1')).statusCode, 200)
  t.same(await statuses(1, '203.0.113.2'), [401])
  clock.advance(day)
  t.same(await statuses(1, '203.0.113.1'), [401])
})

t.test('where there is a token, no cookie is looked at', async (t) => {
  const { app, stores, ada, make } = await start(t)
  const { token } = await make({ scope: 'read' })
  const bob = new BrowserClient(app)
  await bob.register('bob')
  const byHash = stores.sessions.byHash.bind(stores.sessions)
  stores.sessions.byHash = () => Promise.reject(new Error('nobody asks for the session'))
  t.match((await bob.get('/me', bearer(token))).json(), { user: { username: 'ada' } })
  t.match((await bob.get('/me', bearer('parley_'))).json(), { code: 'token_invalid' })
  stores.sessions.byHash = byHash
  t.match((await bob.get('/me')).json(), { user: { username: 'bob' } })
  const edit = await ada.call('PATCH', '/me', { payload: { bio: 'x' }, headers: bearer(token) })
  t.match(edit.json(), { code: 'scope_missing', scope: 'manage' }, 'what the cookie could is not done')
})

t.test('making and revoking are in the activity, for every way of revoking', async (t) => {
  const { app, ada, make } = await start(t)
  const [one, two] = [await make(), await make({ name: 'Reader', scope: 'read' })]
  t.equal((await ada.call('DELETE', `/me/tokens/${two.id}`)).statusCode, 204)
  t.match((await ada.call('DELETE', `/me/tokens/${two.id}`)).json(), { code: 'token_not_found' })
  const own = { method: 'DELETE', url: `/api/v1/me/tokens/${one.id}`, headers: bearer(one.token) } as const
  t.equal((await app.inject(own)).statusCode, 204, 'also by itself')
  t.equal((await app.inject(own)).statusCode, 401)
  const { items } = (await ada.get('/me/activity')).json<ActivityPage>()
  t.same(
    items.map(({ kind, tokenName }) => [kind, tokenName]),
    [
      ['token-revoked', 'Build bot'],
      ['token-revoked', 'Reader'],
      ['token-created', 'Reader'],
      ['token-created', 'Build bot'],
      ['registered', null],
    ],
  )
})

t.test('a changed password ends sessions and no token', async (t) => {
  const { ada, app, make, ask } = await start(t)
  const { token } = await make()
  const elsewhere = new BrowserClient(app)
  await elsewhere.signIn('ada')
  const payload = { currentPassword: clientPassword, newPassword: 'another sentence altogether' }
  t.equal((await ada.call('PUT', '/me/password', { payload })).statusCode, 204)
  t.equal((await elsewhere.get('/me')).statusCode, 401)
  t.equal((await ask(token)).statusCode, 200)
  await ada.call('DELETE', '/me/sessions')
  t.equal((await ask(token)).statusCode, 200, 'nor does ending all other sessions')
})

t.test('a token that manages changes the password and ends sessions, by the password alone', async (t) => {
  const { app, ada, make } = await start(t)
  const { token } = await make()
  const change = (currentPassword: string) =>
    app.inject({
      method: 'PUT',
      url: '/api/v1/me/password',
      headers: bearer(token),
      payload: { currentPassword, newPassword: 'another sentence altogether' },
    })
  t.match((await change('a guess of it')).json(), { code: 'password_wrong' })
  t.equal((await ada.get('/me')).statusCode, 200)
  const changed = await change(clientPassword)
  t.equal(changed.statusCode, 204)
  t.equal(changed.headers['set-cookie'], undefined)
  t.equal((await ada.get('/me')).statusCode, 401, 'all sessions are others to it')
})

t.test('no token outlives the account, and one that manages may end it', async (t) => {
  const { app, stores, user, make, ask } = await start(t)
  const [one, two] = [await make(), await make()]
  const payload = { password: clientPassword }
  const deletion = { method: 'POST', url: '/api/v1/me/deletion', headers: bearer(one.token) } as const
  const reply = await app.inject({ ...deletion, payload })
  t.equal(reply.statusCode, 204)
  t.equal(reply.headers['set-cookie'], undefined)
  t.equal(reply.headers['clear-site-data'], undefined)
  for (const { token } of [one, two]) t.match((await ask(token)).json(), { code: 'token_invalid' })
  t.same(await stores.tokens.removeAll(user.id), [], 'they are gone')
})

t.test('a route of the API that does not say who may call it is refused at start', async (t) => {
  const app = fastify()
  t.teardown(() => app.close())
  await app.register(access)
  const route = { method: 'GET', url: '/api/v1/unsaid', handler: () => 'x' } as const
  t.throws(() => app.route(route), /GET \/api\/v1\/unsaid does not say who may call it/)
  t.doesNotThrow(() => app.route({ ...route, config: { access: 'write' } }))
})
