import t from 'tap'

import { buildAccountsApp } from '../../support/app/accounts-app.ts'
import { BrowserClient } from '../../support/browser/browser-client.ts'

const day = 24 * 60 * 60 * 1_000
const wrong = 'not the password'

t.test('guessing one account from many addresses is slowed down, whether it exists or not', async (t) => {
  const { app } = await buildAccountsApp(t)
  await new BrowserClient(app, '198.51.100.1').register('ada')
  for (const username of ['ada', 'nobody']) {
    for (let count = 0; count < 5; count += 1) {
      t.equal((await new BrowserClient(app, `10.1.0.${count}`).signIn(username, wrong)).statusCode, 401)
    }
    const reply = await new BrowserClient(app, '10.1.0.9').signIn(username, wrong)
    t.match(reply.json(), { code: 'rate_limited', status: 429, retryAfterSeconds: 1 })
    t.equal(reply.headers['retry-after'], '1')
  }
})

t.test('nobody can lock someone out of their account where they are at home', async (t) => {
  const { app, clock } = await buildAccountsApp(t)
  await new BrowserClient(app, '198.51.100.1').register('ada')
  for (let count = 0; count < 8; count += 1) {
    await new BrowserClient(app, `10.1.0.${count}`).signIn('ada', wrong)
    clock.advance(1_000)
  }
  t.equal((await new BrowserClient(app, '10.1.0.99').signIn('ada')).statusCode, 429, 'elsewhere one waits')
  t.equal((await new BrowserClient(app, '198.51.100.1').signIn('ada')).statusCode, 200)
  for (let count = 0; count < 5; count += 1) {
    t.equal((await new BrowserClient(app, '198.51.100.1').signIn('ada', wrong)).statusCode, 401)
  }
  t.equal(
    (await new BrowserClient(app, '198.51.100.1').signIn('ada')).statusCode,
    429,
    'also at home nobody guesses',
  )
})

t.test('a home is a network, whatever address its provider gives it today', async (t) => {
  const { app } = await buildAccountsApp(t)
  await new BrowserClient(app, '2001:db8:7:1::1').register('ada')
  await new BrowserClient(app, '198.51.100.1').register('bob')
  for (const username of ['ada', 'bob']) {
    for (let count = 0; count < 5; count += 1) {
      await new BrowserClient(app, `10.${username === 'ada' ? 1 : 2}.${count}.1`).signIn(username, wrong)
    }
  }
  for (const [username, near, far] of [
    ['ada', '2001:db8:7:2::9', '2001:db8:8::1'],
    ['bob', '198.51.100.200', '198.51.101.1'],
  ] as const) {
    t.equal((await new BrowserClient(app, far).signIn(username)).statusCode, 429)
    t.equal((await new BrowserClient(app, near).signIn(username)).statusCode, 200)
  }
})

t.test('where one has not been for a month one is not at home', async (t) => {
  const { app, clock } = await buildAccountsApp(t)
  await new BrowserClient(app, '198.51.100.1').register('ada')
  clock.advance(31 * day)
  for (let count = 0; count < 5; count += 1)
    await new BrowserClient(app, `10.1.0.${count}`).signIn('ada', wrong)
  t.equal((await new BrowserClient(app, '198.51.100.1').signIn('ada')).statusCode, 429)
})

t.test('trying one password on many accounts from one network is slowed down', async (t) => {
  const { app, clock } = await buildAccountsApp(t)
  await new BrowserClient(app, '198.51.100.1').register('ada')
  const from = (host: number) => new BrowserClient(app, `2001:db8:0:7::${host}`)
  for (let count = 0; count < 20; count += 1)
    t.equal((await from(count).signIn(`user${count}`, wrong)).statusCode, 401)
  const reply = await from(99).signIn('user99', wrong)
  t.equal(reply.statusCode, 429)
  t.equal(reply.headers['retry-after'], '1')
  t.equal((await new BrowserClient(app, '2001:db8:0:8::1').signIn('ada')).statusCode, 200)
  clock.advance(60 * 60 * 1_000 + 1)
  t.equal((await from(99).signIn('ada')).statusCode, 200)
})

t.test('signing in to an account of one’s own does not let one guess on', async (t) => {
  const { app } = await buildAccountsApp(t)
  await new BrowserClient(app, '198.51.100.1').register('ada')
  await new BrowserClient(app, '203.0.113.5').register('mallory')
  const mallory = new BrowserClient(app, '203.0.113.5')
  for (let count = 0; count < 20; count += 1) {
    await mallory.signIn(`user${count}`, wrong)
    if (count % 5 === 0) await mallory.signIn('mallory')
  }
  t.equal((await mallory.signIn('user21', wrong)).statusCode, 429)
  t.equal((await mallory.signIn('mallory')).statusCode, 200, 'though they may use their own')
  const elsewhere = new BrowserClient(app, '203.0.113.5')
  t.equal((await elsewhere.signIn('mallory')).statusCode, 429, 'in the browser in which they did before')
})

t.test('networks of one site count together, too', async (t) => {
  const { app } = await buildAccountsApp(t)
  const from = (network: number) => new BrowserClient(app, `2001:db8:7:${network.toString(16)}::1`)
  for (let count = 0; count < 100; count += 1) {
    t.equal((await from(count).signIn(`user${count}`, wrong)).statusCode, 401)
  }
  t.equal((await from(100).signIn('user100', wrong)).statusCode, 429)
  t.equal((await new BrowserClient(app, '2001:db8:8::1').signIn('user100', wrong)).statusCode, 401)
})
