import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { cp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { SearchPage } from '@parley/shared'
import t, { type Test } from 'tap'

import { refuseLostNames, serverBundle, serverFlags } from '../api/build.ts'
import { ApiSession } from '../scripts/delivery/api-session.ts'
import { temporaryFolder } from './support/databases/stores.ts'
import { freePort } from './support/network/free-port.ts'
import { mutantBuild } from './support/processes/mutant-build.ts'
import { ServerProcess } from './support/processes/server-process.ts'
import { until } from './support/until.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const start = 'scripts/start.js'

/** It builds first where nobody has, on a machine that may be busy. */
t.setTimeout(120_000)

const running = async (t: Test, program: string): Promise<ServerProcess> => {
  const place = { port: await freePort(), dataDir: await temporaryFolder(t) }
  const server = new ServerProcess({ ...place, env: { HOST: '127.0.0.1' }, program })
  t.teardown(() => server.kill())
  await server.start()
  return server
}

/** With which words the process was begun, or was replaced. */
const commandOf = async ({ pid }: ServerProcess): Promise<string[]> =>
  (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0')

t.test('npm start becomes the bundle, which has all that its source has', async (t) => {
  const server = await running(t, join(root, start))
  const ada = new ApiSession(server.url)

  t.test('in one process, with the flags', async (t) => {
    const command = await commandOf(server)
    for (const word of [...serverFlags, serverBundle]) t.ok(command.includes(word), word)
  })

  t.test('passwords are weighed and hashed, and sessions sealed', async (t) => {
    const common = { username: 'bob', displayName: 'Bob', password: 'qwertyuiop' }
    await t.rejects(ada.call('POST', '/accounts', common), { code: 'password_too_common' })
    await ada.register('ada')
    const again = new ApiSession(server.url)
    t.teardown(() => again.close())
    await again.signIn('ada', ada.password)
    t.match(await again.call('GET', '/me'), { user: { username: 'ada' } })
  })

  t.test('what is sent over a socket is stored, told and found', async (t) => {
    const group = await ada.group('Engines', [])
    const socket = ada.socket()
    t.teardown(() => socket.terminate())
    const heard: string[] = []
    socket.on('message', (data: Buffer) => heard.push(String(data)))
    await once(socket, 'message') // hello
    const words = { conversationId: group, clientId: randomUUID(), text: 'the difference engine' }
    socket.send(JSON.stringify({ type: 'send', ref: '1', ...words }))
    await until(() => heard.some((frame) => frame.includes('"ack"')), 'it is stored')
    const found = await ada.call<SearchPage>('GET', '/messages/search?q=differ')
    t.match(found, { items: [{ text: words.text }] })
  })

  t.test('the description has its page, and answers are compressed', async (t) => {
    for (const path of ['/docs/', '/docs/yaml', '/docs/static/swagger-ui.css', '/docs/static/logo.svg'])
      t.equal((await fetch(`${server.url}${path}`)).status, 200, path)
    const topic = 'what is said here '.repeat(10)
    for (const name of ['One', 'Two', 'Three', 'Four', 'Five', 'Six'])
      await ada.call('POST', '/conversations/groups', { name, topic, visibility: 'open', memberIds: [] })
    const groups = await fetch(`${server.url}/api/v1/groups`, {
      headers: { cookie: ada.cookie, 'accept-encoding': 'br' },
    })
    t.equal(groups.headers.get('content-encoding'), 'br')
    t.match(await groups.text(), 'what is said here')
  })

  t.test('and it ends at SIGTERM with 0', async (t) => {
    ada.close()
    t.equal(await server.stop(), 0)
  })
})

t.test('Where esbuild is not installed the server runs from its source', async (t) => {
  const main = await mutantBuild(t, [])
  const folder = join(main, '../../..')
  const web = ['build.ts', 'bundle.ts', 'manifest.ts', 'dist'].map((name) => `web/${name}`)
  for (const part of ['api/build.ts', 'scripts', ...web, 'package-lock.json'])
    await cp(join(root, part), join(folder, part), { recursive: true })
  await rm(join(folder, 'node_modules/esbuild'))
  const server = await running(t, join(folder, start))
  t.ok((await commandOf(server)).includes(join(folder, start)))
  t.equal((await fetch(server.url)).status, 200)
})

t.test('A package that would lose its names in the bundle is refused by name', (t) => {
  const inputs = (late: object, format: 'cjs' | 'esm') => ({
    'a.js': { bytes: 1, imports: [{ path: 'b.js', kind: 'dynamic-import' as const, ...late }] },
    'b.js': { bytes: 1, imports: [], format },
  })
  t.throws(() => refuseLostNames({ inputs: inputs({}, 'cjs') }), { message: /^a\.js imports b\.js late/ })
  t.doesNotThrow(() => refuseLostNames({ inputs: inputs({}, 'esm') }))
  t.doesNotThrow(() => refuseLostNames({ inputs: inputs({ external: true }, 'cjs') }))
  t.end()
})
