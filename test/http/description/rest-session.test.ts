import { readFile } from 'node:fs/promises'

import t from 'tap'

import { isRecord } from '../../../api/src/http/is-record.ts'
import { anonymous, buildTestApp, signUp } from '../../support/app/app.ts'
import type { Method } from '../../support/models/operations.ts'

const page = await readFile(new URL('../../../docs/protocol.md', import.meta.url), 'utf8')
const [section = ''] = page.split('## A session over REST\n').at(1)?.split('\n## ') ?? []

interface Exchange {
  readonly method: Method
  readonly url: string
  readonly body: string
  readonly status: number
  readonly answer: unknown
}

const exchanges: Exchange[] = [
  ...section.matchAll(/^ {4}> ([A-Z]+) (\S+)(.*(?:\n {7}.*)*)\n {4}< (\d+) (.*(?:\n {7}.*)*)/gm),
].map(([, method, url = '', body = '', status, answer = '']) => ({
  method: method as Method,
  url,
  body: body.trim(),
  status: Number(status),
  answer: JSON.parse(answer),
}))

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** The ids that the server gave, by those of the page. */
class Ids {
  readonly #given = new Map<string, string>()

  resolved(text: string): string {
    return text.replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, (id) => this.#given.get(id) ?? id)
  }

  /** What the page shows, as this server says it: a form of its own for each id and instant. */
  expected(shown: unknown, got: unknown): unknown {
    if (Array.isArray(shown)) {
      const items: readonly unknown[] = Array.isArray(got) ? got : []
      return shown.map((one, at) => this.expected(one, items[at]))
    }
    if (isRecord(shown)) return this.#fields(shown, isRecord(got) ? got : {})
    if (typeof shown !== 'string' || typeof got !== 'string') return shown
    if (instant.test(shown)) return instant.test(got) ? got : shown
    if (!uuid.test(shown)) return shown
    if (!this.#given.has(shown) && uuid.test(got)) this.#given.set(shown, got)
    return this.#given.get(shown)
  }

  #fields({ '…': rest, ...shown }: Record<string, unknown>, got: Record<string, unknown>) {
    const fields = Object.entries(shown).map(([name, one]) => [name, this.expected(one, got[name])] as const)
    return { ...(rest === undefined ? {} : got), ...Object.fromEntries(fields) }
  }
}

t.test('The session of the page is what a server answers', async (t) => {
  const app = await buildTestApp(t)
  await signUp(app, 'bob')
  const { cookie } = await signUp(app, 'ada')
  const ids = new Ids()
  t.ok(exchanges.length >= 10, `${exchanges.length} requests are shown`)
  t.equal(section.match(/^ {4}>/gm)?.length, exchanges.length, 'and all of them are read')
  for (const { method, url, body, status, answer } of exchanges) {
    const reply = await app.inject({
      method,
      url: ids.resolved(url),
      headers: { ...anonymous, cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { payload: ids.resolved(body) }),
    })
    t.equal(reply.statusCode, status, `${method} ${url}`)
    const got: unknown = reply.json()
    t.strictSame(got, ids.expected(answer, got), `${method} ${url}`)
  }
})
