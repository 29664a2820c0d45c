import type { Message } from '@parley/shared'

const most = 200
const step = 40
const atEnd = 120
/** As many as a large screen shows: the others come when these are painted. */
const firstAtEnd = 40
/** With more than this, what is added above is taken away at the end. */
export const fullAtEnd = most - step

/**
 * Which of the loaded messages are in the page. Thousands may be loaded; a bounded number is
 * rendered around the place where one reads.
 */
export class RowWindow {
  #first: number | 'latest' = 'latest'
  #last: number | 'end' = 'end'
  #atEnd = firstAtEnd

  /** The rendered part. At the end of the conversation it follows what is new. */
  clip(messages: readonly Message[]): readonly Message[] {
    const lowest = messages[0]?.seq
    if (lowest === undefined) return messages
    const end = this.#last === 'end' ? messages.length : this.#last - lowest + 1
    const start = this.#first === 'latest' ? end - this.#atEnd : this.#first - lowest
    return messages.slice(Math.max(0, start), Math.max(0, end))
  }

  get followsEnd(): boolean {
    return this.#last === 'end'
  }

  toEnd(): void {
    this.#first = 'latest'
    this.#last = 'end'
  }

  /** Holds on to what is rendered, so that messages arriving at the end take nothing away above. */
  hold(rendered: readonly Message[]): void {
    if (this.#first === 'latest') this.#first = rendered[0]?.seq ?? 'latest'
    const last = rendered.at(-1)?.seq
    if (rendered.length >= most && last !== undefined && this.#last === 'end') this.#last = last
  }

  around(seq: number): void {
    this.#first = seq - step
    this.#last = seq + step
  }

  /** To what is loaded, where nothing of it is near: its beginning, or the end. False where there is no need. */
  reach(messages: readonly Message[]): boolean {
    const lowest = messages[0]?.seq
    if (lowest === undefined || this.clip(messages).length > 0) return false
    if (this.#last !== 'end' && this.#last < lowest) this.around(lowest)
    else this.toEnd()
    return true
  }

  /** False when everything that is loaded above is rendered. */
  growUp(messages: readonly Message[], rendered: readonly Message[]): boolean {
    const lowest = messages[0]?.seq
    const first = rendered[0]?.seq
    const last = rendered.at(-1)?.seq
    if (lowest === undefined || first === undefined || last === undefined || first <= lowest) return false
    if (this.#first === 'latest' && this.#atEnd < atEnd) {
      this.#atEnd = atEnd
      return true
    }
    this.#first = Math.max(lowest, first - step)
    if (last - this.#first >= most) this.#last = this.#first + most - 1
    return true
  }

  /** False when everything that is loaded below is rendered. */
  growDown(messages: readonly Message[], rendered: readonly Message[]): boolean {
    const highest = messages.at(-1)?.seq
    const first = rendered[0]?.seq
    const last = rendered.at(-1)?.seq
    if (highest === undefined || first === undefined || last === undefined || last >= highest) return false
    this.#last = last + step >= highest ? 'end' : last + step
    const end = Math.min(highest, last + step)
    this.#first = Math.max(first, end - most + 1)
    return true
  }
}
