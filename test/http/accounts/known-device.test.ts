import t from 'tap'

import { BrowserClient, clientPassword } from '../../support/browser/browser-client.ts'
import { buildAccountsApp, type AccountsApp } from '../../support/app/accounts-app.ts'
import { openTestStores } from '../../support/databases/stores.ts'

const day = 24 * 60 * 60 * 1_000
const wrong = 'not the password'
const oldKey = 'the session key of more than thirty-two characters'
const newKey = 'another session key, more than thirty-two characters'

let places = 0
/** A browser that carries this device cookie, in a place where it never was. */
const elsewhere = ({ app }: Pick<AccountsApp, 'app'>, device = ''): BrowserClient => {
  places += 1
  const client = new BrowserClient(app, `10.${places >> 8}.${places & 255}.1`)
  client.device = device
  return client
}

/** Guesses from everywhere as fast as it is let. */
const guess = async (test: AccountsApp, username: string, times: number): Promise<void> => {
  for (let count = 0; count < times; count += 1) {
    const reply = await elsewhere(test).signIn(username, wrong)
    const { retryAfterSeconds = 0 } = reply.json<{ retryAfterSeconds?: number }>()
    test.clock.advance(retryAfterSeconds * 1_000)
  }
}

t.test('guesses from elsewhere never keep the right password out of a browser that is known', async (t) => {
  const test = await buildAccountsApp(t)
  const ada = new BrowserClient(test.app, '2001:db8:1::1')
  await ada.register('ada')
  t.equal((await ada.call('DELETE', '/session')).statusCode, 204)
  for (const attempts of [14, 14]) {
    await guess(test, 'ada', attempts)
    await guess(test, 'ada', 1)
    await elsewhere(test).signIn('ada', wrong)
    t.equal((await elsewhere(test).signIn('ada')).statusCode, 429, 'a stranger waits')
    t.equal((await elsewhere(test, ada.device).signIn('ada')).statusCode, 200)
  }
})

t.test('nor wrong passwords for other accounts from the same address', async (t) => {
  const test = await buildAccountsApp(t)
  const ada = new BrowserClient(test.app, '198.51.100.1')
  await ada.register('ada')
  for (let count = 0; count < 25; count += 1) {
    await new BrowserClient(test.app, '203.0.113.7').signIn(`user${count}`, wrong)
  }
  t.equal((await new BrowserClient(test.app, '203.0.113.7').signIn('ada')).statusCode, 429)
  const browser = new BrowserClient(test.app, '203.0.113.7')
  browser.device = ada.device
  t.equal((await browser.signIn('ada')).statusCode, 200)
})

t.test('a known browser has a count of its own, which waits for nobody else’s failures', async (t) => {
  const test = await buildAccountsApp(t)
  const ada = new BrowserClient(test.app, '198.51.100.1')
  await ada.register('ada')
  const other = elsewhere(test)
  await other.signIn('ada')
  for (let count = 0; count < 5; count += 1) {
    t.equal((await elsewhere(test, ada.device).signIn('ada', wrong)).statusCode, 401)
  }
  t.equal((await elsewhere(test, ada.device).signIn('ada')).statusCode, 429, 'nobody guesses on with it')
  t.equal((await elsewhere(test, other.device).signIn('ada')).statusCode, 200)
  t.equal((await elsewhere(test).signIn('ada')).statusCode, 200, 'strangers are counted apart')
  test.clock.advance(1_000)
  t.equal((await elsewhere(test, ada.device).signIn('ada')).statusCode, 200)
  t.equal((await elsewhere(test, ada.device).signIn('ada', wrong)).statusCode, 401, 'and it starts over')
})

t.test('the cookie outlives the session, is out of reach of scripts, and says nothing', async (t) => {
  const test = await buildAccountsApp(t)
  const ada = new BrowserClient(test.app)
  const { user } = await ada.register('ada')
  const reply = await ada.signIn('ada')
  const set = [reply.headers['set-cookie'] ?? []].flat().find((cookie) => cookie.includes('-device='))
  const attributes = 'Max-Age=31536000; Path=\\/; HttpOnly; SameSite=Lax'
  t.match(set, new RegExp(`^parley-device=[\\w-]{22}\\.[\\w-]{22}[\\da-z]{3,5}; ${attributes}$`))
  t.notMatch(set, user.id)
  const gone = await ada.call('DELETE', '/session')
  t.notMatch(String(gone.headers['set-cookie']), /device/)
  t.equal((await elsewhere(test, ada.device).get('/me')).statusCode, 401, 'it opens nothing')
})

