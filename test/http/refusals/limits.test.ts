import { connect, type AddressInfo } from 'node:net'

import { limits, type Problem } from '@parley/shared'
import { pino } from 'pino'
import t from 'tap'

import { serverOptions } from '../../../api/src/server-options.ts'
import { anonymous, buildTestApp, signUp, testConfig } from '../../support/app/app.ts'
import { silentLog } from '../../support/app/log.ts'

t.test('An address that asks too often is told when to come back', async (t) => {
  const app = await buildTestApp(t, { config: { requestsPerMinute: 3 } })
  for (const left of ['2', '1', '0']) {
    const { headers, statusCode } = await app.inject({ url: '/api/v1/me', headers: anonymous })
    t.equal(statusCode, 401)
    t.match(headers, { 'ratelimit-limit': '3', 'ratelimit-remaining': left })
  }
  const reply = await app.inject({ url: '/api/v1/me', headers: anonymous })
  t.equal(reply.statusCode, 429)
  t.ok(Number(reply.headers['retry-after']) > 0)
  t.match(reply.json<Problem>(), {
    code: 'rate_limited',
    retryAfterSeconds: Number(reply.headers['retry-after']),
  })
})

t.test('What does not exist counts too, and before anything is looked up', async (t) => {
  const app = await buildTestApp(t, { config: { requestsPerMinute: 2 } })
  const { headers } = await signUp(app, 'ada')
  let lookups = 0
  const { byHash } = app.parts.stores.sessions
  app.parts.stores.sessions.byHash = (hash) => ((lookups += 1), byHash.call(app.parts.stores.sessions, hash))
  const remoteAddress = '192.0.2.1'
  await app.inject({ url: '/nothing', remoteAddress })
  await app.inject({ method: 'OPTIONS', url: '/nothing', remoteAddress })
  t.equal((await app.inject({ url: '/nothing', remoteAddress })).statusCode, 429)
  t.equal((await app.inject({ url: '/api/v1/me', headers, remoteAddress })).statusCode, 429)
  t.equal(lookups, 0)
  t.equal((await app.inject({ url: '/api/v1/me', headers, remoteAddress: '192.0.2.2' })).statusCode, 200)
})

t.test(
  'An address that the router cannot place counts, is logged and protected like any other',
  async (t) => {
    const lines: string[] = []
    const logger = pino({ level: 'info' }, { write: (line) => void lines.push(line) })
    const observed: { method: string; route: string; status: number }[] = []
    const app = await buildTestApp(t, { config: { requestsPerMinute: 6 }, logger })
    const { metrics } = app.parts
    metrics.requestEnded = (request) => void observed.push(request)
    lines.length = 0 // of how it started
    const addresses: [url: string, status: number][] = [
      ['/%ED%A0%80', 400],
      ['/%zz', 400],
      ['/api/v1/%zz', 400],
      ['/api/v1/users/%zz?q=secret', 400],
      ['/api/v1/messages/%zz', 400],
      [`/api/v1/users/${'x'.repeat(300)}`, 404],
    ]
    for (const [at, [url, status]] of addresses.entries()) {
      const reply = await app.inject({ url, headers: anonymous })
      t.match(reply.json<Problem>(), {
        status,
        code: status === 400 ? 'invalid_request' : 'route_not_found',
        requestId: reply.headers['x-request-id'],
      })
      t.match(
        reply.headers,
        { 'ratelimit-remaining': String(5 - at), 'x-content-type-options': 'nosniff' },
        url,
      )
      t.match(JSON.parse(lines.at(-1) ?? ''), { method: 'GET', route: 'none', status })
      t.match(observed.at(-1), { method: 'GET', route: 'none', status })
    }
    for (const [url] of addresses) {
      const headers = { ...anonymous, connection: 'upgrade', upgrade: 'websocket' }
      t.equal((await app.inject({ url, headers })).statusCode, 429, 'and is told to come back')
    }
    t.notMatch(lines.join(''), /secret|%zz/)
  },
)

t.test('Whatever watches over the process is never told to come back later', async (t) => {
  const app = await buildTestApp(t, { config: { requestsPerMinute: 1 } })
  for (const url of ['/healthz', '/servez', '/readyz', '/servez']) {
    t.match(await app.inject({ url, remoteAddress: '192.0.2.1' }), { statusCode: 200 }, url)
  }
  t.equal(
    (await app.inject({ url: '/docs', remoteAddress: '192.0.2.1' })).statusCode,
    200,
    'nor does it count',
  )
  t.equal((await app.inject({ url: '/docs', remoteAddress: '192.0.2.1' })).statusCode, 429)
  const unknown = await app.inject({ method: 'PUT', url: '/healthz', remoteAddress: '192.0.2.1' })
  t.equal(unknown.statusCode, 429, 'only what they ask')
})

t.test('Nobody names another address as theirs', async (t) => {
  const app = await buildTestApp(t, { config: { requestsPerMinute: 1 } })
  const ask = (forwarded: string) => app.inject({ url: '/docs', headers: { 'x-forwarded-for': forwarded } })
  t.equal((await ask('198.51.100.1')).statusCode, 200)
  t.equal((await ask('198.51.100.2')).statusCode, 429)
})

