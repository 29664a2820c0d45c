import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { runCommand } from '../api/src/process/command.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))
const outputMax = 10_000_000

interface Check {
  readonly name: string
  readonly remedy: string
  /** Rejects, or answers with what is wrong. */
  readonly find: () => Promise<string>
}

interface Finding {
  readonly check: Check
  readonly problem: string
  readonly seconds: number
}

const command =
  (file: string, ...args: string[]) =>
  async (): Promise<string> => {
    try {
      await run(`node_modules/.bin/${file}`, args, { cwd: root, maxBuffer: outputMax })
      return ''
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string } // execFile's rejection
      return `${stdout}${stderr}`.trim() || String(error)
    }
  }

const types = (project: string): Check => ({
  name: `types of ${project}`,
  remedy: '',
  find: command('tsc', '-p', project),
})

const checks: readonly Check[] = [
  types('shared'),
  types('api'),
  types('web'),
  types('.'),
  { name: 'lint', remedy: '', find: command('oxlint', '--type-aware', '--deny-warnings') },
  { name: 'format', remedy: 'npm run format', find: command('prettier', '--check', '.') },
  { name: 'what generators accept', remedy: '', find: command('redocly', 'lint', 'openapi.yaml') },
  {
    name: 'openapi.yaml',
    remedy: 'npm run openapi',
    find: async () => {
      const { isOpenapiFresh } = await import('./generated/openapi-file.ts') // all of the server
      return (await isOpenapiFresh()) ? '' : 'It is not what the routes say.'
    },
  },
]

const perform = async (check: Check): Promise<Finding> => {
  const startMs = performance.now()
  const problem = await check.find()
  const seconds = (performance.now() - startMs) / 1000
  console.log(`${problem === '' ? 'ok    ' : 'FAILED'} ${check.name} (${seconds.toFixed(1)} s)`)
  return { check, problem, seconds }
}

const help = `Checks types, lint, format, and whether openapi.yaml is fresh.

  npm run check`

const checkAll = async (): Promise<void> => {
  const findings = await Promise.all(checks.map(perform))
  const failed = findings.filter(({ problem }) => problem !== '')
  for (const { check, problem } of failed) {
    console.log(`\n--- ${check.name}${check.remedy && ` (remedy: ${check.remedy})`}\n${problem}`)
  }
  console.log(`\n${findings.length - failed.length} checks passed, ${failed.length} failed`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

await runCommand({ help, names: [], run: checkAll })
