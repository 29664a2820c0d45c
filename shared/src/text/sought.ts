import { runsOf, searchForm, type SearchRun } from './fold.ts'
import { codePoints } from './counting.ts'

/** A stretch of a text, in code units. */
export interface TextRange {
  readonly from: number
  readonly to: number
}

/** A word of one or two letters must be a word of the text; anything longer may be a part of one. */
export const isShortWord = ({ text, isDense }: SearchRun): boolean => !isDense && codePoints(text) < 3

/** What is sought in messages: the one rule of the stores that find it and of the client that marks it. */
export class Sought {
  readonly runs: readonly SearchRun[]
  readonly #parts: readonly string[]
  readonly #shortWords: ReadonlySet<string>

  constructor(query: string) {
    this.runs = runsOf(searchForm(query))
    this.#parts = [...new Set(this.runs.filter((run) => !isShortWord(run)).map(({ text }) => text))]
    this.#shortWords = new Set(this.runs.filter(isShortWord).map(({ text }) => text))
  }

  matches(text: string): boolean {
    const form = searchForm(text)
    if (!this.#parts.every((part) => form.includes(part))) return false
    if (this.#shortWords.size === 0) return true
    return new Set(this.#shortWordsIn(form).map(({ text }) => text)).size === this.#shortWords.size
  }

  /** Where each of them is in a search form. */
  placesIn(form: string): TextRange[] {
    const words = this.#shortWordsIn(form).map(({ text, at }) => ({ from: at, to: at + text.length }))
    return [...words, ...this.#parts.flatMap((part) => placesOf(part, form))]
  }

  #shortWordsIn(form: string): SearchRun[] {
    return this.#shortWords.size === 0 ? [] : runsOf(form).filter(({ text }) => this.#shortWords.has(text))
  }
}

function placesOf(part: string, form: string): TextRange[] {
  const places: TextRange[] = []
  for (let from = form.indexOf(part); from >= 0; from = form.indexOf(part, from + part.length))
    places.push({ from, to: from + part.length })
  return places
}
