import { isOutage, type Unavailable } from '../stores/errors.ts'
import { DomainError } from './errors.ts'
import { WriteTurns, type WriteQueue } from './write-turns.ts'

interface Job<Input, Outcome> {
  readonly input: Input
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

interface Options<Input> {
  /** What no two writes may be of at a time. */
  readonly keyOf: (input: Input) => string
  /** Shared by those that write the same; one write at a time where none are given. */
  readonly turns?: WriteTurns
  readonly batchMax?: number
}

/** One commit takes at most so many, so that the first of them does not wait long. */
const usualBatchMax = 1_000
/** Beyond this, writes are refused before anything is written: about a second's work. */
const waitingMax = 20_000

/**
 * Collects what arrives while a write is under way and hands it to the next write in one piece, in
 * the order of arrival. `write` answers with one outcome per input.
 */
export class GroupCommit<Input, Outcome> implements WriteQueue {
  readonly #write: (inputs: Input[]) => Promise<readonly Outcome[]>
  readonly #keyOf: (input: Input) => string
  readonly #turns: WriteTurns
  readonly #batchMax: number
  #waiting: Job<Input, Outcome>[] = []

  constructor(
    write: (inputs: Input[]) => Promise<readonly Outcome[]>,
    { keyOf, turns = new WriteTurns(1), batchMax = usualBatchMax }: Options<Input>,
  ) {
    this.#write = write
    this.#keyOf = keyOf
    this.#turns = turns
    this.#batchMax = batchMax
    turns.join(this)
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
      this.#turns.wake()
    })
  }

  /** Resolves when everything that was accepted is written or has failed. */
  drain(): Promise<void> {
    return this.#turns.drain()
  }

  begin(busy: ReadonlySet<string>): { keys: Set<string>; ended: Promise<void> } | null {
    const keys = new Set<string>()
    const taken: Job<Input, Outcome>[] = []
    const left: Job<Input, Outcome>[] = []
    for (const job of this.#waiting) {
      const key = this.#keyOf(job.input)
      const isNext = taken.length < this.#batchMax && !busy.has(key)
      ;(isNext ? taken : left).push(job)
      if (isNext) keys.add(key)
    }
    if (taken.length === 0) return null
    this.#waiting = left
    return { keys, ended: this.#writeSome(taken) }
  }

  refuse(error: Unavailable): void {
    for (const job of this.#waiting.splice(0)) job.reject(error)
  }

  /** A failed write must not stop the next one. */
  async #writeSome(jobs: readonly Job<Input, Outcome>[]): Promise<void> {
    try {
      const outcomes = await this.#write(jobs.map((job) => job.input))
      for (const [at, outcome] of outcomes.entries()) jobs[at]?.resolve(outcome)
    } catch (error) {
      for (const job of jobs) job.reject(error)
      if (isOutage(error)) this.#turns.refuse(error)
    }
  }
}
