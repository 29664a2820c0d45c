import t from 'tap'

import { Unavailable } from '../../../api/src/stores/errors.ts'
import { SessionSeal } from '../../../api/src/http/session/session-seal.ts'
import { buildAccountsApp } from '../../support/app/accounts-app.ts'
import { BrowserClient } from '../../support/browser/browser-client.ts'
import { openTestStores } from '../../support/databases/stores.ts'

const oldKey = 'the old key of more than thirty-two characters'
const newKey = 'the new key of more than thirty-two characters'

t.test('who reads the store finds neither an id nor what a session holds', async (t) => {
  const { app, stores } = await buildAccountsApp(t)
  const ada = new BrowserClient(app)
  const { user } = await ada.register('ada')
  const rows = JSON.stringify(await stores.sessions.ofUser(user.id))
  t.notMatch(rows, ada.cookie.split('=')[1])
  const [{ data } = { data: '' }] = await stores.sessions.ofUser(user.id)
  t.notMatch(Buffer.from(data.split('.')[1] ?? '', 'base64url').toString('latin1'), user.id)
})

t.test('a session that was changed in the store is nobody’s, and nothing fails', async (t) => {
  const { app, stores } = await buildAccountsApp(t)
  const [ada, bob] = [new BrowserClient(app), new BrowserClient(app)]
  const { user } = await ada.register('ada')
  const bobs = (await stores.sessions.ofUser((await bob.register('bob')).user.id))[0]
  const [session] = await stores.sessions.ofUser(user.id)
  if (session === undefined || bobs === undefined) throw new Error('no session was stored')
  const flip = (at: number) => {
    const letter = session.data[at] === 'A' ? 'B' : 'A'
    return `${session.data.slice(0, at)}${letter}${session.data.slice(at + 1)}`
  }
  const changed = [0, 9, 20, 60, session.data.length - 12].map(flip)
  for (const data of [...changed, '', '.', 'x.y', session.data.slice(0, 20), bobs.data]) {
    await stores.sessions.put({ ...session, data })
    t.equal((await ada.get('/me')).statusCode, 401, JSON.stringify(data.slice(0, 20)))
  }
  await stores.sessions.put({ ...session, userId: bobs.userId })
  t.equal((await ada.get('/me')).statusCode, 401, 'nor can it be given to someone else')
  await stores.sessions.put(session)
  t.equal((await ada.get('/me')).statusCode, 200)
})

t.test('after a change of keys sessions go on, and outlive the old key once they were used', async (t) => {
  const stores = await openTestStores(t)
  const first = await buildAccountsApp(t, { stores, sessionKeys: [oldKey] })
  const [used, unused] = [new BrowserClient(first.app), new BrowserClient(first.app)]
  await used.register('ada')
  await unused.register('bob')

  const as = (app: typeof first.app, { cookie }: BrowserClient) =>
    new BrowserClient(app).get('/me', { cookie })
  const both = await buildAccountsApp(t, { stores, sessionKeys: [newKey, oldKey] })
  t.equal((await as(both.app, used)).statusCode, 200)
  const last = await buildAccountsApp(t, { stores, sessionKeys: [newKey] })
  t.equal((await as(last.app, used)).statusCode, 200)
  t.equal((await as(last.app, unused)).statusCode, 401)
})

t.test('with the store out of reach a request is refused as unavailable, and tells nothing', async (t) => {
  const { app, stores } = await buildAccountsApp(t)
  const ada = new BrowserClient(app)
  await ada.register('ada')
  stores.sessions.byHash = () => Promise.reject(new Unavailable('disk /secret/path is gone'))
  const reply = await ada.get('/me')
  t.match(reply.json(), { status: 503, code: 'unavailable' })
  t.notMatch(reply.body, /secret/)
})

t.test('when the use of a session cannot be noted, one reads on', async (t) => {
  const { app, stores, clock } = await buildAccountsApp(t)
  const ada = new BrowserClient(app)
  await ada.register('ada')
  stores.sessions.touch = () => Promise.reject(new Unavailable('the disk is full'))
  clock.advance(61_000)
  t.equal((await ada.get('/me')).statusCode, 200)
})

t.test('a seal never looks the same twice, opens in its place only, and names no key', async (t) => {
  const seal = new SessionSeal([newKey])
  const sealed = seal.seal('text', 'here')
  t.not(seal.seal('text', 'here'), sealed)
  t.same(seal.open(sealed, 'here'), { text: 'text', outdated: false })
  t.equal(seal.open(sealed, 'there'), null)
  t.equal(new SessionSeal([oldKey]).open(sealed, 'here'), null)
  t.same(new SessionSeal([oldKey, newKey]).open(sealed, 'here'), { text: 'text', outdated: true })
  t.throws(() => new SessionSeal([]))
})
