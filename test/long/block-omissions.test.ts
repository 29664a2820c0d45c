import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import t from 'tap'

import { blockOmissions } from '../delivery/block-omissions.ts'
import { mutantBuild } from '../support/processes/mutant-build.ts'

t.setTimeout(1_800_000)

const tests = fileURLToPath(new URL('..', import.meta.url))

for (const { name, edits } of blockOmissions) {
  t.test(`it is found that ${name}`, async (t) => {
    const root = join(await mutantBuild(t, edits), '../../..')
    await cp(tests, join(root, 'test'), { recursive: true })
    const run = spawn(process.execPath, ['test/realtime/blocking/blocking.test.ts'], {
      cwd: root,
      env: { ...process.env, TAP_TIMEOUT: '300' },
    })
    let output = ''
    run.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const [code] = (await once(run, 'close')) as [number | null]
    t.equal(code, 1)
    t.match(output, /^ +not ok/m, 'because of what it saw')
  })
}
