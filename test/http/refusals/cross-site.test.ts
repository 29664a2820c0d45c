import t, { type Test } from 'tap'

import { buildTestApp, type TestApp } from '../../support/app/app.ts'
import { cheapHasher } from '../../support/app/cheap-hasher.ts'
import { TestClock } from '../../support/app/clock.ts'
import { keptBy } from '../../support/databases/kept-rows.ts'
import { nameOf, operationsOf, type Operation } from '../../support/models/operations.ts'
import { bodies, rawBodies, newScene, pathIn, type Scene } from '../../support/app/scene.ts'

const clock = new TestClock()

async function open(t: Test): Promise<{ app: TestApp; scene: Scene }> {
  const app = await buildTestApp(t, { ports: { hasher: cheapHasher(), clock } })
  return { app, scene: await newScene(app) }
}

const unsafe = (app: TestApp): Operation[] => operationsOf(app).filter(({ method }) => method !== 'GET')

interface Attempt {
  readonly headers: Record<string, string>
  readonly type: string | null
}

async function attempt(scene: Scene, operation: Operation, { headers, type }: Attempt) {
  const body = JSON.stringify(bodies[nameOf(operation)]?.(scene) ?? {})
  const { app, owner } = scene
  return app.inject({
    method: operation.method,
    url: pathIn(scene, operation.path),
    headers: {
      host: owner.headers.host,
      cookie: owner.cookie,
      ...headers,
      ...(type && { 'content-type': type }),
    },
    payload: Buffer.from(body), // for a text, inject would name a type by itself
  })
}

const json = 'application/json'
const ours = { origin: 'http://parley.test' }
const foreign: Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'cross-site', ...ours },
  { 'sec-fetch-site': 'same-site', origin: 'http://other.parley.test' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  {},
]

t.test('nothing that changes something is done for another site', async (t) => {
  const { app, scene } = await open(t)
  const before = await keptBy(app)
  t.ok(unsafe(app).length >= 20, `${unsafe(app).length} operations`)
  for (const operation of unsafe(app)) {
    for (const headers of foreign) {
      const reply = await attempt(scene, operation, { headers, type: json })
      const isRefused = reply.statusCode === 403 && reply.json().code === 'origin_refused'
      if (!isRefused) t.fail(`${nameOf(operation)} with ${JSON.stringify(headers)}: ${reply.body}`)
    }
  }
  t.same(await keptBy(app), before, 'and nothing is kept of it')
})

t.test('what a form can send is taken nowhere', async (t) => {
  const { app, scene } = await open(t)
  const before = await keptBy(app)
  const types = [
    'text/plain',
    'text/plain;application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    null,
  ]
  for (const operation of unsafe(app)) {
    for (const type of types) {
      const reply = await attempt(scene, operation, { headers: ours, type })
      const isRefused = reply.statusCode === 415 && reply.json().code === 'unsupported_media_type'
      if (!isRefused) t.fail(`${nameOf(operation)} as ${type}: ${reply.statusCode} ${reply.body}`)
    }
  }
  t.same(await keptBy(app), before, 'and nothing is kept of it')
})

/** An owner hands over or closes first, and clears direct conversations alone. */
const notOfAnOwnersGroup = new Set(['owner_must_hand_over', 'not_direct', 'request_decided'])

t.test('the same requests of our own page are taken', async (t) => {
  const { app } = await open(t)
  for (const operation of unsafe(app)) {
    const scene = await newScene(app)
    const body = operation.fields.length > 0 ? (bodies[nameOf(operation)]?.(scene) ?? {}) : null
    const sent = rawBodies[nameOf(operation)] ?? { headers: {}, payload: body }
    const reply = await app.inject({
      method: operation.method,
      url: pathIn(scene, operation.path),
      headers: { ...scene.owner.headers, 'x-file-name': 'tea.txt', ...sent.headers },
      ...(sent.payload && { payload: sent.payload }),
    })
    const isTaken = reply.statusCode < 400 || notOfAnOwnersGroup.has(reply.json().code)
    if (!isTaken) t.fail(`${nameOf(operation)}: ${reply.statusCode} ${reply.body}`)
  }
})

/** What the others need in their query. */
const queries: Record<string, (scene: Scene) => string> = {
  '/api/v1/conversations/{conversationId}/changes': () => '?after=0',
  '/api/v1/conversations/{conversationId}/messages': ({ seq }) => `?around=${seq}`,
  '/api/v1/conversations/{conversationId}/messages/by-seq': ({ seq }) => `?seqs=${seq}`,
  '/api/v1/messages/search': ({ groupId }) => `?q=hello&conversationId=${groupId}`,
  '/api/v1/users/by-id': ({ other }) => `?ids=${other.user.id}`,
  '/api/v1/users': () => '?q=new',
  '/api/v1/groups': () => '?q=tea',
}

t.test('reading changes nothing but when a session was last used', async (t) => {
  const { app, scene } = await open(t)
  const before = await keptBy(app)
  clock.advance(10 * 60_000) // long enough for everything that is noted now and then
  const reading = operationsOf(app).filter(({ method }) => method === 'GET')
  for (const { path } of reading) {
    const url = pathIn(scene, path) + (queries[path]?.(scene) ?? '')
    const { statusCode } = await app.inject({ url, headers: scene.owner.headers })
    t.equal(statusCode, path.endsWith('/realtime') ? 426 : 200, `GET ${url}`)
    for (const method of ['HEAD', 'OPTIONS'] as const) {
      const reply = await app.inject({ method, url, headers: scene.owner.headers })
      if (reply.statusCode >= 500) t.fail(`${method} ${url}: ${reply.statusCode}`)
    }
  }
  const after = await keptBy(app)
  const lastSeen = (rows: readonly object[] = []) => rows.map((row) => Reflect.get(row, 'last_seen_at'))
  t.strictNotSame(lastSeen(after['sessions']), lastSeen(before['sessions']), 'which is noted')
  const withoutLastSeen = (kept: typeof before) => ({
    ...kept,
    sessions: (kept['sessions'] ?? []).map((row) => ({ ...row, last_seen_at: null })),
  })
  t.same(withoutLastSeen(after), withoutLastSeen(before))
})
