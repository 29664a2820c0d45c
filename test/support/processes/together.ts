import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import t, { type Test } from 'tap'

// Runs the test files that it is given one after the other in this process, each as one test: scripts/test.ts --together

const files = new Map(process.argv.slice(2).map((file) => [pathToFileURL(resolve(file)).href, file]))
const fileMaxMs = Number(process.env['TAP_TIMEOUT'] ?? 30) * 1_000
const lingersMs = 3_000
let running = t as Test

/** What a file gets as tap, so that its tests and what it tears down at its end are its own. */
const ownTap = `import { ownTest } from ${JSON.stringify(import.meta.url)}
export default ownTest()`

export const ownTest = (): Test => running

registerHooks({
  resolve: (name, context, next) =>
    name === 'tap' && files.has(context.parentURL ?? '')
      ? { url: `tap:${context.parentURL}`, format: 'module', shortCircuit: true }
      : next(name, context),
  load: (url, context, next) =>
    url.startsWith('tap:') ? { format: 'module', source: ownTap, shortCircuit: true } : next(url, context),
})

t.setTimeout(0)
const ends = [...files].map(([url, file]) =>
  t.test(file, { timeout: fileMaxMs }, async (test) => {
    running = test
    await import(url)
  }),
)
// Not awaited: what a file gets as tap imports this module, which has to be ready then. What a test has left open, as a
// socket whose other end holds its timers, keeps no process alive.
void Promise.all(ends).then(() => setTimeout(() => process.exit(), lingersMs).unref())
