import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import t, { type Test } from 'tap'

import { cookieOf } from './support/app/cookie-of.ts'
import { freePort } from './support/network/free-port.ts'
import { ServerProcess } from './support/processes/server-process.ts'
import { temporaryFolder } from './support/databases/stores.ts'
import { until } from './support/until.ts'

const program = fileURLToPath(new URL('../api/src/main.ts', import.meta.url))
const launcher = fileURLToPath(new URL('../scripts/node-version.js', import.meta.url))
const lockFile = fileURLToPath(new URL('../package-lock.json', import.meta.url))
const password = 'a sentence nobody else has'

interface Ended {
  readonly code: number | null
  readonly said: string
}

/** Runs it to its end, which it should find by itself. */
const runToEnd = async (env: Record<string, string>): Promise<Ended> => {
  const child = spawn(process.execPath, [program], {
    env: { HOST: '127.0.0.1', LOG_LEVEL: 'silent', ...env },
  })
  let said = ''
  child.stdout.on('data', (data: Buffer) => (said += data.toString()))
  child.stderr.on('data', (data: Buffer) => (said += data.toString()))
  await once(child, 'close')
  return { code: child.exitCode, said }
}

const startServer = async (t: Pick<Test, 'teardown'>, dataDir: string): Promise<ServerProcess> => {
  const server = new ServerProcess({ port: await freePort(), dataDir, env: { HOST: '127.0.0.1' } })
  t.teardown(() => server.kill())
  await server.start()
  return server
}

const register = async (server: ServerProcess): Promise<Response> =>
  fetch(`${server.url}/api/v1/accounts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ username: 'ada', displayName: 'Ada', password }),
  })

const me = async (server: ServerProcess, cookie: string): Promise<number> =>
  (await fetch(`${server.url}/api/v1/me`, { headers: { cookie } })).status

t.test('A server that runs', async (t) => {
  const dataDir = join(await temporaryFolder(t), 'made', 'for', 'it')
  const server = await startServer(t, dataDir)

  t.test('says where it is, what it keeps where, and how to stop it', async (t) => {
    await until(() => server.output.includes('Ctrl+C'), 'it has said it all')
    t.match(server.output, server.url.replace('127.0.0.1', 'localhost'))
    t.match(server.output, dataDir)
    t.match(server.output, 'Ctrl+C')
  })

  t.test('keeps its folder and its files from others', async (t) => {
    t.equal((await stat(dataDir)).mode & 0o777, 0o700)
    for (const file of ['secrets.json', 'accounts.db', 'messages.db', 'journal.db']) {
      t.equal((await stat(join(dataDir, file))).mode & 0o777, 0o600, file)
    }
  })

  t.test('lets no second one use its folder', async (t) => {
    const { code, said } = await runToEnd({ DATA_DIR: dataDir, PORT: '0' })
    t.equal(code, 1)
    t.equal(
      said,
      `DATA_DIR is "${dataDir}", where another Parley runs already: stop that one, or choose another folder.\n`,
    )
    t.equal((await fetch(`${server.url}/readyz`)).status, 200)
  })

  t.test('keeps accounts, sessions and secrets through kill -9', async (t) => {
    const reply = await register(server)
    t.equal(reply.status, 201)
    const cookie = cookieOf(reply.headers.getSetCookie())
    const secrets = await readFile(join(dataDir, 'secrets.json'), 'utf8')
    await server.kill()
    await server.start()
    t.equal(await me(server, cookie), 200)
    t.equal(await readFile(join(dataDir, 'secrets.json'), 'utf8'), secrets)
  })

  t.test('ends at SIGTERM quickly and with 0', async (t) => {
    const startMs = performance.now()
    t.equal(await server.stop(), 0)
    t.ok(performance.now() - startMs < 5_000)
  })
})

t.test('A port that is in use is said to be', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.teardown(() => other.close())
  const address = other.address()
  const port = typeof address === 'object' && address ? String(address.port) : ''
  const { code, said } = await runToEnd({ DATA_DIR: await temporaryFolder(t), PORT: port })
  t.equal(code, 1)
  t.match(
    said,
    new RegExp(`^PORT is ${port}, which another program uses on 127\\.0\\.0\\.1: .* from 0 to 65535`),
  )
  t.equal(said.trim().split('\n').length, 1)
})

t.test('A folder that cannot be used is named, and nothing is harmed', async (t) => {
  const file = join(await temporaryFolder(t), 'a-file')
  await writeFile(file, 'precious')
  await chmod(file, 0o400)
  const { code, said } = await runToEnd({ DATA_DIR: join(file, 'data'), PORT: '0' })
  t.equal(code, 1)
  t.match(said, `DATA_DIR is "${join(file, 'data')}", which cannot be used`)
  t.equal(said.trim().split('\n').length, 1)
  t.equal(await readFile(file, 'utf8'), 'precious')
})

t.test('A folder where the system makes none is refused too', async (t) => {
  const { code, said } = await runToEnd({ DATA_DIR: '/proc/parley/data', PORT: '0' })
  t.equal(code, 1)
  t.match(said, 'DATA_DIR is "/proc/parley/data", which cannot be used')
})

t.test('A host that is not this machine is named', async (t) => {
  const { code, said } = await runToEnd({ DATA_DIR: await temporaryFolder(t), PORT: '0', HOST: '192.0.2.77' })
  t.equal(code, 1)
  t.match(said, /HOST is "192\.0\.2\.77", which is not this machine/)
})

t.test('A wrong setting ends it before it touches anything', async (t) => {
  const dataDir = join(await temporaryFolder(t), 'data')
  const { code, said } = await runToEnd({ DATA_DIR: dataDir, PORT: '99999' })
  t.equal(code, 1)
  t.equal(
    said,
    'PORT is "99999", which is not allowed: it takes a whole number from 0 to 65535, where 0 takes any free port.\n',
  )
  await t.rejects(stat(dataDir), { code: 'ENOENT' })
})

t.test('The launcher can be read by an old Node.js', async (t) => {
  const source = await readFile(launcher, 'utf8')
  t.match(source, '24.15')
  t.notMatch(source, /\bimport\b|\bawait\b|\?\?/)
})

/** Of a range as packages write it: whether some version of Node.js 20 is in it. */
const allowsNode20 = (range: string): boolean =>
  range.split('||').some((alternative) => {
    const [, from = '', major = ''] = /^\s*(>?)\D*(\d*)/.exec(alternative) ?? []
    return from === '' && major !== '' ? major === '20' : Number(major) <= 20
  })

t.test('Everything can be installed by Node.js 20 without a warning of npm', async (t) => {
  const lock = await readFile(lockFile, 'utf8')
  const ranges = [...lock.matchAll(/"engines": \{[^}]*"node": "([^"]+)"/g)].map(([, range = '']) => range)
  t.ok(ranges.length > 100)
  t.strictSame(
    ranges.filter((range) => !allowsNode20(range)),
    [],
  )
})
