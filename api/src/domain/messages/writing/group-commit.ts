import { isOutage, TooSlow, type Unavailable } from '../../../stores/errors.ts'
import { DomainError } from '../../errors.ts'
import { WriteSlots, type WriteQueue } from './write-slots.ts'

/** What is called once with how something ended: a promise's resolvers, or what needs no promise. */
export interface Reply<Result> {
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

interface Job<Input, Outcome> {
  readonly input: Input
  readonly untilMs: number
  readonly reply: Reply<Outcome>
}

interface Options<Input> {
  /** What no two writes may be of at a time. */
  readonly keyOf: (input: Input) => string
  /** Shared by those that write the same; one write at a time where none are given. */
  readonly slots?: WriteSlots
  readonly batchMax?: number
}

/** One commit takes at most so many, so that the first of them does not wait long. */
const usualBatchMax = 1_000
/** Beyond this, writes are refused before anything is written: about a second's work. */
const waitingMax = 20_000
/** What could not be written yet is not tried again after so long: whoever asks gets an answer within two seconds. */
const triedForMs = 1_800

/**
 * Collects what arrives while a write is under way and hands it to the next write in one piece, in
 * the order of arrival for each key. `write` answers with one outcome per input; null for what is to be tried
 * again in a moment, which the answers to all others do not wait for.
 */
export class GroupCommit<Input, Outcome> implements WriteQueue {
  readonly #write: (inputs: Input[]) => Promise<readonly (Outcome | null)[]>
  readonly #keyOf: (input: Input) => string
  readonly #slots: WriteSlots
  readonly #batchMax: number
  /** By key. Those that have waited longest come first. */
  readonly #waiting = new Map<string, Job<Input, Outcome>[]>()
  #count = 0

  constructor(
    write: (inputs: Input[]) => Promise<readonly (Outcome | null)[]>,
    { keyOf, slots = new WriteSlots(1), batchMax = usualBatchMax }: Options<Input>,
  ) {
    this.#write = write
    this.#keyOf = keyOf
    this.#slots = slots
    this.#batchMax = batchMax
    slots.join(this)
  }

  /** As `enqueue`, for who awaits it. */
  async add(input: Input): Promise<Outcome> {
    const { promise, ...reply } = Promise.withResolvers<Outcome>()
    this.enqueue(input, reply)
    return promise
  }

  /**
   * Answers after the write that took the input; rejects with that write's error, or with TooSlow when it could not
   * be written for too long.
   * @throws DomainError overloaded, and nothing is written
   */
  enqueue(input: Input, reply: Reply<Outcome>): void {
    if (this.#count >= waitingMax) throw new DomainError('overloaded', { retryAfterSeconds: 1 })
    const job = { input, untilMs: performance.now() + triedForMs, reply }
    const key = this.#keyOf(input)
    const waiting = this.#waiting.get(key)
    if (waiting) waiting.push(job)
    else this.#waiting.set(key, [job])
    this.#count += 1
    this.#slots.wake()
  }

  /** Resolves when everything that was accepted is written or has failed. */
  drain(): Promise<void> {
    return this.#slots.drain()
  }

  begin(busy: ReadonlySet<string>): { keys: Set<string>; ended: Promise<ReadonlySet<string>> } | null {
    const keys = new Set<string>()
    const taken: Job<Input, Outcome>[] = []
    for (const [key, jobs] of this.#waiting) {
      if (taken.length >= this.#batchMax) break
      if (busy.has(key)) continue
      keys.add(key)
      taken.push(...jobs.splice(0, this.#batchMax - taken.length))
      this.#waiting.delete(key)
      if (jobs.length > 0) this.#waiting.set(key, jobs) // behind those who had nothing of this batch
    }
    if (taken.length === 0) return null
    this.#count -= taken.length
    return { keys, ended: this.#writeSome(taken) }
  }

  refuse(error: Unavailable): void {
    const refused = [...this.#waiting.values()].flat()
    this.#waiting.clear()
    this.#count = 0
    for (const { reply } of refused) call(reply.reject, error)
  }

  /** A failed write must not stop the next one. */
  async #writeSome(jobs: readonly Job<Input, Outcome>[]): Promise<ReadonlySet<string>> {
    try {
      const outcomes = await this.#write(jobs.map((job) => job.input))
      return this.#settle(jobs, outcomes)
    } catch (error) {
      for (const { reply } of jobs) call(reply.reject, error)
      if (isOutage(error)) this.#slots.refuse(error)
      return new Set()
    }
  }

  /** Returns the keys of what waits again. */
  #settle(jobs: readonly Job<Input, Outcome>[], outcomes: readonly (Outcome | null)[]): ReadonlySet<string> {
    const again: Job<Input, Outcome>[] = []
    for (const [at, job] of jobs.entries()) {
      const outcome = outcomes[at]
      const { resolve, reject } = job.reply
      if (outcome === undefined) call(reject, new Error('A write has no outcome for one of its inputs.'))
      else if (outcome !== null) call(resolve, outcome)
      else if (performance.now() < job.untilMs) again.push(job)
      else call(reject, new TooSlow('Others wrote to the same all the time.'))
    }
    const byKey = Map.groupBy(again, ({ input }) => this.#keyOf(input))
    for (const [key, jobs] of byKey) this.#waiting.set(key, [...jobs, ...(this.#waiting.get(key) ?? [])])
    this.#count += again.length
    return new Set(byKey.keys())
  }
}

/** One that throws must not keep the others from their outcomes: its error is the process's, as there is no caller. */
function call<Value>(callback: (value: Value) => void, value: Value): void {
  try {
    callback(value)
  } catch (error) {
    setImmediate(() => {
      throw error
    })
  }
}
