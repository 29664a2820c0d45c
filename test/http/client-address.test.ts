import t from 'tap'

import { anonymous, buildTestApp, signUp, testPassword, type TestApp } from '../support/app/app.ts'

const trusting = { trustProxy: ['10.0.0.0/8', '2001:db8:ffff::/48', '192.168.7.7'] }
const gateway = '10.0.0.9'

/** As gateways write a client's address, with a port that changes from one connection to the next. */
const forms: readonly ((port: number) => string)[] = [
  (port) => `203.0.113.7:${port}`,
  (port) => `"203.0.113.7:${port}"`,
  (port) => `[::ffff:203.0.113.7]:${port}`,
]

const ask = async (app: TestApp, forwarded: string, remoteAddress = gateway): Promise<number> => {
  const headers = { 'x-forwarded-for': forwarded }
  return (await app.inject({ url: '/docs', remoteAddress, headers })).statusCode
}

const signIn = async (app: TestApp, forwarded: string, username: string, password: string) => {
  const headers = { ...anonymous, 'x-forwarded-for': forwarded }
  const payload = { username, password }
  const reply = await app.inject({
    method: 'POST',
    url: '/api/v1/session',
    remoteAddress: gateway,
    headers,
    payload,
  })
  return reply.statusCode
}

t.test('an address counts as one, whatever its port, its quotes and its form', async (t) => {
  const app = await buildTestApp(t, { config: { ...trusting, requestsPerMinute: 4 } })
  for (const form of [...forms, () => '203.0.113.7']) t.equal(await ask(app, form(1_024)), 200)
  for (const form of forms) t.equal(await ask(app, form(4_444)), 429)
  t.equal(await ask(app, '203.0.113.8:4444'), 200)
  t.equal(await ask(app, '[2001:db8::1]:1024'), 200)
})

t.test(
  'wrong passwords through a gateway that adds ports lock the address out that sends them',
  async (t) => {
    const app = await buildTestApp(t, { config: trusting })
    await signUp(app, 'ada')
    const answers: number[] = []
    for (let port = 5_000; port < 5_025; port += 1) {
      answers.push(await signIn(app, `203.0.113.7:${port}`, `user${port}`, 'not the password'))
    }
    t.same(answers.slice(0, 20), Array(20).fill(401))
    t.ok(answers.slice(20).every((status) => status === 429))
    t.equal(await signIn(app, '203.0.113.7:6000', 'ada', testPassword), 429)
    t.equal(await signIn(app, '203.0.113.8:6000', 'ada', testPassword), 200)
    t.equal(await signIn(app, '[2001:db8::8]:6000', 'ada', testPassword), 200)
  },
)

t.test('its owner sees the address alone, in the sessions and in the activity', async (t) => {
  const app = await buildTestApp(t, { config: trusting })
  const { headers } = await signUp(app, 'ada')
  t.equal(await signIn(app, '"[2001:DB8::0:8]:6000"', 'ada', testPassword), 200)
  for (const url of ['/api/v1/me/sessions', '/api/v1/me/activity']) {
    const { items } = (await app.inject({ url, headers })).json()
    t.equal(items[0].address, '2001:db8::8', url)
  }
})

t.test('a proxy is believed also where its address has a port', async (t) => {
  const app = await buildTestApp(t, { config: { ...trusting, requestsPerMinute: 1 } })
  const onward = ['10.1.1.1:80', '[2001:db8:ffff::3]:443', '"192.168.7.7:1"', '::ffff:10.1.1.1']
  for (const [at, proxy] of onward.entries()) {
    t.equal(await ask(app, `198.51.100.${at}, ${proxy}`), 200, proxy)
    t.equal(await ask(app, `198.51.100.${at}:99, ${proxy}`), 429, proxy)
  }
  t.equal(await ask(app, `198.51.100.50, 192.168.7.8:80`), 200)
  t.equal(await ask(app, `198.51.100.51, 192.168.7.8:81`), 429, 'and nobody else')
})

t.test('what cannot be read is no address: whoever passed it on stands for it', async (t) => {
  const app = await buildTestApp(t, { config: { ...trusting, requestsPerMinute: 1 } })
  t.equal(await ask(app, 'unknown'), 200)
  t.equal(await ask(app, '_hidden'), 429, 'and cannot pass for many')
  t.equal(await ask(app, 'unknown', '10.0.0.10'), 200, 'but another proxy is another')
  t.equal(await ask(app, '198.51.100.1', gateway), 200, 'and who has an address goes by it')
  t.equal(await ask(app, 'unknown, 10.0.0.77:80', gateway), 200, 'the nearest that can be read')
  t.equal(await ask(app, '198.51.100.9', '10.0.0.77'), 200)
  t.equal(await ask(app, '', '10.0.0.77'), 429)
})
