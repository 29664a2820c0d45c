import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'

import { Parser, type Result } from 'tap-parser'

import { StartError } from '../api/src/config/start-error.ts'
import { Misuse, oneValue, runCommand, type Arguments } from '../api/src/process/command.ts'
import { withWorkers } from '../api/src/stores/with-workers.ts'

const help = `node scripts/test.ts [--jobs n] <glob>…

Runs test files, each in a process of its own, in the order of the globs. What a file says is shown when it fails.
tap's own runner does the same, but watches the loading of every module in every process, which costs up to a third more.`

const root = fileURLToPath(new URL('..', import.meta.url))
/** Much of a test is waiting. */
const jobsPerCore = 2
/** A file that takes longer hangs in a way that its own limits do not see. */
const fileMaxMs = 20 * 60 * 1_000
/** For a file that does not say how long it may take: many times what it needs on a machine that has nothing else to do. */
const testSeconds = '300'

interface Counts {
  passed: number
  failed: number
  skipped: number
}

interface FileResult extends Counts {
  readonly isGood: boolean
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

async function runFile(file: string): Promise<FileResult> {
  const startMs = performance.now()
  const output: Buffer[] = []
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
  const parser = new Parser()
  countIn(parser, counts)
  const child = spawn(process.execPath, [file], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const timer = setTimeout(() => child.kill('SIGKILL'), fileMaxMs)
  child.stdout.on('data', (data: Buffer) => {
    output.push(data)
    parser.write(data)
  })
  child.stderr.on('data', (data: Buffer) => output.push(data))
  const [code, signal] = await once(child, 'close')
  clearTimeout(timer)
  parser.end()
  const isGood = parser.ok && code === 0 && counts.passed > 0
  if (!isGood) counts.failed = Math.max(1, counts.failed)
  const seconds = ((performance.now() - startMs) / 1_000).toFixed(1)
  console.log(`${isGood ? 'ok    ' : 'not ok'} ${file} (${counts.passed} passed, ${seconds} s)`)
  if (!isGood) console.log(`${Buffer.concat(output).toString()}\n${file} ended with ${signal ?? code}\n`)
  return { ...counts, isGood }
}

const filesOf = (glob: string): string[] => {
  const files = globSync(glob, { cwd: root }).sort()
  if (files.length === 0) throw new Misuse(glob)
  return files
}

async function runAll(given: Arguments): Promise<void> {
  const jobs = given.has('jobs') ? Number(oneValue(given, 'jobs')) : cpus().length * jobsPerCore
  if (!(jobs >= 1)) throw new StartError('--jobs takes a number from 1 on: see --help.')
  const files = [...new Set((given.get('globs') ?? []).flatMap(filesOf))]
  const results: FileResult[] = []
  await withWorkers(files, jobs, async (file) => void results.push(await runFile(file)))
  const sum = (of: keyof Counts): number => results.reduce((total, one) => total + one[of], 0)
  console.log(
    `${files.length} files: ${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`,
  )
  const isGood = results.length === files.length && results.every((result) => result.isGood)
  process.exitCode = isGood && files.length > 0 ? 0 : 1
}

await runCommand({ help, names: ['jobs'], loose: 'globs', run: runAll })
