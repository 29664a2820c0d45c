import { writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { errors, type Problem } from '@parley/shared'
import { fastify } from 'fastify'
import { pino } from 'pino'
import t from 'tap'

import { errorHandler } from '../../../api/src/http/plugins/refusals/error-handler.ts'
import { Unavailable } from '../../../api/src/stores/errors.ts'
import { anonymous, buildTestApp, signUp, type TestApp } from '../../support/app/app.ts'
import { exchange } from '../../support/network/exchange.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'

const post = (app: TestApp, payload: string, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { ...anonymous, 'content-type': 'application/json', ...headers },
    payload,
  })

t.test('A refusal is a problem with a code, and names the request', async (t) => {
  const app = await buildTestApp(t)
  const reply = await app.inject({ url: '/api/v1/me', headers: anonymous })
  t.equal(reply.statusCode, 401)
  t.equal(reply.headers['content-type'], 'application/problem+json; charset=utf-8')
  t.strictSame(reply.json<Problem>(), {
    type: 'about:blank',
    title: errors.not_signed_in[1],
    status: 401,
    code: 'not_signed_in',
    requestId: reply.headers['x-request-id'],
  })
})

t.test('A request id is never taken from outside', async (t) => {
  const app = await buildTestApp(t)
  const reply = await app.inject({
    url: '/healthz',
    headers: { 'x-request-id': 'mine', 'request-id': 'mine' },
  })
  t.match(reply.headers['x-request-id'], /^[0-9a-f-]{36}$/)
})

t.test('A body is taken as it is or refused', async (t) => {
  const app = await buildTestApp(t)
  const refusals: readonly [body: string, code: string, field?: string][] = [
    ['', 'invalid_json'],
    ['{', 'invalid_json'],
    ['{"username":"ada","password":"x","__proto__":{"polluted":true}}', 'invalid_json'],
    ['{"constructor":{"prototype":{"polluted":true}}}', 'invalid_json'],
    ['[]', 'invalid_request', ''],
    ['null', 'invalid_request', ''],
    ['{"username":"ada"}', 'invalid_request', '/password'],
    ['{"username":1,"password":"x"}', 'invalid_request', '/username'],
    ['{"username":["ada"],"password":"x"}', 'invalid_request', '/username'],
    ['{"username":{"$ne":null},"password":"x"}', 'invalid_request', '/username'],
    ['{"username":null,"password":"x"}', 'invalid_request', '/username'],
    ['{"username":"ada","password":"x","isAdmin":true}', 'invalid_request', '/isAdmin'],
    [`${'['.repeat(30_000)}${']'.repeat(30_000)}`, 'invalid_request', ''],
  ]
  for (const [body, code, field] of refusals) {
    const reply = await post(app, body)
    t.equal(reply.statusCode, 400, body.slice(0, 60))
    t.match(reply.json<Problem>(), field === undefined ? { code } : { code, field })
  }
  t.equal(Reflect.get({}, 'polluted'), undefined)
})

t.test('A refusal of a body does not repeat what was in it', async (t) => {
  const app = await buildTestApp(t)
  const reply = await post(app, '{"username":"ada","password":["hunter2-hunter2"]}')
  t.notMatch(reply.body, 'hunter2')
})

t.test('Only JSON is taken', async (t) => {
  const app = await buildTestApp(t)
  const types = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
  ]
  for (const type of types) {
    const reply = await post(app, '{"username":"ada","password":"xxxxxxxxxxxx"}', { 'content-type': type })
    t.equal(reply.statusCode, 415, type)
    t.match(reply.json<Problem>(), { code: 'unsupported_media_type' })
  }
})

t.test('In a query, numbers are read and everything else is refused', async (t) => {
  const app = await buildTestApp(t)
  const { headers } = await signUp(app, 'ada')
  const ask = (query: string) => app.inject({ url: `/api/v1/users?${query}`, headers })
  t.equal((await ask('limit=7')).statusCode, 200)
  for (const query of [
    'limit=x',
    'limit=',
    'limit=1&limit=2',
    'limit=0',
    'limit[$ne]=1',
    'limit=1e9',
    'q=a&q=b',
    'more=1',
  ]) {
    const reply = await ask(query)
    t.equal(reply.statusCode, 400, query)
    t.match(reply.json<Problem>(), { code: 'invalid_request' })
  }
})

