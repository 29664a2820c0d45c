import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { PinoPretty } from 'pino-pretty'

import { runCommand } from '../api/src/process/command.ts'
import { watch } from '../web/build.ts'
import type { ScriptBytes } from '../web/bundle.ts'
import { serveStyles } from '../web/styles-server.ts'

const program = fileURLToPath(new URL('../api/src/main.ts', import.meta.url))

const help = `Runs the server and builds the web client, anew after every change of their sources. Beside them it serves the
page that shows every component of the client in every state, at an address that it names.

  npm run dev

It takes no arguments: the settings come from the environment, and docs/self-hosting.md has each of them.`

const tell = (outcome: ScriptBytes | Error): void => {
  const isBuilt = !(outcome instanceof Error)
  console.log(
    isBuilt ? `web: built, ${outcome.initial} bytes of JavaScript (gzip)` : `web: ${outcome.message}`,
  )
}

/** The server restarts, and the web client is built anew, at every change of their sources. */
const develop = async (): Promise<void> => {
  const server = spawn(process.execPath, ['--watch', '--watch-preserve-output', program], {
    stdio: ['inherit', 'inherit', 'pipe'],
    env: { LOG_LEVEL: 'info', ...process.env },
  })
  server.stderr.pipe(PinoPretty({ ignore: 'pid', translateTime: 'HH:MM:ss' }))
  server.on('exit', (code) => process.exit(code ?? 0))

  // The server hears of Ctrl+C itself; this process only has to outlive it.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => server.kill('SIGTERM'))
  console.log(`styles: ${(await serveStyles()).url}`)
  await watch(tell)
}

await runCommand({ help, names: [], umask: process.umask(), run: develop })
