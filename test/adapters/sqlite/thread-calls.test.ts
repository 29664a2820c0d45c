import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'

import t, { type Test } from 'tap'

import { ThreadCalls } from '../../../api/src/adapters/sqlite/thread-calls.ts'
import { Unavailable } from '../../../api/src/stores/errors.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'

/** More than a busy machine takes for an answer of a thread that does not stall. */
const readLimitMs = 2_000

const urlOf = (path: string): string => JSON.stringify(new URL(`../../../api/src/${path}`, import.meta.url))

type WorkerMethods = Record<'ready' | 'die' | 'close', () => unknown> & { stall(flag: Int32Array): string }

/** A worker whose disk can be made to stall, and which can die. */
async function workerScript(t: Test): Promise<URL> {
  const path = join(await temporaryFolder(t), 'worker.ts')
  const source = `import { serveCalls } from ${urlOf('adapters/sqlite/thread-calls.ts')}
    serveCalls({
      ready: () => true,
      stall: (flag: Int32Array) => Atomics.wait(flag, 0, 0),
      die: () => process.exit(0),
      close: () => undefined,
    })`
  await writeFile(path, source)
  return pathToFileURL(path)
}

t.test('who only reads does not wait for ever for a thread that stalls, and a write does', async (t) => {
  const calls = await ThreadCalls.open<WorkerMethods>(await workerScript(t), 'nowhere', { readLimitMs })
  t.teardown(() => calls.close())
  const flag = new Int32Array(new SharedArrayBuffer(4))
  let isWritten = false
  const writing = calls.call('stall', flag).then(() => (isWritten = true))
  await t.rejects(calls.read('ready'), new Unavailable('The database does not answer in time.'))
  t.notOk(isWritten, 'it is not told as refused: it may still be done')
  Atomics.store(flag, 0, 1)
  Atomics.notify(flag, 0)
  await writing
  t.equal(await calls.read('ready'), true, 'and when the thread goes on, all is well')
})

t.test('a thread that ends unexpectedly ends the process, with a line in the log', async (t) => {
  const source = `import { ThreadCalls } from ${urlOf('adapters/sqlite/thread-calls.ts')}
    import { createLogger } from ${urlOf('process/logger.ts')}
    import { Shutdown } from ${urlOf('process/shutdown.ts')}
    new Shutdown(createLogger('error')).onSignals()
    setInterval(() => undefined, 1_000) // as a server that listens
    const calls = await ThreadCalls.open(new URL(${JSON.stringify((await workerScript(t)).href)}), 'nowhere')
    await calls.call('die').catch((error) => console.log(error.name))`
  const path = join(await temporaryFolder(t), 'instance.ts')
  await writeFile(path, source)
  const child = spawn(process.execPath, [path], { timeout: 60_000 })
  const [told, logged] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  t.equal(child.exitCode, 1)
  t.equal(told.trim(), 'Unavailable')
  t.match(logged, 'The database thread has ended unexpectedly.')
})

t.test('a thread that is closed ends nothing but itself', async (t) => {
  const calls = await ThreadCalls.open<WorkerMethods>(await workerScript(t), 'nowhere')
  await calls.close()
  await t.rejects(calls.read('ready'), Unavailable)
})