t.test('What does not exist is not found, and other methods are named', async (t) => {
  const app = await buildTestApp(t)
  for (const url of [
    '/nothing',
    '/api/v1/nothing',
    '/api',
    '/.env',
    '/../../etc/passwd',
    '/%2e%2e%2fpackage.json',
  ]) {
    const reply = await app.inject({ url, headers: anonymous })
    t.equal(reply.statusCode, 404, url)
    t.match(reply.json<Problem>(), { code: 'route_not_found' })
  }
  const reply = await app.inject({ method: 'PUT', url: '/healthz', headers: anonymous })
  t.equal(reply.statusCode, 405)
  t.equal(reply.headers['allow'], 'GET, HEAD')
  const inApi = await app.inject({ method: 'PUT', url: '/api/v1/session', headers: anonymous })
  t.equal(inApi.statusCode, 405)
  t.equal(inApi.headers['allow'], 'DELETE, POST')
  t.match(inApi.json<Problem>(), { code: 'method_not_allowed' })
  t.equal((await app.inject({ url: '/%zz' })).statusCode, 400)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo // listening on TCP
  for (const method of ['TRACE', 'TRACK', 'CONNECT', 'PROPFIND', 'LINK', 'MADE-UP']) {
    for (const url of ['/', '/api/v1/session', '/api/v1/me']) {
      const answer = await exchange(
        port,
        `${method} ${url} HTTP/1.1\r\nHost: x\r\nCookie: a=secret\r\nConnection: close\r\n\r\n`,
      )
      t.match(answer, /^$|^HTTP\/1\.1 (400|404|405) /, `${method} ${url}`)
      t.notMatch(answer, 'secret', 'and nothing is echoed')
    }
  }
})

t.test(
  'A file is not served under conditions that it does not meet, and that is no fault of ours',
  async (t) => {
    const lines: string[] = []
    const logger = pino({ level: 'info' }, { write: (line) => void lines.push(line) })
    const webRoot = await temporaryFolder(t)
    await writeFile(join(webRoot, 'index.html'), '<!doctype html>')
    await writeFile(join(webRoot, 'app-0123456789.js'), 'void 0')
    const app = await buildTestApp(t, { webRoot, logger })
    lines.length = 0 // of how it started
    const conditions: [header: string, value: string, status: number, code: string][] = [
      ['range', 'bytes=99999999-', 416, 'range_not_satisfiable'],
      ['if-match', '"x"', 412, 'precondition_failed'],
      ['if-unmodified-since', 'Thu, 01 Jan 1970 00:00:00 GMT', 412, 'precondition_failed'],
    ]
    for (const url of ['/', '/app-0123456789.js', '/docs/static/index.css']) {
      for (const [header, value, status, code] of conditions) {
        const reply = await app.inject({ url, headers: { [header]: value } })
        t.match(reply.json<Problem>(), { status, code }, `${url} with ${header}`)
        t.equal(reply.statusCode, status)
      }
    }
    const failures = lines.filter((line) => line.includes('"level":50'))
    t.same(failures, [], 'nor in the log as one')
  },
)

t.test('What anything else refuses for a reason of the request is refused, and not failed', async (t) => {
  const app = fastify()
  await app.register(errorHandler)
  app.get('/:statusCode', ({ params }) => Promise.reject(Object.assign(new Error('tea'), params)))
  for (const statusCode of [402, 418, 499]) {
    const reply = await app.inject(`/${statusCode}`)
    t.match(reply.json<Problem>(), { status: 400, code: 'invalid_request' })
  }
  await app.close()
})

t.test('A store that is out of reach is said to be, with when to come back', async (t) => {
  const app = await buildTestApp(t)
  const { headers } = await signUp(app, 'ada')
  app.parts.stores.sessions.byHash = () => Promise.reject(new Unavailable('10.0.0.5:3306 refused'))
  const reply = await app.inject({ url: '/api/v1/me', headers })
  t.equal(reply.statusCode, 503)
  t.equal(reply.headers['retry-after'], '2')
  t.match(reply.json<Problem>(), { code: 'unavailable', retryAfterSeconds: 2 })
  t.notMatch(reply.body, '10.0.0.5')
  t.equal((await app.inject('/healthz')).statusCode, 200, 'the process is alive all the same')
})

t.test('Who asks whether it is ready is told which store is not, and not why', async (t) => {
  const lines: string[] = []
  const logger = pino({ level: 'info' }, { write: (line) => void lines.push(line) })
  const app = await buildTestApp(t, { logger })
  lines.length = 0 // of how it started
  t.same((await app.inject('/readyz')).json(), { status: 'ok' })
  t.equal((await app.inject('/healthz')).statusCode, 200)
  t.same(lines, [], 'and the log is not full of the question')
  const { ping } = app.parts.stores.messages
  app.parts.stores.messages.ping = () => Promise.reject(new Unavailable('10.0.0.6:27017 refused'))
  const one = await app.inject('/readyz')
  t.equal(one.statusCode, 503)
  t.same(one.json(), { status: 'out of reach: messages' })
  t.match(lines.join(''), '10.0.0.6:27017 refused')
  app.parts.stores.ping = () => Promise.reject(new Unavailable('10.0.0.5:3306 refused'))
  t.same((await app.inject('/readyz')).json(), { status: 'out of reach: accounts, messages' })
  app.parts.stores.messages.ping = ping
  t.same((await app.inject('/readyz')).json(), { status: 'out of reach: accounts' })
})

