import { randomBytes } from 'node:crypto'

import { Clients } from '../delivery/clients.ts'
import { paused } from '../delivery/patience.ts'
import type { Run } from '../delivery/records.ts'
import { ApiSession, HttpRefusal } from '../delivery/api-session.ts'
import { Cast, type Tell } from './cast.ts'
import type { VerifyOptions } from './options.ts'
import { interrupted, reasonOf, stopIf, Unverifiable } from './unverifiable.ts'

const convergenceMaxMs = 30_000
/** For those who come and go, on average. */
const stayMs = 5_000
/** Requests that a message brings with it on average, and those that everyone makes in any case, a minute. */
const requestsPerMessage = 1
const otherRequestsPerMinute = 150

export interface Verification {
  /** Null when it could not be run. */
  readonly run: Run | null
  readonly reason: string | null
  /** What was made for it and could not be removed. */
  readonly left: readonly string[]
}

/** Runs the delivery checker on a deployment, with accounts and groups made for it and removed after, whatever happens. */
export class Verifier {
  readonly #options: VerifyOptions
  readonly #tell: Tell
  readonly #cast: Cast

  constructor(options: VerifyOptions, tell: Tell) {
    this.#options = options
    this.#tell = tell
    this.#cast = new Cast(options.urls, `verify-${randomBytes(4).toString('hex')}`, tell)
  }

  /** What is there of it at the moment. */
  get present(): string[] {
    return this.#cast.present
  }

  async verify(signal: AbortSignal): Promise<Verification> {
    let outcome: Pick<Verification, 'run' | 'reason'>
    try {
      outcome = { run: await this.#run(signal), reason: null }
    } catch (error) {
      outcome = {
        run: null,
        reason: error instanceof Unverifiable ? error.message : `It failed: ${reasonOf(error)}.`,
      }
    }
    if (this.present.length > 0) this.#tell('Removing the accounts and groups.')
    return { ...outcome, left: await this.#cast.leave() }
  }

  async #run(signal: AbortSignal): Promise<Run> {
    const { urls, seconds, rate, seed } = this.#options
    await this.#knock()
    this.#tell('Making accounts and groups.')
    await this.#cast.enter(signal)
    this.#requireRoom()

    const { writers, guest, conversationIds } = this.#cast
    const pauseMs = (writers.length * 1_000) / rate
    const clients = new Clients({ sessions: writers, guest, conversationIds, urls, seed, pauseMs, stayMs })
    this.#tell(`Writing for ${seconds} s, with seed ${seed}.`)
    try {
      return await Promise.race([this.#talk(clients, signal), interruption(signal)])
    } finally {
      await clients.stop()
    }
  }

  /** Before anything is made there. */
  async #knock(): Promise<void> {
    for (const url of this.#options.urls) {
      const session = new ApiSession(url)
      const answer = await session.call('GET', '/me').catch((error: unknown) => error)
      session.close()
      if (answer instanceof HttpRefusal && answer.code === 'not_signed_in') continue
      const reason = answer instanceof Error ? reasonOf(answer) : 'what answers there is not Parley'
      throw new Unverifiable(`${url} cannot be verified: ${reason}.`)
    }
  }

  /** The limit is one address's, which others may share: half of it is theirs. */
  #requireRoom(): void {
    const { rate } = this.#options
    const allowed = this.#cast.writers[0]?.requestsPerMinute
    if (!allowed) return
    const needed = 60 * rate * requestsPerMessage + otherRequestsPerMinute
    if (needed <= allowed / 2) return
    throw new Unverifiable(
      `At ${rate} messages a second it would make about ${needed} requests a minute. The server allows an address ${allowed}, and half of them are for others: choose a lower --rate, or a higher REQUESTS_PER_MINUTE.`,
    )
  }

  async #talk(clients: Clients, signal: AbortSignal): Promise<Run> {
    const halfMs = (this.#options.seconds * 1_000) / 2
    clients.begin()
    await paused(halfMs, signal)
    stopIf(signal)
    await clients.removeGuest()
    clients.joinLate()
    await paused(halfMs, signal)
    stopIf(signal)
    this.#tell('Waiting until everyone holds the same.')
    return clients.finish(convergenceMaxMs)
  }
}

const interruption = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(interrupted()), { once: true })
  })
