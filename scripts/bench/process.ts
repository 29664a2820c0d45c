import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

export interface Usage {
  readonly cpuMs: number
  readonly residentBytes: number
}

/** Which of this machine's cores a server may use. */
export type Cores = 'the first' | 'all'

/** Ticks of /proc are hundredths of a second on every Linux that Node.js runs on. */
const msPerTick = 10

const lastCore = availableParallelism() - 1

/** Whether servers and load are kept on different cores. */
export const isPinned = ((): boolean => {
  if (lastCore === 0) return false
  try {
    execFileSync('taskset', ['-c', `0-${lastCore}`, 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

const running = new Set<ChildProcess>()

/** None is left behind by a run that is broken off. */
export function killServers(): void {
  for (const child of running) child.kill('SIGKILL')
}

/** A server under measurement, on the first core; the load comes from the other ones. */
export class MeasuredProcess {
  readonly #child: ChildProcess
  #output = ''

  constructor(program: readonly string[], env: Record<string, string>, cores: Cores = 'the first') {
    const pinning = isPinned ? ['taskset', '-c', cores === 'all' ? `0-${lastCore}` : '0'] : []
    const [command, ...args] = [...pinning, process.execPath, ...program]
    this.#child = spawn(command ?? '', args, {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#child.stdout?.on('data', (data: Buffer) => (this.#output += data.toString()))
    running.add(this.#child)
    this.#child.on('exit', () => running.delete(this.#child))
  }

  /** Resolves with what the first group of `pattern` finds in the output. */
  async announces(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.#output)?.[1]
      if (found !== undefined) return found
      if (this.#hasEnded) throw new Error(`The server ended: ${this.#output}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  /** Of all its threads since it began. Linux only, as all of this. */
  usage(): Usage {
    const { pid } = this.#child
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    const resident = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return {
      cpuMs: (Number(fields[11]) + Number(fields[12])) * msPerTick,
      residentBytes: Number(resident) * 1024,
    }
  }

  async stop(): Promise<void> {
    if (this.#hasEnded) return
    const exited = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    await exited
  }

  get #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }
}

/** Keeps the load off the core of the server. */
export function pinLoad(): void {
  if (!isPinned) return
  execFileSync('taskset', ['-a', '-c', '-p', `1-${lastCore}`, String(process.pid)], { stdio: 'ignore' })
}
