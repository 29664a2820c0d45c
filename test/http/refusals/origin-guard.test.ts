import t from 'tap'

import { buildAccountsApp } from '../../support/app/accounts-app.ts'
import { buildTestApp, type TestApp } from '../../support/app/app.ts'
import { clientPassword } from '../../support/browser/browser-client.ts'

const url = new URL('https://chat.example')
const ours = 'https://chat.example'
const listed = 'https://web.example'
const host = 'chat.example'

const unsafe = [
  ['POST', '/accounts'],
  ['POST', '/session'],
  ['DELETE', '/session'],
  ['PATCH', '/me'],
  ['PUT', '/me/password'],
  ['POST', '/me/deletion'],
  ['DELETE', '/me/sessions'],
  ['DELETE', '/me/sessions/0b7e4c1e-5a8f-4d0c-9a53-0d4b7d9b8f11'],
] as const

const foreign = [
  'null',
  '',
  'http://chat.example',
  'https://chat.example:8443',
  'https://chat.example.evil.com',
  'https://evilchat.example',
  'https://chat.example, https://evil.example',
  'https://chat.example/',
  'https://user@chat.example',
  'file://',
]

t.test('nothing is changed on behalf of another site', async (t) => {
  const { app } = await buildAccountsApp(t, { publicUrl: url, corsOrigins: [listed] })
  const cookie = `__Host-parley=${'A'.repeat(43)}`
  const refused: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site', origin: ours },
    { 'sec-fetch-site': 'same-site', origin: 'https://other.example' },
    { 'sec-fetch-site': 'nonsense', origin: ours },
    { 'sec-fetch-site': 'same-origin', origin: 'null' },
    { 'sec-fetch-site': 'none', origin: 'https://evil.example' },
    { cookie },
    ...foreign.map((origin) => ({ origin })),
    ...foreign.map((origin) => ({ origin, 'sec-fetch-site': 'cross-site' })),
  ]
  for (const [method, path] of unsafe) {
    for (const headers of refused) {
      const reply = await app.inject({ method, url: `/api/v1${path}`, headers: { host, ...headers } })
      if (reply.statusCode !== 403 || reply.json().code !== 'origin_refused') {
        t.fail(`${method} ${path} with ${JSON.stringify(headers)}: ${reply.statusCode}`)
      }
    }
  }
})

