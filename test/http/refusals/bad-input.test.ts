import { randomUUID } from 'node:crypto'

import type { ConversationSummary } from '@parley/shared'
import type { FastifyInstance } from 'fastify'
import t, { type Test } from 'tap'

import { buildTestApp, signUp, type Person } from '../../support/app/app.ts'
import { cheapHasher } from '../../support/app/cheap-hasher.ts'
import { TestClock } from '../../support/app/clock.ts'
import { operationsOf, type Operation } from '../../support/models/operations.ts'

const hostileBodies: readonly string[] = [
  'null',
  '[]',
  '"text"',
  '17',
  '{',
  '',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  `{${Array.from({ length: 5_000 }, (_, at) => `"key${at}":1`).join()}}`,
  `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  `{${Array.from({ length: 100_000 }, (_, at) => `"key${at}":1`).join()}}`,
  '{"text":"one","text":"two"}',
  '{"isAdmin":true,"role":"owner","id":"x","passwordHash":"x","senderId":"x","seq":1}',
]

const hostileSegments = [
  '%00',
  '%2e%2e%2f',
  '__proto__',
  'constructor',
  '-1',
  '0',
  '1e3',
  '%F0%9F%98%80',
  'a'.repeat(300),
  '%',
]

/** What else the query needs, so that it is not refused for what is missing. */
const required: Record<string, string> = {
  '/api/v1/conversations/{conversationId}/changes': 'after=0',
  '/api/v1/conversations/{conversationId}/messages/by-seq': 'seqs=1',
  '/api/v1/messages/search': 'q=tea',
  '/api/v1/users/by-id': `ids=${randomUUID()}`,
}

/** The query that a route needs, without the one parameter that is tried. */
const besides = (path: string, name: string): string => {
  const rest = required[path] ?? ''
  return rest === '' || rest.startsWith(`${name}=`) ? '' : `&${rest}`
}

let requests = 0

/** Sends it and holds the answer to what every answer to bad input has to be. */
async function send(
  t: Test,
  app: FastifyInstance,
  person: Person,
  request: { method: Operation['method']; url: string; body?: string },
) {
  const startMs = performance.now()
  const reply = await app.inject({
    method: request.method,
    url: request.url,
    headers: { ...person.headers, ...(request.body !== undefined && { 'content-type': 'application/json' }) },
    remoteAddress: `10.${(requests >> 16) & 255}.${(requests >> 8) & 255}.${requests++ & 255}`,
    ...(request.body !== undefined && { payload: request.body }),
  })
  const what = `${request.method} ${request.url.slice(0, 80)} ${request.body?.slice(0, 60) ?? ''}`
  if (reply.statusCode >= 500) t.fail(`${what} answers ${reply.statusCode}: ${reply.body}`)
  if (reply.statusCode >= 400 && !reply.body.includes('"code":"'))
    t.fail(`${what} has no code: ${reply.body}`)
  if (performance.now() - startMs > 3_000) t.fail(`${what} took too long`)
  return reply
}

/** With a conversation that there is, so that what is in the query is looked at. */
const filledWith =
  (conversationId: string) =>
  (path: string): string =>
    path
      .replace('{conversationId}', conversationId)
      .replace(/\{\w*[sS]eq\}/, '1')
      .replace(/\{\w+\}/g, () => randomUUID())

t.test('bad input over every endpoint is refused with a code, and never with a 5xx', async (t) => {
  const clock = new TestClock()
  const app = await buildTestApp(t, { ports: { clock, hasher: cheapHasher() } })
  const person = await signUp(app, 'ann')
  const notes = { method: 'POST', url: '/api/v1/conversations/direct', headers: person.headers } as const
  const opened = await app.inject({ ...notes, payload: { userId: person.user.id } })
  const filled = filledWith(opened.json<ConversationSummary>().conversation.id)
  const operations = operationsOf(app)
  t.ok(operations.length > 25, 'there is something to try')
  const withBody = operations.filter(({ fields }) => fields.length > 0)
  t.ok(withBody.length > 10)

  await t.test('whole bodies', async (t) => {
    for (const { method, path } of withBody) {
      for (const body of hostileBodies) {
        const reply = await send(t, app, person, { method, url: filled(path), body })
        if (reply.statusCode < 400) t.fail(`${method} ${path} takes ${body.slice(0, 60)}`)
      }
    }
    t.equal(({} as { polluted?: boolean }).polluted, undefined)
  })

  await t.test('every parameter of every path and query', async (t) => {
    for (const { method, path, query } of operations) {
      if (method !== 'GET' && !path.includes('{')) continue
      for (const segment of hostileSegments) {
        await send(t, app, person, { method, url: path.replace(/\{\w+\}/g, segment) })
        for (const name of query) {
          clock.advance(10_000) // what is limited to a few in ten seconds is tried more often
          const rest = besides(path, name)
          await send(t, app, person, { method, url: `${filled(path)}?${name}=${segment}${rest}` })
          for (const wrong of [`${name}[$ne]=1`, `${name}=1&${name}=2`, `${name}.length=1`]) {
            const reply = await send(t, app, person, { method, url: `${filled(path)}?${wrong}${rest}` })
            if (reply.statusCode !== 400) t.fail(`${path} takes ${wrong}: ${reply.statusCode}`)
          }
        }
      }
    }
    t.pass('no answer was a 5xx')
  })

  await t.test('a body of ten megabytes', async (t) => {
    const body = JSON.stringify({ text: 'x'.repeat(10_000_000) })
    for (const { method, path } of withBody) {
      t.equal((await send(t, app, person, { method, url: filled(path), body })).statusCode, 413)
    }
  })

  const me = await app.inject({ url: '/api/v1/me', headers: person.headers })
  t.match(me.json(), { user: { id: person.user.id, username: 'ann' } }, 'and she still is who she was')
})
