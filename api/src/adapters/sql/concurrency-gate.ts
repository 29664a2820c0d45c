import { Unavailable } from '../../stores/errors.ts'

/** Who is at work with the database, so that closing it waits for them and turns others away. */
export class ConcurrencyGate {
  readonly #max: number
  readonly #idle = Promise.withResolvers<void>()
  #count = 0
  #closing = false

  constructor(max: number) {
    this.#max = max
  }

  /** @throws Unavailable when it is closed, or so many are at work that a queue would grow without end */
  enter(): void {
    if (this.#closing) throw new Unavailable('The database is closed.')
    if (this.#count >= this.#max) throw new Unavailable('Too many statements wait for the database.')
    this.#count++
  }

  leave(): void {
    this.#count--
    if (this.#closing && this.#count === 0) this.#idle.resolve()
  }

  /** Resolves when the last has left. */
  async close(): Promise<void> {
    this.#closing = true
    if (this.#count > 0) await this.#idle.promise
  }
}
