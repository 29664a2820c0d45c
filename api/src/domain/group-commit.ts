import { isOutage } from '../stores/errors.ts'
import { DomainError } from './errors.ts'

interface Job<Input, Outcome> {
  readonly input: Input
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

/** One commit takes at most so many, so that the first of them does not wait long. */
const usualBatchMax = 1_000
/** Beyond this, writes are refused before anything is written: about a second's work. */
const waitingMax = 20_000

/**
 * Collects what arrives while a write is under way and hands it to the next write in one piece, in
 * the order of arrival. `write` answers with one outcome per input.
 */
export class GroupCommit<Input, Outcome> {
  readonly #write: (inputs: Input[]) => Promise<readonly Outcome[]>
  readonly #batchMax: number
  #waiting: Job<Input, Outcome>[] = []
  #writing: Promise<void> | null = null

  constructor(write: (inputs: Input[]) => Promise<readonly Outcome[]>, batchMax = usualBatchMax) {
    this.#write = write
    this.#batchMax = batchMax
  }

  /**
   * Resolves after the write that took the input; rejects with that write's error.
   * @throws DomainError overloaded, and nothing is written
   */
  add(input: Input): Promise<Outcome> {
    if (this.#waiting.length >= waitingMax) {
      return Promise.reject(new DomainError('overloaded', { retryAfterSeconds: 1 }))
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ input, resolve, reject })
      this.#writing ??= this.#writeAll()
    })
  }

  /** Resolves when everything that was accepted is written or has failed. */
  async drain(): Promise<void> {
    while (this.#writing) await this.#writing
  }

  async #writeAll(): Promise<void> {
    // The rest of this turn of the event loop may bring more, from other sockets: one write for all.
    await new Promise(setImmediate)
    while (this.#waiting.length > 0) await this.#writeSome(this.#waiting.splice(0, this.#batchMax))
    this.#writing = null
  }

  /**
   * A failed write must not stop the next one. But a store that is away may take all of its time to say
   * so, and who waited behind that write would wait as long again: they are told with it.
   */
  async #writeSome(jobs: Job<Input, Outcome>[]): Promise<void> {
    try {
      const outcomes = await this.#write(jobs.map((job) => job.input))
      for (const [at, outcome] of outcomes.entries()) jobs[at]?.resolve(outcome)
    } catch (error) {
      const behind = isOutage(error) ? this.#waiting.splice(0) : []
      for (const job of [...jobs, ...behind]) job.reject(error)
    }
  }
}
