import { TooSlow, Unavailable } from '../../../stores/errors.ts'
import { withTimeout } from '../../with-timeout.ts'

/** Bounds a call with all its steps together: the driver only knows limits for each of them. */
export class Deadline {
  readonly #limitMs: number
  readonly #endsAtMs: number
  #answeredAtMs: number | null = null

  constructor(limitMs: number) {
    this.#limitMs = limitMs
    this.#endsAtMs = performance.now() + limitMs
  }

  /**
   * Gives the work as many milliseconds as are left. Work that comes to its end later changes nothing
   * that a repetition would not change.
   * @throws Unavailable when they are over; TooSlow when that is so although the server answered all along
   */
  async step<Result>(work: (leftMs: number) => Promise<Result>): Promise<Result> {
    const leftMs = Math.floor(this.#endsAtMs - performance.now())
    const result = await withTimeout(
      leftMs,
      () => work(leftMs),
      () => this.#tooLate(),
    )
    this.#answeredAtMs = performance.now()
    return result
  }

  /** One answer may be late by chance; silence for half of the time is more than that. */
  #tooLate(): Unavailable {
    const answers = performance.now() - (this.#answeredAtMs ?? -Infinity) < this.#limitMs / 2
    return answers
      ? new TooSlow('MongoDB answers, but all of it took too long.')
      : new Unavailable('MongoDB did not answer in time.')
  }
}
