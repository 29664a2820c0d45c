import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import t from 'tap'

import { anonymous, buildTestApp, origin, signUp } from '../support/app/app.ts'

const webRoot = await mkdtemp(join(tmpdir(), 'parley-web-'))
await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>Parley</title>')
await writeFile(join(webRoot, 'main-ABCD1234.js'), 'void 0')
await writeFile(join(webRoot, '.secret'), 'x')
await mkdir(join(webRoot, 'folder'))
t.teardown(() => rm(webRoot, { recursive: true }))

const directivesOf = (policy: unknown): Record<string, string> =>
  Object.fromEntries(
    String(policy)
      .split(';')
      .map((part) => part.trim())
      .map((part) => [part.split(' ')[0] ?? '', part.split(' ').slice(1).join(' ')]),
  )

t.test('The page allows its own scripts and styles and nothing inline', async (t) => {
  const app = await buildTestApp(t, { webRoot })
  const reply = await app.inject('/')
  t.equal(reply.statusCode, 200)
  const policy = directivesOf(reply.headers['content-security-policy'])
  t.match(policy, {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'service-worker',
    'connect-src': "'self' ws://parley.test",
  })
  t.notMatch(reply.headers['content-security-policy'], /unsafe|https:|\*/)
})

t.test('Every answer carries the protections of a browser', async (t) => {
  const app = await buildTestApp(t, { webRoot })
  for (const url of ['/', '/healthz', '/docs', '/api/v1/me', '/nothing', '/main-ABCD1234.js']) {
    const { headers } = await app.inject({ url, headers: anonymous })
    t.match(headers, {
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'permissions-policy': /camera=\(\).*geolocation=\(\).*microphone=\(self\)/,
    })
    t.match(
      directivesOf(headers['content-security-policy']),
      { 'frame-ancestors': "'none'", 'base-uri': "'none'" },
      url,
    )
    t.notOk(headers['x-powered-by'] ?? headers['server'])
  }
})

t.test('Over plain http nothing demands https, and over https it does', async (t) => {
  const plain = await (await buildTestApp(t)).inject('/healthz')
  t.notOk(plain.headers['strict-transport-security'])
  t.notMatch(plain.headers['content-security-policy'], 'upgrade-insecure-requests')
  const config = { publicUrl: new URL('https://chat.example.org'), trustProxy: ['10.0.0.0/8'] }
  const secure = await (await buildTestApp(t, { config })).inject('/healthz')
  t.equal(secure.headers['strict-transport-security'], 'max-age=31536000', 'of this host alone')
  t.match(secure.headers['content-security-policy'], 'wss://chat.example.org')
})

t.test('Answers of the API are kept by nobody', async (t) => {
  const app = await buildTestApp(t)
  const { headers } = await signUp(app, 'ada')
  for (const url of [
    '/api/v1/me',
    '/api/v1/conversations',
    '/api/v1/nothing',
    '/healthz',
    '/servez',
    '/readyz',
  ]) {
    t.equal((await app.inject({ url, headers })).headers['cache-control'], 'no-store', url)
  }
  const { 'content-type': type } = (await app.inject({ url: '/api/v1/me', headers })).headers
  t.equal(type, 'application/json; charset=utf-8')
})

t.test('Bundles are kept for ever and the page is asked for again', async (t) => {
  const app = await buildTestApp(t, { webRoot })
  const bundle = await app.inject('/main-ABCD1234.js')
  t.equal(bundle.headers['cache-control'], 'public, max-age=31536000, immutable')
  t.match(bundle.headers['content-type'], /javascript/)
  t.equal((await app.inject('/')).headers['cache-control'], 'no-cache')
})

t.test('The addresses of the client answer its page, and no others do', async (t) => {
  const app = await buildTestApp(t, { webRoot })
  const id = crypto.randomUUID()
  for (const url of [
    '/',
    '/register',
    '/mentions',
    '/saved',
    '/settings',
    '/settings/profile',
    `/c/${id}`,
    `/c/${id}/details`,
  ]) {
    const reply = await app.inject(url)
    t.equal(reply.statusCode, 200, url)
    t.match(reply.headers['content-type'], 'text/html')
  }
  for (const url of [
    '/other',
    '/.secret',
    '/folder',
    '/folder/',
    '/index.php',
    '/api/v1',
    '/..%2f..%2fpackage.json',
  ]) {
    t.equal((await app.inject(url)).statusCode, 404, url)
  }
})

t.test('Without a built client the API works all the same', async (t) => {
  const app = await buildTestApp(t, { webRoot: join(webRoot, 'folder') })
  t.equal((await app.inject('/')).statusCode, 404)
  t.equal((await app.inject('/healthz')).statusCode, 200)
})

t.test('The documentation is looser in its styles alone, and asks nobody else for anything', async (t) => {
  const app = await buildTestApp(t)
  const page = await app.inject('/docs')
  t.equal(page.statusCode, 200)
  const policy = directivesOf(page.headers['content-security-policy'])
  t.equal(policy['script-src'], "'self'")
  t.equal(policy['style-src'], "'self' 'unsafe-inline'")
  t.equal(policy['default-src'], "'none'")
  t.notMatch(page.body, /(?:src|href)="https?:|<script>|onload=/)
  const description = await app.inject('/docs/json')
  t.equal(description.json<{ openapi: string }>().openapi, '3.1.0')
})

t.test('Nobody without an account gets a cookie', async (t) => {
  const app = await buildTestApp(t, { webRoot })
  for (const url of ['/', '/healthz', '/docs', '/api/v1/me', '/nothing']) {
    t.notOk((await app.inject({ url, headers: { origin } })).headers['set-cookie'], url)
  }
})