t.test('behind https it is bound to this host', async (t) => {
  const { app } = await buildAccountsApp(t, { publicUrl: new URL('https://chat.example') })
  const payload = { username: 'ada', password: clientPassword, displayName: 'Ada' }
  const headers = { origin: 'https://chat.example' }
  const { headers: answer } = await app.inject({ method: 'POST', url: '/api/v1/accounts', headers, payload })
  const set = [answer['set-cookie'] ?? []].flat().find((cookie) => cookie.includes('-device='))
  t.match(set, /^__Host-parley-device=[^;]+; Max-Age=31536000; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
})

t.test('nobody is given it who is not let in', async (t) => {
  const test = await buildAccountsApp(t)
  await new BrowserClient(test.app, '198.51.100.1').register('ada')
  const stranger = elsewhere(test)
  t.equal((await stranger.get('/me')).headers['set-cookie'], undefined)
  for (const username of ['ada', 'nobody'])
    t.equal((await stranger.signIn(username, wrong)).headers['set-cookie'], undefined)
})

t.test('who share a browser are all known in it, five of them', async (t) => {
  const test = await buildAccountsApp(t)
  const browser = new BrowserClient(test.app, '198.51.100.1')
  const people = ['ann', 'ben', 'cem', 'dee', 'eve', 'fay']
  for (const username of people) await browser.register(username)
  t.equal((await browser.signIn('ben')).statusCode, 200, 'nobody stands there twice')
  t.equal(browser.device.split('.').length, 1 + 5)
  const known: string[] = []
  for (const username of people) {
    for (let count = 0; count < 6; count += 1) await elsewhere(test).signIn(username, wrong)
    const { statusCode } = await elsewhere(test, browser.device).signIn(username)
    if (statusCode === 200) known.push(username)
  }
  t.same(known, people.slice(1))
})

t.test('a cookie that was made up, cut, mixed or doubled, or is too old, is none', async (t) => {
  const test = await buildAccountsApp(t)
  const [ada, bob] = [
    new BrowserClient(test.app, '198.51.100.1'),
    new BrowserClient(test.app, '198.51.100.2'),
  ]
  await ada.register('ada')
  await bob.register('bob')
  for (let count = 0; count < 6; count += 1) await elsewhere(test).signIn('ada', wrong)
  const [, id = '', seal = ''] = /=([^.]+)\.(.+)$/.exec(ada.device) ?? []
  const [, otherId = ''] = /=([^.]+)\./.exec(bob.device) ?? []
  const values = [
    bob.device,
    `parley-device=${otherId}.${seal}`,
    `parley-device=${id}.${seal}0`,
    `parley-device=${id}.${seal.slice(0, -1)}`,
    `parley-device=${id}.${seal.slice(0, 22)}${Number.parseInt('zzz', 36).toString(36)}`,
    `parley-device=${id}`,
    `parley-device=${id}.`,
    `${ada.device}; ${ada.device}`,
    'parley-device=',
    'parley-device=%00',
    `parley-device=${'A'.repeat(50_000)}`,
  ]
  for (const value of values) {
    const { statusCode } = await elsewhere(test, value).signIn('ada')
    t.ok(statusCode === 429 || statusCode === 431, value.slice(0, 60))
  }
  t.equal((await elsewhere(test, ada.device).signIn('ada')).statusCode, 200)
  test.clock.advance(366 * day)
  for (let count = 0; count < 6; count += 1) await elsewhere(test).signIn('ada', wrong)
  t.equal((await elsewhere(test, ada.device).signIn('ada')).statusCode, 429)
})

t.test('browsers stay known when keys are changed, as long as the old one is on the list', async (t) => {
  const stores = await openTestStores(t)
  const first = await buildAccountsApp(t, { stores, sessionKeys: [oldKey] })
  const ada = new BrowserClient(first.app, '198.51.100.1')
  await ada.register('ada')
  for (let count = 0; count < 6; count += 1) await elsewhere(first).signIn('ada', wrong)
  const last = await buildAccountsApp(t, { stores, sessionKeys: [newKey], clock: first.clock })
  t.equal((await elsewhere(last, ada.device).signIn('ada')).statusCode, 429)
  const both = await buildAccountsApp(t, { stores, sessionKeys: [newKey, oldKey], clock: first.clock })
  const renewed = elsewhere(both, ada.device)
  t.equal((await renewed.signIn('ada')).statusCode, 200)
  t.equal((await elsewhere(last, renewed.device).signIn('ada')).statusCode, 200, 'under the new one by then')
})