t.test('Nor another host, nor https', async (t) => {
  const evil = 'evil.example'
  const app = await buildTestApp(t, { config: { publicUrl: null, trustProxy: ['10.0.0.0/8'] } })
  const { headers } = await signUp(app, 'ada')
  const forwarded = {
    'x-forwarded-host': evil,
    'x-forwarded-proto': 'https',
    forwarded: `host=${evil};proto=https`,
  }
  const signOut = (from: object, remoteAddress: string) =>
    app.inject({
      method: 'DELETE',
      url: '/api/v1/session',
      headers: { ...headers, ...forwarded, ...from },
      remoteAddress,
    })
  const foreign = { origin: `https://${evil}` }
  t.match((await signOut(foreign, '192.0.2.1')).json(), { code: 'origin_refused' }, 'as its own origin')
  const reply = await signOut({}, '192.0.2.1')
  t.equal(reply.statusCode, 204)
  t.notMatch(reply.headers['set-cookie'], /Secure|__Host-/, 'the cookie is that of plain http')
  t.notMatch(JSON.stringify(reply.headers), evil)
  const page = await app.inject({ url: '/healthz', headers: { ...anonymous, ...forwarded } })
  t.equal(page.headers['strict-transport-security'], undefined)
  t.notMatch(JSON.stringify(page.headers), evil)
})

t.test('A proxy on the list does, and cannot be made to lie', async (t) => {
  const app = await buildTestApp(t, { config: { requestsPerMinute: 1, trustProxy: ['10.0.0.0/8'] } })
  const ask = (forwarded: string) =>
    app.inject({ url: '/docs', remoteAddress: '10.0.0.9', headers: { 'x-forwarded-for': forwarded } })
  t.equal((await ask('198.51.100.1')).statusCode, 200)
  t.equal((await ask('198.51.100.2')).statusCode, 200)
  t.equal(
    (await ask('203.0.113.7, 198.51.100.2')).statusCode,
    429,
    'what the client says itself is on the left',
  )
})

t.test('Addresses of one IPv6 network count as one', async (t) => {
  const app = await buildTestApp(t, { config: { requestsPerMinute: 1 } })
  t.equal((await app.inject({ url: '/docs', remoteAddress: '2001:db8::1' })).statusCode, 200)
  t.equal((await app.inject({ url: '/docs', remoteAddress: '2001:db8::2' })).statusCode, 429)
  t.equal((await app.inject({ url: '/docs', remoteAddress: '2001:db8:0:1::1' })).statusCode, 200)
})

t.test('A body that is too large is refused unread', async (t) => {
  const app = await buildTestApp(t)
  const body = JSON.stringify({ username: 'x'.repeat(limits.bodyBytesMax), password: 'y' })
  const startMs = performance.now()
  const headers = { ...anonymous, 'content-type': 'application/json' }
  const reply = await app.inject({ method: 'POST', url: '/api/v1/session', headers, payload: body })
  t.equal(reply.statusCode, 413)
  t.match(reply.json<Problem>(), { code: 'too_large' })
  t.ok(performance.now() - startMs < 5_000)
})

t.test('A body of very many keys is refused quickly', async (t) => {
  const app = await buildTestApp(t)
  const body = `{${Array.from({ length: 6_000 }, (_, at) => `"k${at}":1`).join(',')}}`
  const headers = { ...anonymous, 'content-type': 'application/json' }
  const startMs = performance.now()
  const reply = await app.inject({ method: 'POST', url: '/api/v1/session', headers, payload: body })
  t.equal(reply.statusCode, 400)
  t.ok(performance.now() - startMs < 3_000)
})

t.test('A path that is too long names nothing', async (t) => {
  const app = await buildTestApp(t)
  const { headers } = await signUp(app, 'ada')
  const reply = await app.inject({ url: `/api/v1/users/${'x'.repeat(5_000)}`, headers })
  t.equal(reply.statusCode, 404)
})

t.test('Who sends too slowly is cut off', async (t) => {
  const { requestTimeout, http, handlerTimeout } = serverOptions(testConfig('/tmp'), silentLog)
  t.ok(requestTimeout > 0 && requestTimeout <= 30_000)
  t.ok(http.headersTimeout > 0 && http.headersTimeout <= 15_000)
  t.ok(http.connectionsCheckingInterval < http.headersTimeout, 'or nobody would notice in time')
  t.ok(handlerTimeout > 0)
  const app = await buildTestApp(t)
  app.server.headersTimeout = 200 // the same mechanism, sooner
  app.server.requestTimeout = 400
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo // listening on TCP
  const head = 'POST /api/v1/session HTTP/1.1\r\nHost: parley.test\r\n'
  for (const bytes of [
    head,
    `${head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"username":`,
    `${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"use`,
  ]) {
    const socket = connect(port, '127.0.0.1').setEncoding('utf8')
    let answer = ''
    socket.on('data', (data: string) => (answer += data))
    socket.on('error', () => undefined) // a byte may meet the end: 'close' follows
    socket.write(bytes)
    const dripping = setInterval(() => socket.write(' '), 20) // a byte now and then does not count as coming
    await new Promise((resolve) => socket.once('close', resolve))
    clearInterval(dripping)
    t.match(answer, /^HTTP\/1\.1 4\d\d|^$/, bytes.slice(head.length, head.length + 40))
  }
})
