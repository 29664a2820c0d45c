import { setTimeout as wait } from 'node:timers/promises'

import type { ServerProcess } from '../support/processes/server-process.ts'

/** Starts servers anew whenever they have died. */
export class Supervisor {
  readonly #watching: Promise<unknown>
  #isOver = false
  /** Why one of them does not come back. */
  #failure: unknown = null
  deaths = 0

  constructor(servers: readonly ServerProcess[]) {
    const watching = servers.map((server) => this.#watch(server))
    this.#watching = Promise.all(watching).catch((error: unknown) => (this.#failure = error))
  }

  /** Resolves when they are back after so many deaths in all. @throws Error when they live too long, or do not come back */
  async untilDied(times: number, withinMs: number): Promise<void> {
    const endMs = performance.now() + withinMs
    while (this.deaths < times) {
      if (this.#failure !== null) throw this.#failure
      if (performance.now() > endMs) throw new Error(`There were ${this.deaths} deaths, not ${times}.`)
      await wait(10)
    }
  }

  async end(): Promise<void> {
    this.#isOver = true
    await this.#watching
  }

  async #watch(server: ServerProcess): Promise<void> {
    while (!this.#isOver) {
      await wait(10)
      if (server.pid !== null) continue
      await server.start().catch((error: unknown) => {
        if (server.pid !== null) throw error // else it has died again
      })
      this.deaths += 1
    }
  }
}
