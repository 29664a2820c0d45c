import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { runCommand } from '../../api/src/process/command.ts'

const help = `Writes every file in the form that npm run check asks for.

  npm run format`

const run = (): Promise<void> => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const { status } = spawnSync('node_modules/.bin/prettier', ['--write', '.'], {
    cwd: root,
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
  return Promise.resolve()
}

await runCommand({ help, names: [], run })
