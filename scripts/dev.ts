import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { PinoPretty } from 'pino-pretty'

import { watch, type BuildReport } from '../web/build.ts'

const program = fileURLToPath(new URL('../api/src/main.ts', import.meta.url))

/** The server restarts, and the web client is built anew, at every change of their sources. */
const server = spawn(process.execPath, ['--watch', '--watch-preserve-output', program], {
  stdio: ['inherit', 'inherit', 'pipe'],
  env: { LOG_LEVEL: 'info', ...process.env },
})
server.stderr.pipe(PinoPretty({ ignore: 'pid', translateTime: 'HH:MM:ss' }))
server.on('exit', (code) => process.exit(code ?? 0))

// The server hears of Ctrl+C itself; this process only has to outlive it.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => server.kill('SIGTERM'))

const tell = (outcome: BuildReport | Error): void => {
  const isBuilt = !(outcome instanceof Error)
  console.log(
    isBuilt
      ? `web: built, ${outcome.scriptBytesGzipped} bytes of JavaScript (gzip)`
      : `web: ${outcome.message}`,
  )
}

await watch(tell)