t.test('our own pages, listed clients and programs without a cookie come through', async (t) => {
  const { app } = await buildAccountsApp(t, { publicUrl: url, corsOrigins: [listed] })
  const accepted: Record<string, string>[] = [
    { origin: ours },
    { origin: ours, 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
    { origin: listed, 'sec-fetch-site': 'same-site' },
    { origin: listed, 'sec-fetch-site': 'cross-site' },
    { origin: listed },
    {},
  ]
  for (const headers of accepted) {
    const reply = await app.inject({
      method: 'DELETE',
      url: '/api/v1/session',
      headers: { host, ...headers },
    })
    t.equal(reply.json().code, 'not_signed_in', JSON.stringify(headers))
  }
})

t.test('reading is never refused for its origin, and never opens a session', async (t) => {
  const { app } = await buildAccountsApp(t, { publicUrl: url })
  const reply = await app.inject({ url: '/api/v1/me', headers: { host, origin: 'https://evil.example' } })
  t.equal(reply.json().code, 'not_signed_in')
  t.equal(reply.headers['set-cookie'], undefined)
})

t.test('without a public address, ours is the host that the request names', async (t) => {
  const { app } = await buildAccountsApp(t)
  const statusFor = async (headers: Record<string, string>) =>
    (await app.inject({ method: 'DELETE', url: '/api/v1/session', headers })).statusCode
  t.equal(await statusFor({ host: 'Laptop.local:3000', origin: 'http://laptop.local:3000' }), 401)
  t.equal(await statusFor({ host: 'laptop.local:80', origin: 'http://laptop.local' }), 401)
  t.equal(await statusFor({ host: 'laptop.local', origin: 'https://laptop.local' }), 403, 'over http')
  t.equal(await statusFor({ host: 'laptop.local:3000', origin: 'https://laptop.local:3000' }), 403)
  t.equal(await statusFor({ host: 'laptop.local:3000', origin: 'http://laptop.local:3001' }), 403)
  t.equal(await statusFor({ host: 'laptop.local:3000', origin: 'nonsense' }), 403)
})

t.test(
  'without a public address, ours is over http, or over what a proxy says that is believed',
  async (t) => {
    const app = await buildTestApp(t, { config: { publicUrl: null, trustProxy: ['10.0.0.0/8'] } })
    const codeFor = async (protocol: string, origin: string, remoteAddress = '10.0.0.1') => {
      const headers = { host: 'chat.lan', origin, 'x-forwarded-proto': protocol }
      const request = { method: 'DELETE', url: '/api/v1/session', headers, remoteAddress } as const
      return (await app.inject(request)).json().code
    }
    for (const protocol of ['https', 'HTTPS', 'wss']) {
      t.equal(await codeFor(protocol, 'https://chat.lan'), 'not_signed_in', protocol)
      t.equal(await codeFor(protocol, 'http://chat.lan'), 'origin_refused', protocol)
      t.equal(await codeFor(protocol, 'https://chat.lan', '192.0.2.1'), 'origin_refused', 'not believed')
    }
    for (const protocol of ['http', 'ws', 'nonsense']) {
      t.equal(await codeFor(protocol, 'http://chat.lan'), 'not_signed_in', protocol)
      t.equal(await codeFor(protocol, 'https://chat.lan'), 'origin_refused', protocol)
    }
  },
)

t.test('a name of another site that leads to this machine is not ours', async (t) => {
  const codeFor = async (app: TestApp, name: string, more: Record<string, string> = {}) => {
    const headers = { host: name, origin: `http://${name}`, ...more }
    return (await app.inject({ method: 'DELETE', url: '/api/v1/session', headers })).json().code
  }
  const local = await buildTestApp(t, { config: { host: '127.0.0.1', publicUrl: null } })
  const rebound = ['evil.example:3000', 'localhost.evil.example', '127.0.0.1.evil.example', '192.0.2.7:3000']
  for (const name of rebound) {
    t.equal(await codeFor(local, name), 'origin_refused', name)
    t.equal(await codeFor(local, name, { 'sec-fetch-site': 'same-origin' }), 'origin_refused', name)
    const handshake = { connection: 'upgrade', upgrade: 'websocket' }
    t.equal(await codeFor(local, name, handshake), 'origin_refused', `${name}, for a WebSocket`)
  }
  for (const name of ['localhost:3000', 'LOCALHOST', 'parley.localhost:3000', '127.0.0.1:3000', '[::1]:3000'])
    t.equal(await codeFor(local, name), 'not_signed_in', name)
  const public_ = await buildTestApp(t, {
    config: { host: '127.0.0.1', publicUrl: new URL('http://chat.lan') },
  })
  t.equal(await codeFor(public_, 'chat.lan'), 'not_signed_in', 'but where its public address is known')
  const behind = await buildTestApp(t, {
    config: { host: '127.0.0.1', publicUrl: null, trustProxy: ['127.0.0.1'] },
  })
  t.equal(await codeFor(behind, 'chat.lan'), 'not_signed_in', 'or a proxy brings people by other names')
})

t.test('a WebSocket handshake names its origin, and it is ours or listed', async (t) => {
  const { app } = await buildAccountsApp(t, { publicUrl: url, corsOrigins: [listed] })
  const handshake = { host, connection: 'upgrade', upgrade: 'WebSocket' }
  const codeFor = async (headers: Record<string, string>) =>
    (await app.inject({ url: '/api/v1/me', headers: { ...handshake, ...headers } })).json().code
  t.equal(await codeFor({}), 'origin_refused')
  t.equal(await codeFor({ 'sec-fetch-site': 'same-origin' }), 'origin_refused')
  for (const origin of foreign) t.equal(await codeFor({ origin }), 'origin_refused', origin)
  t.equal(await codeFor({ origin: ours }), 'not_signed_in')
  t.equal(await codeFor({ origin: listed }), 'not_signed_in')
})

t.test('what a form of another site can send is no request', async (t) => {
  const { app } = await buildAccountsApp(t, { publicUrl: url })
  const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']
  for (const type of types) {
    const payload = JSON.stringify({ username: 'ada', password: clientPassword, displayName: 'Ada' })
    const headers = { host, origin: ours, 'content-type': type }
    const reply = await app.inject({ method: 'POST', url: '/api/v1/accounts', headers, payload })
    t.match(reply.json(), { status: 415, code: 'unsupported_media_type' }, type)
  }
})

t.test(
  'a program that does not say where it comes from hears which header it lacks, and what to send',
  async (t) => {
    const cookie = `parley=${'A'.repeat(43)}`
    const asked: { publicUrl: URL | null; host: string; origin: string | null }[] = [
      { publicUrl: new URL('http://chat.example'), host: 'inside:3000', origin: 'http://chat.example' },
      { publicUrl: null, host: 'localhost:3000', origin: 'http://localhost:3000' },
      { publicUrl: null, host: '[::1]:3000', origin: 'http://[::1]:3000' },
      // it may be the page of somebody else to whose name this machine was given
      { publicUrl: null, host: 'evil.example', origin: null },
    ]
    for (const { publicUrl, host, origin } of asked) {
      const app = await buildTestApp(t, { config: { publicUrl } })
      const told = async (headers: Record<string, string>): Promise<{ code: string; detail?: string }> =>
        (
          await app.inject({
            method: 'DELETE',
            url: '/api/v1/session',
            headers: { host, cookie, ...headers },
          })
        ).json()
      const { code, detail } = await told({})
      t.equal(code, 'origin_refused')
      t.equal(
        detail,
        origin
          ? `The header Origin is missing. Send it with the address of this server: "Origin: ${origin}".`
          : undefined,
        `${host} is told to send ${origin}`,
      )
      if (origin === null) continue
      t.equal((await told({ origin })).code, 'not_signed_in', 'what it is told to send is accepted')
      t.notHas(await told({ origin: 'https://evil.example' }), { detail: String })
      t.notHas(await told({ 'sec-fetch-site': 'cross-site' }), { detail: String })
      const handshake = { connection: 'upgrade', upgrade: 'websocket' }
      const opened = await app.inject({ url: '/api/v1/realtime', headers: { host, ...handshake } })
      t.equal(opened.json().detail, detail)
    }
  },
)
