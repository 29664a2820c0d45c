import { DomainError } from '../../domain/errors.ts'

export interface QueueLimits {
  readonly runningMax: number
  readonly waitingMax: number
  readonly waitMaxMs: number
}

interface Waiting {
  readonly start: () => void
  readonly refusal: NodeJS.Timeout
}

/** Runs so many tasks at once and lets so many wait for so long; refuses the rest at once. */
export class WorkQueue {
  readonly #limits: QueueLimits
  readonly #waiting = new Set<Waiting>()
  #running = 0

  constructor(limits: QueueLimits) {
    this.#limits = limits
  }

  /** @throws DomainError overloaded */
  async run<T>(task: () => Promise<T>): Promise<T> {
    await this.#turn()
    try {
      return await task()
    } finally {
      this.#pass()
    }
  }

  async #turn(): Promise<void> {
    if (this.#running < this.#limits.runningMax) this.#running += 1
    else if (this.#waiting.size < this.#limits.waitingMax) await this.#wait()
    else throw this.#overloaded()
  }

  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const refuse = () => {
        this.#waiting.delete(place)
        reject(this.#overloaded())
      }
      const place: Waiting = { start: resolve, refusal: setTimeout(refuse, this.#limits.waitMaxMs) }
      this.#waiting.add(place)
    })
  }

  /** Hands the place to the one who waits longest, without freeing it in between. */
  #pass(): void {
    const [next] = this.#waiting
    if (next === undefined) {
      this.#running -= 1
      return
    }
    this.#waiting.delete(next)
    clearTimeout(next.refusal)
    next.start()
  }

  #overloaded(): DomainError {
    return new DomainError('overloaded', { retryAfterSeconds: Math.ceil(this.#limits.waitMaxMs / 1_000) })
  }
}
