import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import t from 'tap'

import { buildTestApp } from '../../support/app/app.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'
const page = '<!doctype html><title>Parley</title>'

const webRoot = await temporaryFolder(t)
await writeFile(join(webRoot, 'index.html'), page)
await writeFile(join(webRoot, 'main-ABCD1234.js'), 'void 0')

const nowhere = [
  '/nosuch',
  '/nosuch/at/all?and=more',
  '/c',
  '/settings/profile/nosuch',
  '/index.php',
  '/.git/config',
  '//nosuch',
  '/..%2f..%2fpackage.json',
  '/%zz',
  `/${'x'.repeat(400)}`,
  '/docs/nosuch',
  '/docs/static/nosuch.css',
  '/apiary',
  '/styles', // is there while one develops, elsewhere
]

t.test('who follows a wrong link gets the client, with the status of it', async (t) => {
  const app = await buildTestApp(t, { webRoot })
  for (const url of nowhere) {
    const reply = await app.inject({ url, headers: { accept: browser } })
    t.equal(reply.statusCode, 404, url.slice(0, 30))
    t.equal(reply.body, page)
    t.match(reply.headers, { 'content-type': /^text\/html/, vary: /accept/i, 'cache-control': 'no-cache' })
    t.match(reply.headers['content-security-policy'], "default-src 'none'", 'with its protections')
  }
})

t.test('no copy of it can be taken for unchanged, or be asked for in parts', async (t) => {
  const app = await buildTestApp(t, { webRoot })
  const first = await app.inject({ url: '/nosuch', headers: { accept: browser } })
  t.equal(first.headers.etag, undefined)
  t.equal(first.headers['last-modified'], undefined)
  const conditions = [
    { 'if-none-match': '*' },
    { 'if-modified-since': new Date(Date.now() + 60_000).toUTCString() },
    { range: 'bytes=0-3' },
    { range: 'bytes=9999-' },
    { 'if-match': '"x"' },
  ]
  for (const condition of conditions) {
    const reply = await app.inject({ url: '/nosuch', headers: { accept: browser, ...condition } })
    t.match([reply.statusCode, reply.body], [404, page], JSON.stringify(condition))
  }
})

t.test('programs are told in their own words', async (t) => {
  const app = await buildTestApp(t, { webRoot })
  const accepted = [
    '*/*',
    'application/json',
    'image/avif,image/*,*/*;q=0.8',
    'application/json, text/html;q=0.5',
  ]
  for (const url of nowhere) {
    for (const accept of accepted) {
      const reply = await app.inject({ url, headers: { accept } })
      const expected = url === '/%zz' ? 'invalid_request' : 'route_not_found'
      t.equal(reply.json().code, expected, `${url.slice(0, 30)} for ${accept}`)
    }
    const silent = await app.inject({ url })
    t.match(silent.headers['content-type'], 'application/problem+json')
  }
  const missing = await app.inject({ url: '/main-00000000.js', headers: { accept: '*/*' } })
  t.equal(missing.json().code, 'route_not_found', 'nor is a page ever sent for a script')
})

t.test('the API answers everyone alike, and so does every other method', async (t) => {
  const app = await buildTestApp(t, { webRoot })
  for (const url of ['/api', '/api?x=1', '/api/nosuch', '/api/v1', '/api/v1/nosuch', '/api/v1/me/nosuch']) {
    const reply = await app.inject({ url, headers: { accept: browser } })
    t.match(reply.json(), { status: 404, code: 'route_not_found' }, url)
  }
  for (const method of ['POST', 'PUT', 'DELETE'] as const) {
    const reply = await app.inject({ method, url: '/nosuch', headers: { accept: browser } })
    t.match(reply.json(), { status: 404, code: 'route_not_found' }, method)
  }
})

t.test('without a client there is the problem for all', async (t) => {
  const app = await buildTestApp(t, { webRoot: await temporaryFolder(t) })
  const reply = await app.inject({ url: '/nosuch', headers: { accept: browser } })
  t.match(reply.json(), { status: 404, code: 'route_not_found' })
})
