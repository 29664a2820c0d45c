import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'

import { Parser, type Result } from 'tap-parser'

import { StartError } from '../api/src/config/start-error.ts'
import { Misuse, oneValue, runCommand, type Arguments } from '../api/src/process/command.ts'
import { withWorkers } from '../api/src/stores/with-workers.ts'

const help = `node scripts/test.ts [--jobs n] <glob>… [--together glob]

Runs test files in the order of the globs, each in a process of its own. Those of --together come last, some in a
process, which loads once what all of them need. What a process says is shown when one of its files fails.
tap's own runner watches the loading of every module in every process, which costs up to a third more.`

const root = fileURLToPath(new URL('..', import.meta.url))
const together = 'test/support/processes/together.ts'
/** Which files share a process depends on their names alone: one that disturbs another always does. */
const filesTogether = 4
/** Much of a test is waiting. */
const jobsPerCore = 2
/** A process that takes longer hangs in a way that the limits of its files do not see. */
const processMaxMs = 20 * 60 * 1_000
/** For a file that does not say how long it may take: many times what it needs on a machine that has nothing else to do. */
const testSeconds = '300'

interface Counts {
  passed: number
  failed: number
  skipped: number
}

interface FileResult extends Counts {
  readonly file: string
  seconds: number
}

const env = {
  TAP_TIMEOUT: testSeconds,
  // Hundreds of processes load the same modules.
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)),
  ...process.env,
}

/** Counts the assertions of a file, those of tests within tests too. */
function countIn(parser: Parser, counts: Counts): void {
  parser.on('child', (child: Parser) => countIn(child, counts))
  parser.on('assert', ({ ok, skip, closingTestPoint }: Result) => {
    if (closingTestPoint) return // says again what its assertions have said
    if (skip) counts.skipped += 1
    else if (ok) counts.passed += 1
    else counts.failed += 1
  })
}

/** Where each file is a test, by its name. */
function countEach(parser: Parser, results: readonly FileResult[]): void {
  parser.on('child', (child: Parser) => {
    const result = results.find(({ file }) => file === child.name)
    if (result) countIn(child, result)
  })
  parser.on('assert', ({ name, time }: Result) => {
    const result = results.find(({ file }) => file === name)
    if (result) result.seconds = (time ?? 0) / 1_000
  })
}

/** In one process. */
async function runFiles(files: readonly string[]): Promise<FileResult[]> {
  const startMs = performance.now()
  const output: Buffer[] = []
  const results = files.map((file): FileResult => ({ file, passed: 0, failed: 0, skipped: 0, seconds: 0 }))
  const [first] = results
  const isAlone = first !== undefined && results.length === 1
  const parser = new Parser()
  if (isAlone) countIn(parser, first)
  else countEach(parser, results)
  const words = isAlone ? files : [together, ...files]
  const child = spawn(process.execPath, words, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const timer = setTimeout(() => child.kill('SIGKILL'), processMaxMs)
  child.stdout.on('data', (data: Buffer) => {
    output.push(data)
    parser.write(data)
  })
  child.stderr.on('data', (data: Buffer) => output.push(data))
  const [code, signal] = await once(child, 'close')
  clearTimeout(timer)
  parser.end()
  if (isAlone) first.seconds = (performance.now() - startMs) / 1_000
  for (const result of results) if (result.passed === 0) result.failed ||= 1
  const hasFailed = (): boolean => results.some(({ failed }) => failed > 0)
  // Then it is not known whose failure that is.
  if (first && !hasFailed() && !(parser.ok && code === 0)) first.failed = 1
  for (const { file, passed, failed, seconds } of results)
    console.log(`${failed === 0 ? 'ok    ' : 'not ok'} ${file} (${passed} passed, ${seconds.toFixed(1)} s)`)
  if (hasFailed())
    console.log(`${Buffer.concat(output).toString()}\n${files.join(' ')} ended with ${signal ?? code}\n`)
  return results
}

const filesOf = (glob: string): string[] => {
  const files = globSync(glob, { cwd: root }).sort()
  if (files.length === 0) throw new Misuse(glob)
  return files
}

const chunks = (files: readonly string[], size: number): string[][] =>
  Array.from({ length: Math.ceil(files.length / size) }, (_, at) => files.slice(at * size, (at + 1) * size))

async function runAll(given: Arguments): Promise<void> {
  const jobs = given.has('jobs') ? Number(oneValue(given, 'jobs')) : cpus().length * jobsPerCore
  if (!(jobs >= 1)) throw new StartError('--jobs takes a number from 1 on: see --help.')
  const alone = [...new Set((given.get('globs') ?? []).flatMap(filesOf))]
  const inCompany = given.has('together') ? filesOf(oneValue(given, 'together')) : []
  const processes = [...chunks(alone, 1), ...chunks(inCompany, filesTogether)]
  const results: FileResult[] = []
  await withWorkers(processes, jobs, async (files) => void results.push(...(await runFiles(files))))
  const sum = (of: keyof Counts): number => results.reduce((total, one) => total + one[of], 0)
  console.log(
    `${results.length} files: ${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`,
  )
  const isWhole = results.length === alone.length + inCompany.length && results.length > 0
  process.exitCode = isWhole && sum('failed') === 0 ? 0 : 1
}

await runCommand({ help, names: ['jobs', 'together'], loose: 'globs', run: runAll })
