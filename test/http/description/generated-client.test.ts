import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import t from 'tap'

import { temporaryFolder } from '../../support/databases/stores.ts'
import { freePort } from '../../support/network/free-port.ts'
import { ServerProcess } from '../../support/processes/server-process.ts'

const run = promisify(execFile)
const folder = fileURLToPath(new URL('../../generated-client', import.meta.url))

/** Of the TypeScript that the generator needs, which is not Parley's own. */
const inFolder = (file: string, ...args: string[]) =>
  run(process.execPath, [join('node_modules', file), ...args], { cwd: folder })

t.setTimeout(120_000) // the older compiler is slow

t.test('A client that a generator has made compiles strictly and does its round', async (t) => {
  const server = new ServerProcess({
    port: await freePort(),
    dataDir: await temporaryFolder(t),
    env: { HOST: '127.0.0.1' },
  })
  t.teardown(() => server.kill())
  await Promise.all([
    server.start(),
    inFolder('openapi-typescript/bin/cli.js', '../../openapi.yaml', '--output', 'dist/api.ts'),
  ])
  await inFolder('typescript/bin/tsc', '--project', '.').catch(({ stdout }: { stdout: string }) =>
    t.fail(stdout),
  )
  const { stdout } = await run(process.execPath, [join(folder, 'round.ts'), server.url])
  t.strictSame(JSON.parse(stdout), {
    isOwn: true,
    text: 'Notes on the Analytical Engine 🎩',
    pong: 'pong',
    afterSigningOut: 'not_signed_in',
  })
})
