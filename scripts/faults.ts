import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { StartError } from '../api/src/config/start-error.ts'
import { oneValue, runCommand, type Arguments } from '../api/src/process/command.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const execute = promisify(execFile)
/** Of a file that says nothing else; tap's own limit for a file that is run by itself is half a minute. */
const fileSeconds = '300'

const help = `Usage: npm run faults -- [--only <part of a file's name>] [--minutes <number>] [--seed <number>]

Lets people talk with Parley while it is harmed in every way of the fault matrix, longer than the tests do that
belong to every change, and checks that the delivery contract was kept. It takes about an hour and a half.

  --only     the files of test/faults and the like whose names have this in them: network, power-loss, …
  --minutes  for how long everything happens at once in the end; 10 when not given
  --seed     repeats the random choices of a run

MYSQL_URL, MONGODB_URL and REDIS_URL name servers that may be killed, and DATABASES the program that does so: it is
called with start, kill, pause or resume, and with mysql, mongo or redis. Linux only; strace is needed for the loss
of power, and a name space of one's own (unshare) for the full disk.`

const settings = ['MYSQL_URL', 'MONGODB_URL', 'REDIS_URL', 'DATABASES'] as const
const patterns = [
  'test/faults/*.test.ts',
  'test/faults/long/*.test.ts',
  'test/long/**/kill-points.test.ts',
  'test/{long/older-history,scripts/backup-at-work}.test.ts',
]
const defaultMinutes = '10'

/** As a run of the delivery checker reports itself. */
type Figures = Readonly<Record<string, unknown>>

interface Result {
  readonly file: string
  readonly runs: readonly Figures[]
  readonly failures: readonly string[]
  readonly seconds: number
}

/** What a test says in a line, if that is a report or a failure. */
const reported = (line: string): Figures[] => {
  const [, text] = /# fault: (\{.*\})$/.exec(line) ?? []
  return text === undefined ? [] : [JSON.parse(text)]
}
const failed = (line: string): string[] => /^\s*(not ok .*)/.exec(line)?.slice(1) ?? []

/** Whatever the file before has left: one that was broken off has mended nothing. */
async function mendServers(): Promise<void> {
  const program = process.env['DATABASES'] ?? ''
  for (const server of ['mysql', 'mongo', 'redis'])
    for (const action of ['resume', 'start']) await execute(program, [action, server])
}

async function perform(file: string, env: Record<string, string>): Promise<Result> {
  const startMs = performance.now()
  const child = spawn(process.execPath, [file], { cwd: root, env: { ...process.env, ...env } })
  const exited = once(child, 'exit')
  child.stderr.pipe(process.stderr)
  const [runs, failures]: [Figures[], string[]] = [[], []]
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(`  ${line}`)
    runs.push(...reported(line))
    failures.push(...failed(line))
  }
  const [exitCode] = await exited
  if (exitCode !== 0 && failures.length === 0) failures.push(`it ended with ${exitCode}`)
  return { file, runs, failures, seconds: Math.round((performance.now() - startMs) / 1_000) }
}

const columns = ['fault', 'seed', 'sends', 'observations', 'convergenceMs', 'breaches', 'seconds'] as const

function tableOf(results: readonly Result[]): object[] {
  return results.flatMap(({ file, runs, failures, seconds }) => {
    const verdict = failures.length === 0 ? 'held' : 'FAILED'
    const lines = runs.length > 0 ? runs : [{ fault: basename(file, '.test.ts'), seconds }]
    return lines.map((run) => ({
      ...Object.fromEntries(columns.map((name) => [name, run[name] ?? ''])),
      verdict,
    }))
  })
}

async function run(given: Arguments): Promise<void> {
  const missing = settings.filter((name) => !process.env[name])
  if (missing.length > 0) throw new StartError(`${missing.join(', ')} must be set: see --help.`)
  const only = given.has('only') ? oneValue(given, 'only') : ''
  const files = globSync(patterns, { cwd: root }).filter((file) => file.includes(only))
  if (files.length === 0) throw new StartError(`No file has "${only}" in its name.`)
  const env = {
    FAULTS: 'long',
    TAP_TIMEOUT: fileSeconds,
    FAULTS_MINUTES: given.has('minutes') ? oneValue(given, 'minutes') : defaultMinutes,
    ...(given.has('seed') && { FAULTS_SEED: oneValue(given, 'seed') }),
  }
  const results: Result[] = []
  for (const file of files) {
    console.log(file)
    await mendServers()
    results.push(await perform(file, env))
  }
  console.table(tableOf(results))
  for (const { file, failures } of results) for (const failure of failures) console.log(`${file}: ${failure}`)
  process.exitCode = results.every(({ failures }) => failures.length === 0) ? 0 : 1
}

await runCommand({ help, names: ['only', 'minutes', 'seed'], run })
