import type { FastifyInstance } from 'fastify'
import t from 'tap'

import { buildTestApp, testPassword } from '../../support/app/app.ts'

/** What a browser keeps for a host, whatever the port. */
class Jar {
  readonly kept = new Map<string, string>()

  async call(
    app: FastifyInstance,
    host: string,
    method: 'GET' | 'POST' | 'DELETE' | 'PUT',
    path: string,
    payload?: object,
  ) {
    const cookie = [...this.kept].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { host, origin: `http://${host}`, ...(cookie && { cookie }) }
    const reply = await app.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) })
    for (const { name, value } of reply.cookies) {
      if (value === '') this.kept.delete(name)
      else this.kept.set(name, value)
    }
    return reply
  }

  async register(app: FastifyInstance, host: string, username = 'ada'): Promise<void> {
    const person = { username, password: testPassword, displayName: 'Ada' }
    const reply = await this.call(app, host, 'POST', '/accounts', person)
    if (reply.statusCode !== 201) throw new Error(reply.body)
  }

  async isSignedIn(app: FastifyInstance, host: string): Promise<boolean> {
    return (await this.call(app, host, 'GET', '/me')).statusCode === 200
  }
}

const build = (t: Parameters<typeof buildTestApp>[0], publicUrl: URL | null = null) =>
  buildTestApp(t, { config: { host: '0.0.0.0', publicUrl } })

t.test('two instances on one host, at ports of their own, leave each other’s people signed in', async (t) => {
  const places = [
    { app: await build(t), host: 'home.lan:3000' },
    { app: await build(t), host: 'home.lan:3001' },
    { app: await build(t), host: 'home.lan' },
    { app: await build(t, new URL('http://home.lan:8080')), host: 'home.lan:8080' },
  ]
  const jar = new Jar()
  for (const { app, host } of places) await jar.register(app, host)
  for (const { app, host } of places) t.ok(await jar.isSignedIn(app, host), host)
  t.strictSame([...jar.kept.keys()].filter((name) => !name.endsWith('-device')).sort(), [
    'parley',
    'parley-3000',
    'parley-3001',
    'parley-8080',
  ])
  for (const [at, { app, host }] of places.entries()) {
    t.equal((await jar.call(app, host, 'DELETE', '/session')).statusCode, 204)
    for (const [other, place] of places.entries())
      t.equal(await jar.isSignedIn(place.app, place.host), other > at, `${place.host} after ${host}`)
  }
})

t.test('the name goes by where people reach it, not by what a proxy asks of it', async (t) => {
  const behind = await build(t, new URL('http://home.lan:8080'))
  for (const host of ['10.0.0.3:3000', 'parley:3000', 'home.lan']) {
    const reply = await behind.inject({
      method: 'POST',
      url: '/api/v1/accounts',
      headers: { host, origin: 'http://home.lan:8080' },
      payload: { username: `ada${host.length}`, password: testPassword, displayName: 'Ada' },
    })
    t.strictSame(reply.cookies.map(({ name }) => name).sort(), ['parley-8080', 'parley-8080-device'], host)
  }
})

t.test('the usual ports are not in the name', async (t) => {
  const app = await build(t)
  for (const [at, host] of ['home.lan:80', '[::1]:80', '[::1]'].entries()) {
    const jar = new Jar()
    await jar.register(app, host, `ada${at}`)
    t.strictSame([...jar.kept.keys()].sort(), ['parley', 'parley-device'], host)
  }
})

t.test('who was signed in under the plain name stays so, and it is cleared with the session', async (t) => {
  const app = await build(t)
  const host = 'home.lan:3000'
  const before = new Jar()
  await before.register(app, host)
  const session = before.kept.get('parley-3000') ?? ''

  const ada = new Jar()
  ada.kept.set('parley', session)
  t.ok(await ada.isSignedIn(app, host))
  t.ok(await ada.isSignedIn(app, 'home.lan:3001'), 'and at another port of the same instance')
  const change = { currentPassword: testPassword, newPassword: `${testPassword}, really` }
  t.equal((await ada.call(app, host, 'PUT', '/me/password', change)).statusCode, 204)
  t.strictSame([...ada.kept.keys()], ['parley-3000'], 'a new session has the name with the port')
  t.equal((await ada.call(app, host, 'DELETE', '/session')).statusCode, 204)
  t.strictSame([...ada.kept.keys()], [])
})

t.test('a plain cookie of another instance is never cleared', async (t) => {
  const [here, there] = [await build(t), await build(t)]
  const jar = new Jar()
  await jar.register(there, 'home.lan')
  await jar.register(here, 'home.lan:3000')
  await jar.call(here, 'home.lan:3000', 'DELETE', '/session')
  t.notOk(await jar.isSignedIn(here, 'home.lan:3000'))
  t.ok(await jar.isSignedIn(there, 'home.lan'))
})

t.test(
  'a request without an origin that carries a session by any of its names changes nothing',
  async (t) => {
    const app = await build(t)
    for (const name of ['parley', 'parley-3000']) {
      const headers = { host: 'home.lan:3000', cookie: `${name}=${'A'.repeat(43)}` }
      const reply = await app.inject({ method: 'DELETE', url: '/api/v1/session', headers })
      t.equal(reply.json().code, 'origin_refused', name)
    }
  },
)

t.test('of two cookies of one name neither counts, and over https none without the prefix', async (t) => {
  const app = await build(t)
  const host = 'home.lan:3000'
  const jar = new Jar()
  await jar.register(app, host)
  const session = jar.kept.get('parley-3000') ?? ''
  const statusFor = async (to: FastifyInstance, cookie: string) =>
    (await to.inject({ url: '/api/v1/me', headers: { host, cookie } })).statusCode
  const planted = 'A'.repeat(43)
  t.equal(await statusFor(app, `parley-3000=${session}; parley-3000=${planted}`), 401)
  t.equal(await statusFor(app, `parley-3000=${session}; parley=${planted}`), 200)
  t.equal(await statusFor(app, `parley=${session}; parley=${planted}`), 401)
  const secure = await build(t, new URL('https://home.lan:3000'))
  const reply = await secure.inject({
    method: 'POST',
    url: '/api/v1/accounts',
    headers: { host, origin: 'https://home.lan:3000' },
    payload: { username: 'ada', password: testPassword, displayName: 'Ada' },
  })
  const value = reply.cookies.find(({ name }) => name === '__Host-parley')?.value ?? ''
  t.equal(await statusFor(secure, `__Host-parley=${value}`), 200)
  t.equal(await statusFor(secure, `parley=${value}`), 401)
  t.equal(await statusFor(secure, `parley-3000=${value}`), 401)
})
