/** A mark or several of one, between which people put what they stress. */
const marks = /\n|([*_~])\1*/gu

/** What stands open around an address in its line, as in `*see https://example.org*`. */
export class Wrappers {
  readonly #text: string
  readonly #open = new Map<string, number>()
  #readTo = 0

  constructor(text: string) {
    this.#text = text
  }

  read(from: number, to: number): void {
    const start = Math.max(from, this.#readTo)
    this.#readTo = to
    for (const { 0: run, index } of this.#text.slice(start, to).matchAll(marks)) {
      if (run === '\n') this.#open.clear()
      else this.#meet(run, start + index)
    }
  }

  /** Whether this mark behind an address closes what was opened before it; each that was opened closes once. */
  closes(mark: string): boolean {
    const left = this.#open.get(mark) ?? 0
    if (left > 0) this.#open.set(mark, left - 1)
    return left > 0
  }

  #meet(run: string, at: number): void {
    const mark = run.charAt(0)
    const [before, after] = [this.#text.charAt(at - 1), this.#text.charAt(at + run.length)]
    if (!/[\p{L}\p{N}]/u.test(before) && /\S/u.test(after)) this.#open.set(mark, run.length)
    else this.#open.delete(mark)
  }
}
