import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'

import t from 'tap'

import { buildTestApp, signUp, type Person, type TestApp } from '../support/app/app.ts'
import { temporaryFolder } from '../support/databases/stores.ts'

const script = 'export const tea = "at four"\n'.repeat(200)
const decoders = { br: brotliDecompressSync, gzip: gunzipSync } as const
type Encoding = keyof typeof decoders

const webRoot = await temporaryFolder(t)
await writeFile(join(webRoot, 'index.html'), '<!doctype html>')
await writeFile(join(webRoot, 'main-ABCD1234.js'), script)
await writeFile(join(webRoot, 'main-ABCD1234.js.br'), brotliCompressSync(script))
await writeFile(join(webRoot, 'main-ABCD1234.js.gz'), gzipSync(script))
await writeFile(join(webRoot, 'icon-ABCD1234.svg'), '<svg/>')

const accepted: readonly [header: string | null, encoding: Encoding | null][] = [
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['gzip;q=1.0, br;q=0.5', 'gzip'],
  ['*', 'gzip'],
  ['identity', null],
  ['zstd', null],
  ['nonsense', null],
  [null, null],
]

t.test('files are sent as they were compressed when they were built, to who can read that', async (t) => {
  const app = await buildTestApp(t, { webRoot })
  const etags = new Map<string, unknown>()
  for (const [header, encoding] of accepted) {
    const headers = header === null ? {} : { 'accept-encoding': header }
    const reply = await app.inject({ url: '/main-ABCD1234.js', headers })
    t.equal(reply.headers['content-encoding'], encoding ?? undefined, String(header))
    const body = encoding === null ? reply.rawPayload : decoders[encoding](reply.rawPayload)
    t.equal(body.toString(), script)
    t.match(reply.headers, {
      vary: /accept-encoding/i,
      'content-type': /javascript/,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-length': String(reply.rawPayload.length),
    })
    etags.set(String(encoding), reply.headers.etag)
    const again = { ...headers, 'if-none-match': String(reply.headers.etag) }
    t.equal((await app.inject({ url: '/main-ABCD1234.js', headers: again })).statusCode, 304)
  }
  t.equal(new Set(etags.values()).size, 3, 'each form has a name of its own')
})

t.test('what was not compressed is sent as it is', async (t) => {
  const app = await buildTestApp(t, { webRoot })
  for (const url of ['/', '/icon-ABCD1234.svg']) {
    const reply = await app.inject({ url, headers: { 'accept-encoding': 'gzip, br' } })
    t.equal(reply.statusCode, 200)
    t.equal(reply.headers['content-encoding'], undefined, url)
  }
})

/** Ann, with more than a thousand bytes of everything. */
async function settle(app: TestApp): Promise<Person> {
  const ann = await signUp(app, 'ann')
  for (let at = 0; at < 12; at += 1) {
    const other = await signUp(app, `person${at}`)
    const direct = { url: '/api/v1/conversations/direct', payload: { userId: other.user.id } }
    const opened = await app.inject({ method: 'POST', headers: ann.headers, ...direct })
    const { id } = opened.json<{ conversation: { id: string } }>().conversation
    const group = { name: `Tea ${at}`, topic: 'x'.repeat(100), visibility: 'open', memberIds: [] }
    await app.inject({
      method: 'POST',
      url: '/api/v1/conversations/groups',
      headers: other.headers,
      payload: group,
    })
    const message = { clientId: crypto.randomUUID(), text: 'words '.repeat(300) }
    await app.inject({
      method: 'POST',
      url: `/api/v1/conversations/${id}/messages`,
      headers: ann.headers,
      payload: message,
    })
  }
  return ann
}

t.test('of the API, only what everyone may read is compressed', async (t) => {
  const app = await buildTestApp(t)
  const ann = await settle(app)
  const get = (url: string, encoding?: string) =>
    app.inject({ url, headers: { ...ann.headers, ...(encoding && { 'accept-encoding': encoding }) } })
  const list = (await get('/api/v1/conversations')).json()
  const [{ conversation }] = list.items
  const { items: people } = (await get('/api/v1/users')).json()
  const ids = people.map(({ id }: { id: string }) => id).join()

  for (const url of ['/api/v1/users', '/api/v1/groups', `/api/v1/users/by-id?ids=${ids}`]) {
    const plain = await get(url)
    t.ok(plain.rawPayload.length > 1_024, url)
    t.equal(plain.headers['content-encoding'], undefined)
    for (const encoding of ['br', 'gzip'] as const) {
      const reply = await get(url, encoding)
      t.equal(reply.headers['content-encoding'], encoding, url)
      t.match(reply.headers, { vary: /accept-encoding/i, 'cache-control': 'no-store' })
      t.ok(reply.rawPayload.length < plain.rawPayload.length / 2)
      t.strictSame(JSON.parse(decoders[encoding](reply.rawPayload).toString()), plain.json())
    }
  }
  const small = await get('/api/v1/users?q=person1', 'br')
  t.equal((await get('/api/v1/users?q=nobody', 'br')).headers['content-encoding'], undefined)
  t.equal(small.statusCode, 200)

  const own = `/api/v1/conversations/${conversation.id}`
  for (const url of [
    '/api/v1/conversations',
    own,
    `${own}/messages`,
    `${own}/changes?after=0`,
    '/api/v1/messages/search?q=words',
    '/api/v1/me',
    '/api/v1/me/sessions',
    '/api/v1/me/activity',
  ]) {
    const reply = await get(url, 'gzip, br')
    t.equal(reply.statusCode, 200, url)
    t.equal(reply.headers['content-encoding'], undefined, url)
  }
  t.ok((await get('/api/v1/conversations')).rawPayload.length > 10_000, 'however long')
})

t.test('nor is a compressed body unpacked', async (t) => {
  const app = await buildTestApp(t)
  const { headers } = await signUp(app, 'ann')
  const reply = await app.inject({
    method: 'PATCH',
    url: '/api/v1/me',
    headers: { ...headers, 'content-type': 'application/json', 'content-encoding': 'gzip' },
    payload: gzipSync('{"bio":"tea"}'),
  })
  t.equal(reply.json().code, 'invalid_json')
})
