import { spawnSync } from 'node:child_process'

import t from 'tap'

/** A module of Node.js that is imported shows all its names, of which this one loads a client of half a megabyte. */
t.test('Nothing that a start loads loads the HTTP client of Node.js', async (t) => {
  const main = new URL('../api/src/main.ts', import.meta.url).href
  const script = `await import(${JSON.stringify(main)}); console.log(process.moduleLoadList.join('\\n'))`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    cwd: new URL('..', import.meta.url),
  })
  t.match(stdout, /^NativeModule http$/m, stderr)
  t.notMatch(stdout, 'undici')
})

t.test('A start without MONGODB_URL does not load the driver of MongoDB', async (t) => {
  const compose = new URL('../api/src/compose.ts', import.meta.url).href
  const script = `
    import { createRequire } from 'node:module'
    await import(${JSON.stringify(compose)})
    const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('/node_modules/mongodb/'))
    const before = loaded()
    await import(${JSON.stringify(new URL('../api/src/adapters/mongo/message-store.ts', import.meta.url).href)})
    console.log(JSON.stringify([before, loaded()]))`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    cwd: new URL('..', import.meta.url),
  })
  t.strictSame(JSON.parse(stdout || 'null'), [false, true], stderr)
})
