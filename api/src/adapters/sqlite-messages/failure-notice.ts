/** What fails where nobody waits for it: told once, until it has succeeded again. */
export class FailureNotice {
  readonly #tell: (failure: string | null) => void
  #isTold = false

  /** @param tell null when it is over */
  constructor(tell: (failure: string | null) => void) {
    this.#tell = tell
  }

  failed(error: unknown): void {
    if (this.#isTold) return
    this.#isTold = true
    this.#tell(error instanceof Error ? error.message : String(error))
  }

  succeeded(): void {
    if (!this.#isTold) return
    this.#isTold = false
    this.#tell(null)
  }
}

export const silent = (): FailureNotice => new FailureNotice(() => undefined)
