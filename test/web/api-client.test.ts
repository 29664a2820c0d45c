import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

import t, { type Test } from 'tap'

import { ApiClient } from '../../web/src/api/client.ts'
import { Endpoints } from '../../web/src/api/endpoints.ts'
import { LateEndpoints } from '../../web/src/api/late-endpoints.ts'
import { Requests } from '../../web/src/api/requests.ts'
import { FakeStorage } from '../support/browser/fake-storage.ts'

const problem = { type: 'about:blank', title: 'This username is taken.', status: 409, code: 'username_taken' }

/** A client of a server that answers as it is told. */
async function clientOf(t: Test, listener: RequestListener, limitMs = 20_000) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.closeAllConnections())
  t.teardown(() => server.close())
  const signedOut: true[] = []
  const { port } = server.address() as AddressInfo
  const client = new ApiClient(
    `http://127.0.0.1:${port}`,
    () => signedOut.push(true),
    { now: () => new Date(0), storage: new FakeStorage() },
    limitMs,
  )
  const changes: Promise<unknown>[] = []
  const requests = new Requests(client, (answer) => changes.push(answer))
  const [endpoints, late] = [new Endpoints(requests), new LateEndpoints(requests)]
  return { client, endpoints, late, changes, signedOut, server }
}

const answering =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }

t.test('an answer is its content', async (t) => {
  const { client } = await clientOf(t, answering(200, { items: [1] }))
  t.same(await client.request({ method: 'GET', path: '/me' }), { ok: true, value: { items: [1] } })
})

t.test('an answer without content is a success', async (t) => {
  const { endpoints } = await clientOf(t, (_request, response) => void response.writeHead(204).end())
  t.same(await endpoints.signOut(), { ok: true, value: undefined })
})

t.test('a refusal keeps its code, its sentence and what it says of the request', async (t) => {
  const more = { detail: 'Try another.', field: '/username', retryAfterSeconds: 7 }
  const { client, signedOut } = await clientOf(t, answering(409, { ...problem, ...more }))
  const failure = { kind: 'refused', code: problem.code, title: problem.title, ...more }
  t.same(await client.request({ method: 'POST', path: '/accounts', body: {} }), { ok: false, failure })
  t.equal(signedOut.length, 0)
})

t.test('the header tells when to retry where the problem does not', async (t) => {
  const { client } = await clientOf(
    t,
    answering(429, { ...problem, code: 'rate_limited' }, { 'retry-after': '3' }),
  )
  const result = await client.request({ method: 'GET', path: '/me' })
  t.match(result, { ok: false, failure: { code: 'rate_limited', retryAfterSeconds: 3 } })
})

t.test('an ended session is told once to whoever must know', async (t) => {
  const { client, signedOut } = await clientOf(t, answering(401, { ...problem, code: 'not_signed_in' }))
  await client.request({ method: 'GET', path: '/me' })
  t.equal(signedOut.length, 1)
})

t.test('a wrong password is not an ended session', async (t) => {
  const { client, signedOut } = await clientOf(t, answering(401, { ...problem, code: 'credentials_wrong' }))
  await client.request({ method: 'POST', path: '/session', body: {} })
  t.equal(signedOut.length, 0)
})

t.test('what is not Parley’s own answer leaves it open what happened', async (t) => {
  for (const body of ['<h1>Bad gateway</h1>', '"text"', 'null', '{}']) {
    const { client } = await clientOf(t, answering(502, body))
    const result = await client.request({ method: 'GET', path: '/me' })
    t.same(result, { ok: false, failure: { kind: 'unreachable' } }, body)
  }
})

t.test('no connection, and no answer in time, are unreachable', async (t) => {
  const broken = await clientOf(t, (request) => void request.socket.destroy())
  const silent = await clientOf(t, () => undefined, 50)
  for (const { client } of [broken, silent]) {
    const result = await client.request({ method: 'GET', path: '/me' })
    t.same(result, { ok: false, failure: { kind: 'unreachable' } })
  }
})

t.test('an aborted request is superseded', async (t) => {
  const { late } = await clientOf(t, () => undefined)
  const controller = new AbortController()
  const searching = late.searchUsers('ada', null, controller.signal)
  controller.abort()
  t.same(await searching, { ok: false, failure: { kind: 'superseded' } })
})

t.test('queries are escaped, and what is null is left out', async (t) => {
  const urls: (string | undefined)[] = []
  const { late } = await clientOf(t, (request, response) => {
    urls.push(request.url)
    response.end('{}')
  })
  await late.searchUsers('a&b=c d', null, new AbortController().signal)
  t.same(urls, ['/api/v1/users?q=a%26b%3Dc+d'])
})

t.test('every change is one that somebody waits for, and nothing else is', async (t) => {
  const methods: (string | undefined)[] = []
  const { endpoints, late, changes } = await clientOf(t, (request, response) => {
    methods.push(request.method)
    response.end('{}')
  })
  for (const [name, ask] of Object.entries({ ...endpoints, ...late })) {
    const before = changes.length
    await Reflect.apply(ask, null, [[], null, new AbortController().signal])
    t.equal(changes.length - before, methods.at(-1) === 'GET' ? 0 : 1, name)
  }
  t.ok(new Set(methods).size > 4, 'by every method')
})

t.test('only requests with content say that they carry JSON', async (t) => {
  const types: (string | undefined)[] = []
  const { client } = await clientOf(t, (request, response) => {
    types.push(request.headers['content-type'])
    response.end()
  })
  await client.request({ method: 'DELETE', path: '/session' })
  await client.request({ method: 'POST', path: '/session', body: {} })
  t.same(types, [undefined, 'application/json'])
})

t.test('whatever was pasted can be sent, and a password is sent as it was typed', async (t) => {
  const bodies: unknown[] = []
  const paths: string[] = []
  const { endpoints, late } = await clientOf(t, (request, response) => {
    paths.push(request.url ?? '')
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const text = Buffer.concat(parts).toString()
      if (text !== '') bodies.push(JSON.parse(text))
      response.writeHead(204).end()
    })
  })
  const password = 'a\u001bsecret\r\nof\fmine'
  await endpoints.register({ username: 'ada\u0007', password, displayName: '\u001bAda\tKing' })
  await late.changePassword({ currentPassword: password, newPassword: password })
  const location = { country: null, region: 'a\fb', city: null, timeZone: null, coordinates: null }
  await late.updateMe({ bio: 'one\r\ntwo\u0085three \ud800', location })
  await late.searchUsers('a\u001bd\u2028a', null, new AbortController().signal)
  t.strictSame(bodies, [
    { username: 'ada', password, displayName: 'Ada\tKing' },
    { currentPassword: password, newPassword: password },
    { bio: 'one\ntwo\nthree \ufffd', location: { ...location, region: 'a\nb' } },
  ])
  t.equal(paths.at(-1), '/api/v1/users?q=ad%E2%80%A8a')
})
