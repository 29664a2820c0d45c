import { DomainError } from '../../domain/errors.ts'
import type { Standing } from '../../domain/ports.ts'

export interface QueueLimits {
  readonly runningMax: number
  readonly waitingMax: number
  readonly waitMaxMs: number
}

interface Waiting {
  readonly start: () => void
  readonly refuse: () => void
}

/**
 * Runs so many tasks at once and lets so many wait for so long; refuses the rest at once. Those who are
 * known go first, and take the place of a stranger where there is none left: a flood of strangers must not
 * keep the people of an instance out.
 */
export class WorkQueue {
  readonly #limits: QueueLimits
  readonly #known = new Set<Waiting>()
  readonly #strangers = new Set<Waiting>()
  #running = 0

  constructor(limits: QueueLimits) {
    this.#limits = limits
  }

  /** @throws DomainError overloaded */
  async run<T>(standing: Standing, task: () => Promise<T>): Promise<T> {
    await this.#waitForPlace(standing)
    try {
      return await task()
    } finally {
      this.#pass()
    }
  }

  async #waitForPlace(standing: Standing): Promise<void> {
    if (this.#running < this.#limits.runningMax) {
      this.#running += 1
      return
    }
    if (this.#known.size + this.#strangers.size >= this.#limits.waitingMax) this.#makeRoom(standing)
    await this.#wait(standing === 'known' ? this.#known : this.#strangers)
  }

  /** The stranger who came last gives way. */
  #makeRoom(standing: Standing): void {
    const last = standing === 'known' ? [...this.#strangers].at(-1) : undefined
    if (last === undefined) throw this.#overloaded()
    last.refuse()
  }

  #wait(line: Set<Waiting>): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer)
        line.delete(place)
      }
      const place: Waiting = {
        start: () => (leave(), resolve()),
        refuse: () => (leave(), reject(this.#overloaded())),
      }
      const timer = setTimeout(place.refuse, this.#limits.waitMaxMs)
      line.add(place)
    })
  }

  /** Hands the place to the one who waits longest, without freeing it in between. */
  #pass(): void {
    const [next] = this.#known.size > 0 ? this.#known : this.#strangers
    if (next === undefined) this.#running -= 1
    else next.start()
  }

  #overloaded(): DomainError {
    return new DomainError('overloaded', { retryAfterSeconds: Math.ceil(this.#limits.waitMaxMs / 1_000) })
  }
}
