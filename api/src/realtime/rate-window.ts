const windowMs = 10_000

/** Counts what comes, in windows of ten seconds. */
export class RateWindow {
  readonly #max: number
  #startMs = performance.now()
  #count = 0

  constructor(max: number) {
    this.#max = max
  }

  /** False when one more is too many in this window. */
  take(): boolean {
    const nowMs = performance.now()
    if (nowMs - this.#startMs > windowMs) {
      this.#startMs = nowMs
      this.#count = 0
    }
    this.#count += 1
    return this.#count <= this.#max
  }
}
