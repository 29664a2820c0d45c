import { setTimeout as pause } from 'node:timers/promises'

import type { Log } from '../domain/ports.ts'

/** Orchestrators kill what takes longer; the deadline keeps the reason in our own log. */
const deadlineMs = 9_500

/** A proxy in front that asks /servez every second or two has noticed by then, and sends nobody here any more. */
const noticeMs = 2_500

/** While it waits, requests are still served. */
export const untilProxiesNotice = (): Promise<void> => pause(noticeMs)

/** Ends the process in order: what was added last goes first, so that nothing is closed under its user. */
export class Shutdown {
  readonly #log: Log
  readonly #steps: { readonly name: string; readonly run: () => Promise<unknown> }[] = []
  #begun = false

  constructor(log: Log) {
    this.#log = log
  }

  get isAccepting(): boolean {
    return !this.#begun
  }

  add(name: string, run: () => Promise<unknown>): void {
    this.#steps.push({ name, run })
  }

  onSignals(): void {
    process.on('SIGTERM', () => this.#onSignal('SIGTERM'))
    process.on('SIGINT', () => this.#onSignal('SIGINT'))
    process.on('uncaughtException', (error) => this.#onFailure(error))
    process.on('unhandledRejection', (error) => this.#onFailure(error))
  }

  #onSignal(signal: string): void {
    if (this.#begun) process.exit(1) // asked twice: at once
    this.#log.info({ signal }, 'shutting down')
    void this.#run(0)
  }

  /** What state the process is in is not known, so that it ends; what was acknowledged is stored. */
  #onFailure(error: unknown): void {
    this.#log.error({ err: error }, 'an error that nobody handled: shutting down')
    if (!this.#begun) void this.#run(1)
  }

  async #run(exitCode: number): Promise<void> {
    this.#begun = true
    setTimeout(() => {
      this.#log.error({ deadlineMs }, 'shutting down took too long')
      process.exit(1)
    }, deadlineMs).unref()
    const failures = await this.#runSteps()
    process.exit(failures > 0 ? 1 : exitCode)
  }

  async #runSteps(): Promise<number> {
    let failures = 0
    for (const { name, run } of this.#steps.toReversed()) {
      try {
        await run()
      } catch (error) {
        failures += 1
        this.#log.error({ err: error, step: name }, 'a step of shutting down failed')
      }
    }
    return failures
  }
}
