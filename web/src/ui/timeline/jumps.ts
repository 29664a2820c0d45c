/** So many jumps one can go back. */
const jumpsMax = 20

/** From messages to what they answer, and back. */
export class Jumps {
  readonly #lead: (seq: number) => void
  readonly #toLatest: () => void
  /** Null where a message had no seq yet. */
  #from: (number | null)[] = []
  #isFollowed = false

  constructor(lead: (seq: number) => void, toLatest: () => void) {
    this.#lead = lead
    this.#toLatest = toLatest
  }

  get canGoBack(): boolean {
    return this.#from.length > 0
  }

  /** Whether what it leads to gets the focus, which was in what led there. */
  get isFollowed(): boolean {
    return this.#isFollowed
  }

  forget(): void {
    this.#from = []
    this.#isFollowed = false
  }

  jump(seq: number, from: number | null): void {
    this.#from = [...this.#from, from].slice(-jumpsMax)
    this.#isFollowed = true
    this.#lead(seq)
  }

  /** @returns whether there was a jump to come back from */
  back(): boolean {
    const from = this.#from.pop()
    if (from === undefined) return false
    this.#isFollowed = true
    if (from === null) this.#toLatest()
    else this.#lead(from)
    return true
  }

  key(event: KeyboardEvent): void {
    const isBack = event.key === 'Escape' || (event.key === 'ArrowLeft' && event.altKey)
    if (!isBack || event.defaultPrevented || !this.back()) return
    event.preventDefault()
    event.stopPropagation()
  }
}
