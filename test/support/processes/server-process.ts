import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { roomyEnvironment } from '../roomy-limits.ts'
import { childEnv } from './child-env.ts'
import { standStill } from './stand-still.ts'

const ownProgram = fileURLToPath(new URL('../../../api/src/main.ts', import.meta.url))
/** A start takes two seconds, on a machine that has nothing else to do. */
const startWaitMs = 60_000
const answerWaitMs = 5_000

export interface ServerSettings {
  readonly port: number
  readonly dataDir: string
  readonly env?: Record<string, string>
  /** The main.ts of another build than this one. */
  readonly program?: string
  /** The command that runs it, before the program and its arguments: it must become that program. */
  readonly by?: readonly string[]
}

/** The real program in a process of its own, which a test may kill and start again. */
export class ServerProcess {
  readonly url: string
  readonly #settings: ServerSettings
  #child: ChildProcess | null = null
  output = ''

  constructor(settings: ServerSettings) {
    this.#settings = settings
    this.url = `http://127.0.0.1:${settings.port}`
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const { port, dataDir, env, program = ownProgram, by = [] } = this.#settings
    const own = { PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'error' }
    const [command, ...rest] = [...by, process.execPath, program]
    const child = spawn(command, rest, {
      env: { ...this.#inherited(program), ...roomyEnvironment, ...own, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    child.stdout.on('data', (data: Buffer) => (this.output += data.toString()))
    child.stderr.on('data', (data: Buffer) => (this.output += data.toString()))
    await this.#untilReady(child)
  }

  /** A build that is made for one test leaves nothing behind among the compiled modules. */
  #inherited(program: string): NodeJS.ProcessEnv {
    return program === ownProgram ? childEnv : { PATH: childEnv.PATH }
  }

  /** Null when it has ended. */
  get pid(): number | null {
    return this.#child?.exitCode === null && this.#child.signalCode === null
      ? (this.#child.pid ?? null)
      : null
  }

  /** As a machine that stands still: nothing is answered, and nothing is closed. */
  async pause(): Promise<void> {
    await standStill(this.#child)
  }

  resume(): void {
    this.#child?.kill('SIGCONT')
  }

  /** As a crash would, at any moment: nothing is finished, flushed or told. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Resolves with the exit code. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM')
  }

  /** Resolves with the exit code once this signal has brought it down. */
  async endedBy(signal: NodeJS.Signals): Promise<number | null> {
    return this.#end(signal)
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child
    this.#child = null
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
    return child.exitCode
  }

  async #untilReady(child: ChildProcess): Promise<void> {
    const endMs = performance.now() + startWaitMs
    while (performance.now() < endMs) {
      const ended = child.exitCode ?? child.signalCode
      if (ended !== null) throw new Error(`The server ended with ${ended}: ${this.output}`)
      const asking = fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(answerWaitMs) })
      const response = await asking.catch(() => null)
      if (response?.ok) return
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    throw new Error(`The server was not ready in ${startWaitMs} ms: ${this.output}`)
  }
}
