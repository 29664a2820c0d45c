import type { Trouble } from './trouble.ts'

/** What counts as having nothing else to do. */
const idleAfterMs = 250
/** Between two slices, so that the disk is not kept busy. */
const pauseMs = 50

/** Work that waits until there is nothing else to do, in short slices. */
export class IdleWork {
  readonly #slice: () => boolean
  readonly #trouble: Trouble
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  /** @param slice true when there is more to do */
  constructor(slice: () => boolean, trouble: Trouble) {
    this.#slice = slice
    this.#trouble = trouble
  }

  postpone(): void {
    this.#startIn(idleAfterMs)
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  #startIn(ms: number): void {
    clearTimeout(this.#timer)
    if (!this.#stopped) this.#timer = setTimeout(() => this.#run(), ms)
  }

  #run(): void {
    try {
      if (this.#slice()) this.#startIn(pauseMs)
      this.#trouble.succeeded()
    } catch (error) {
      this.#trouble.failed(error)
      // Such as a full disk: whoever needs the work done does it then, and is told. The next idle time tries again.
    }
  }
}
