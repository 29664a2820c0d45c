import { readdirSync, statSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

import t, { type Test } from 'tap'

import { build, hostedApart, isStale, ownClient } from '../../web/build.ts'
import { runScriptWith } from '../support/processes/script.ts'

/** What says no more than what else is loaded gets no smaller. */
const isTiny = (path: string): boolean => statSync(path).size < 200

async function builtIn(t: Test, apiUrl: string) {
  const folder = await mkdtemp(join(tmpdir(), 'parley-web-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const options = { apiUrl, outDir: join(folder, 'dist') }
  t.equal(await isStale(options), true, 'nothing is there yet')
  const report = await build(options)
  return { options, report, html: await readFile(join(options.outDir, 'index.html'), 'utf8') }
}

t.test('the page refers to bundles that are there, under names that change with their content', async (t) => {
  const { options, html } = await builtIn(t, '')
  const files = await readdir(options.outDir)
  const referred = [...html.matchAll(/(?:src|href)="\/([^"]+)"/g)].map((match) => match[1] ?? '')
  t.ok(referred.length >= 2)
  for (const name of referred) {
    // Installed clients look for it under one name.
    if (name !== 'manifest.webmanifest') t.match(name, /-[A-Z0-9]{8}\./)
    t.ok(files.includes(name), name)
  }
  t.ok(files.some((name) => name.endsWith('.js.map')))
  t.notMatch(html, /src\//, 'no source is referred to')
})

t.test(
  'builds at the same time leave one that is whole all the while, and nothing of any other',
  async (t) => {
    const { options } = await builtIn(t, '')
    const whole = await readdir(options.outDir)
    await writeFile(join(options.outDir, 'main-OLDOLDOL.js'), '')
    const progress = { isOver: false }
    const builds = Promise.all([build(options), build(options), build(options)]).finally(
      () => (progress.isOver = true),
    )
    while (!progress.isOver) {
      const names = readdirSync(options.outDir)
      const missing = whole.filter((name) => !names.includes(name))
      if (missing.length > 0) t.fail(`${missing.join()} is not there`)
      await setImmediate()
    }
    await builds
    t.same(await readdir(options.outDir), whole)
    t.same(await readdir(join(options.outDir, '..')), ['dist'])
  },
)

t.test(
  'what pages load is there compressed as well, and the page, which is changed by hand, is not',
  async (t) => {
    const { options } = await builtIn(t, '')
    const files = await readdir(options.outDir)
    const read = (name: string) => readFile(join(options.outDir, name))
    const loaded = files.filter(
      (name) => /\.(?:js|css|svg)$/.test(name) && !isTiny(join(options.outDir, name)),
    )
    t.ok(loaded.length >= 3)
    for (const name of loaded) {
      const whole = await read(name)
      t.strictSame(brotliDecompressSync(await read(`${name}.br`)), whole, name)
      t.strictSame(gunzipSync(await read(`${name}.gz`)), whole, name)
    }
    t.strictSame(
      files.filter((name) => name.startsWith('index.html')),
      ['index.html'],
    )
  },
)

t.test('nothing in the page is inline code', async (t) => {
  const { html } = await builtIn(t, '')
  t.notMatch(html, /<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=/i)
})

t.test('the scripts are small, and carry no schema library and no samples', async (t) => {
  const { options, report } = await builtIn(t, '')
  t.ok(report.initial <= 46_000, `it starts with ${report.initial} bytes`)
  t.ok(report.total <= 890_000, `there are ${report.total} bytes`)
  const maps = (await readdir(options.outDir)).filter((name) => name.endsWith('.js.map'))
  for (const name of maps)
    t.notMatch(await readFile(join(options.outDir, name), 'utf8'), /typebox|styles-page/i)
})

t.test(
  'what is not needed at once is no part of what starts, and what starts is one file and its entry',
  async (t) => {
    const { options, html } = await builtIn(t, '')
    const files = await readdir(options.outDir)
    const started = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((match) => match[1] ?? '')
    t.strictSame(
      started.map((name) => name.split('-')[0]),
      ['theme', 'main', 'chunk'],
    )
    for (const part of ['settings-view', 'panels', 'create-tabs', 'message-hits', 'doors']) {
      const [name = ''] = files.filter((file) => new RegExp(`^${part}-[A-Z0-9]{8}\\.js$`).test(file))
      t.not(name, '', part)
      t.notOk(started.includes(name), part)
    }
    const theme = await readFile(join(options.outDir, started[0] ?? ''), 'utf8')
    t.notMatch(theme, /^import|^export/m, 'a script that blocks the first paint waits for no other')
    t.match(html, /<script src="[^"]+"><\/script>\s*<link rel="stylesheet"/, 'nor for the style sheet')
  },
)

t.test('a page that is hosted apart knows where the API is', async (t) => {
  const { options, html } = await builtIn(t, 'https://chat.example.org')
  t.match(html, '<meta name="parley-api" content="https://chat.example.org" />')
  t.equal(await isStale(options), false)
  t.equal(await isStale({ ...options, apiUrl: '' }), true, 'for another address it must be built again')
})

t.test('what is built to be hosted apart stays, whatever a server in the same checkout builds', async (t) => {
  const apart = hostedApart('https://api.example.org')
  t.equal(apart.apiUrl, 'https://api.example.org')
  t.match({ ...ownClient }, { apiUrl: '' }, 'what the server sends asks the server')
  t.not(apart.outDir, ownClient.outDir)
  const guide = await readFile(new URL('../../docs/hosting-the-client.md', import.meta.url), 'utf8')
  t.match(guide, `Serve the folder \`web/${basename(apart.outDir)}\``)
  const { code, lamented } = await runScriptWith({ PARLEY_API_URL: '"><script>' }, 'build')
  t.equal(code, 1)
  t.match(lamented, /PARLEY_API_URL is ""><script>"/, 'the command builds for the address that is set')
})

t.test('an address that would break the page is refused', async (t) => {
  const outDir = join(tmpdir(), 'parley-never-built')
  await t.rejects(build({ apiUrl: '"><script>', outDir }), /PARLEY_API_URL/)
})

t.test('a bundle that is older than a source is stale', async (t) => {
  const { options } = await builtIn(t, '')
  await utimes(join(options.outDir, 'index.html'), 1, 1)
  t.equal(await isStale(options), true)
})
