import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import t from 'tap'
import { parse } from 'yaml'

import { withWorkers } from '../../api/src/stores/with-workers.ts'
import { temporaryFolder } from '../support/databases/stores.ts'
import { childEnv } from '../support/processes/child-env.ts'
import type { Ended } from '../support/processes/script.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { scripts } = parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
}

/** Those that are the same program differ in what it is to run. */
const commands = [...Object.entries(scripts), ['main', 'node api/src/main.ts'] as const].filter(
  ([name]) => !name.startsWith('test:'),
)

/** What the commands write. */
const written = [
  'openapi.yaml',
  'docs/self-hosting.md',
  'docs/screenshots/group-light.png',
  'test/deploy/rendered',
  'web/dist/index.html',
  'web/dist-hosted/index.html',
]

const timesOf = (): Promise<(number | null)[]> =>
  Promise.all(
    written.map((path) =>
      stat(join(root, path)).then(
        ({ mtimeMs }) => mtimeMs,
        () => null,
      ),
    ),
  )

/** As npm runs it. */
async function run(command: string, words: string, dataDir: string): Promise<Ended> {
  const path = `${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`
  const child = spawn('sh', ['-c', `${command} ${words}`], {
    cwd: root,
    env: { ...childEnv, PATH: path, DATA_DIR: dataDir },
  })
  let [said, lamented] = ['', '']
  child.stdout.on('data', (data: Buffer) => (said += data.toString()))
  child.stderr.on('data', (data: Buffer) => (lamented += data.toString()))
  await once(child, 'close')
  return { code: child.exitCode, said, lamented }
}

/** Each loads much of Parley, on a machine that may be busy. */
t.setTimeout(120_000)

t.test('Every command says how it is called, and does nothing else then', async (t) => {
  t.ok(commands.length >= 18)
  const [dataDir, before] = [join(await temporaryFolder(t), 'data'), await timesOf()]
  await withWorkers(commands, 4, async ([name, command]) => {
    const { code, said, lamented } = await run(command, '--help', dataDir)
    t.equal(code, 0, name)
    t.match(said, name === 'main' ? command : new RegExp(`npm (run )?${name}|${command.split(' ')[1]}`), name)
    t.equal(lamented, '', name)
  })
  t.notOk(existsSync(dataDir), 'no instance was filled or started')
  t.same(await timesOf(), before, 'nothing was written')
})

t.test('Every command refuses what it does not know, in a sentence and with exit code 2', async (t) => {
  const [dataDir, before] = [join(await temporaryFolder(t), 'data'), await timesOf()]
  // One of each sort gets a word without dashes too.
  const sorts = commands.filter(([name]) => ['main', 'demo', 'backup', 'verify', 'test'].includes(name))
  const misuses = [
    ...commands.map((command) => [...command, '--nonsense'] as const),
    ...sorts.map((command) => [...command, 'nonsense'] as const),
  ]
  await withWorkers(misuses, 4, async ([name, command, word]) => {
    const { code, said, lamented } = await run(command, word, dataDir)
    t.equal(code, 2, `${name} ${word}`)
    t.match(lamented, /^[^\n]*nonsense[^\n]*\.\n$/, `${name} ${word}`)
    t.equal(said, '', `${name} ${word}`)
  })
  t.notOk(existsSync(dataDir), 'no instance was filled or started')
  t.same(await timesOf(), before, 'nothing was written')
})
