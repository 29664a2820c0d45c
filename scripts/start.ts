import { buildServer, isServerStale, serverBundle, serverFlags } from '../api/build.ts'
import { runCommand } from '../api/src/process/command.ts'
import { build, isStale } from '../web/build.ts'

const help = `Builds the web client and the server where they are missing or older than their source, and runs the server.

  npm start

It takes no arguments: the settings come from the environment, and docs/self-hosting.md has each of them.`

const start = async (): Promise<void> => {
  if (await isStale()) await build()
  if (await hasBundle()) becomeServer()
  const { main } = await import('../api/src/main.ts')
  await main()
}

/** False where only what runs is installed, and no fresh bundle came with it: the server runs from its source there. */
const hasBundle = async (): Promise<boolean> => {
  if (!(await isServerStale())) return true
  if (!isInstalled('esbuild')) return false
  await buildServer()
  return true
}

const isInstalled = (name: string): boolean => {
  try {
    return import.meta.resolve(name) !== ''
  } catch {
    return false
  }
}

/** Under the same process id, so that signals and the exit code are its own. It returns where a system knows no such thing. */
const becomeServer = (): void => {
  const { execPath, execArgv, env } = process
  process.execve?.(execPath, [execPath, ...execArgv, ...serverFlags, serverBundle], env)
}

await runCommand({ help, names: [], umask: process.umask(), run: start })