t.test('However many ask whether it is ready at once, each store is asked once', async (t) => {
  const app = await buildTestApp(t)
  const { messages } = app.parts.stores
  const { ping } = messages
  let asked = 0
  messages.ping = () => ((asked += 1), ping.call(messages))
  const replies = await Promise.all(Array.from({ length: 20 }, () => app.inject('/readyz')))
  t.same(new Set(replies.map(({ statusCode }) => statusCode)), new Set([200]))
  t.equal(asked, 1)
  await app.inject('/readyz')
  t.equal(asked, 2, 'and nobody is told what was so before')
})

t.test(
  'A proxy is told to send people also while every store is away, and not once it shuts down',
  async (t) => {
    let isAccepting = true
    const app = await buildTestApp(t, { isAccepting: () => isAccepting })
    const { headers } = await signUp(app, 'ada')
    const away = () => Promise.reject(new Unavailable('10.0.0.5:3306 refused'))
    app.parts.stores.ping = away
    app.parts.stores.messages.ping = away
    app.parts.stores.sessions.byHash = away
    t.equal((await app.inject('/readyz')).statusCode, 503)
    const reply = await app.inject({ url: '/servez', headers })
    t.match(reply, { statusCode: 200, headers: { 'cache-control': 'no-store' } })
    t.same(reply.json(), { status: 'ok' })

    isAccepting = false
    for (const url of ['/servez', '/readyz']) {
      const refusal = await app.inject(url)
      t.equal(refusal.statusCode, 503)
      t.same(refusal.json(), { status: 'shutting down' })
    }
    t.equal((await app.inject('/healthz')).statusCode, 200)
  },
)

t.test('A fault of ours says nothing of itself, and is in the log', async (t) => {
  const lines: string[] = []
  const logger = pino({ level: 'info' }, { write: (line) => void lines.push(line) })
  const app = await buildTestApp(t, { logger })
  const { headers } = await signUp(app, 'ada')
  app.parts.stores.sessions.byHash = () => Promise.reject(new Error('SELECT * FROM secrets'))
  const reply = await app.inject({ url: '/api/v1/me', headers })
  t.equal(reply.statusCode, 500)
  t.match(reply.json<Problem>(), { code: 'internal', requestId: /^[0-9a-f-]{36}$/ })
  t.notMatch(reply.body, /SELECT|at |\.ts/)
  const logged = lines.find((line) => line.includes('SELECT * FROM secrets')) ?? ''
  t.match(logged, reply.json<Problem>().requestId ?? 'nothing', 'the id in the answer leads to the line')
})

t.test('The log holds what happened and none of what was said', async (t) => {
  const lines: string[] = []
  const logger = pino({ level: 'trace' }, { write: (line) => void lines.push(line) })
  const app = await buildTestApp(t, { logger })
  const { headers, cookie, password, user } = await signUp(app, 'ada')
  await app.inject({
    url: '/api/v1/users?q=secret-search',
    headers: { ...headers, 'user-agent': 'x\u001b[31m' },
  })
  await post(app, '{"username":"ada","password":"wrong password here"}')
  const log = lines.join('')
  t.match(log, `"userId":"${user.id}"`)
  t.match(log, '"route":"/api/v1/users"')
  const secrets = [cookie.split('=')[1] ?? '', password, 'secret-search', 'wrong password here', '\u001b']
  for (const secret of secrets) t.notOk(log.includes(secret), secret)
})

t.test('Bytes that are no request are refused, and the connection closed', async (t) => {
  const app = await buildTestApp(t)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo // listening on TCP
  const post = 'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
  const second = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'
  for (const bytes of [
    'nonsense\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: x\r\nBad\u0001Name: y\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
    // Requests that one reader ends elsewhere than another: a second one could hide in them.
    `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${second}`,
    `${post}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${second}`,
    `${post}Content-Length: 4\r\nContent-Length: 40\r\n\r\n{}  ${second}`,
    `${post}Content-Length: +4\r\n\r\n{}  ${second}`,
    `${post}Content-Length: 4 4\r\n\r\n{}  ${second}`,
    `${post}Content-Length : 4\r\n\r\n{}  ${second}`,
    `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${second}`,
    `${post}Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n${second}`,
    `${post}Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n${second}`,
    `${post}Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n${second}`,
    `${post}X: y\n\n${second}`,
    `GET / HTTP/1.1\nHost: x\n\n${second}`,
    'GET / HTTP/1.1\r\nHost: x\r\n X: folded\r\n\r\n',
  ]) {
    const answer = await exchange(port, bytes)
    t.match(answer, /^HTTP\/1\.1 4\d\d /s, JSON.stringify(bytes.slice(0, 160)))
    t.notMatch(answer, 'HTTP/1.1 200', 'and nothing behind it is answered')
  }
  const answer = await exchange(port, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`)
  t.match(answer, /^HTTP\/1\.1 413 .*too_large/s)
})
