import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import t, { type Test } from 'tap'

// Runs the test files that it is given one after the other in this process, each as one test: scripts/test.ts --together

const files = new Map(process.argv.slice(2).map((file) => [pathToFileURL(resolve(file)).href, file]))
const fileMaxMs = Number(process.env['TAP_TIMEOUT'] ?? 30) * 1_000
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
for (const [url, file] of files) {
  // Not awaited: what a file gets as tap imports this module, which has to be ready then.
  void t.test(file, { timeout: fileMaxMs }, async (test) => {
    running = test
    await import(url)
  })
}
