/** Reports a failure where nobody waits once, until it is over. */
export class FailureNotice {
  readonly #report: (failure: string | null) => void
  #isReported = false

  /** @param report null when it is over */
  constructor(report: (failure: string | null) => void) {
    this.#report = report
  }

  failed(error: unknown): void {
    if (this.#isReported) return
    this.#isReported = true
    this.#report(error instanceof Error ? error.message : String(error))
  }

  succeeded(): void {
    if (!this.#isReported) return
    this.#isReported = false
    this.#report(null)
  }
}

export const silent = (): FailureNotice => new FailureNotice(() => undefined)
