import { runsOf, searchForm, type SearchRun } from './fold.ts'
import { codePoints, type TextRange } from './counting.ts'
import { searchTerms } from './search-query.ts'

/** A word of one or two letters must be a word of the text; anything longer may be a part of one. */
export const isShortWord = ({ text, isDense }: SearchRun): boolean => !isDense && codePoints(text) < 3

/** What is sought in messages by words and phrases: the one rule of the stores that find it and of what marks it. */
export class Sought {
  readonly runs: readonly SearchRun[]
  /** Of each phrase: its words stand together in this order, whole, whatever signs and line ends are between them. */
  readonly phrases: readonly (readonly SearchRun[])[]
  readonly #parts: readonly string[]
  readonly #shortWords: ReadonlySet<string>
  readonly #sequences: readonly string[]

  constructor(query: string) {
    const terms = searchTerms(query)
    const words = terms.flatMap((term) =>
      term.kind === 'words' || term.kind === 'unfinished' ? term.text : [],
    )
    this.runs = runsOf(searchForm(words.join(' ')))
    this.phrases = terms
      .flatMap((term) => (term.kind === 'phrase' ? [runsOf(searchForm(term.text))] : []))
      .filter((runs) => runs.length > 0)
    this.#parts = [...new Set(this.runs.filter((run) => !isShortWord(run)).map(({ text }) => text))]
    this.#shortWords = new Set(this.runs.filter(isShortWord).map(({ text }) => text))
    this.#sequences = [...new Set(this.phrases.map((runs) => sequenceOf(runs).text))]
  }

  get isEmpty(): boolean {
    return this.runs.length === 0 && this.phrases.length === 0
  }

  matches(text: string): boolean {
    const form = searchForm(text)
    if (!this.#parts.every((part) => form.includes(part))) return false
    if (this.#shortWords.size === 0 && this.#sequences.length === 0) return true
    const runs = runsOf(form)
    const met = new Set(runs.map((run) => run.text).filter((word) => this.#shortWords.has(word)))
    if (met.size < this.#shortWords.size) return false
    const sequence = this.#sequences.length === 0 ? '' : sequenceOf(runs).text
    return this.#sequences.every((wanted) => sequence.includes(wanted))
  }

  /** Where each of them is in a search form. */
  placesIn(form: string): TextRange[] {
    const runs = this.#shortWords.size + this.#sequences.length === 0 ? [] : runsOf(form)
    const words = runs.filter(({ text }) => this.#shortWords.has(text))
    return [
      ...words.map(({ text, at }) => ({ from: at, to: at + text.length })),
      ...this.#parts.flatMap((part) => placesOf(part, form)),
      ...(this.#sequences.length === 0 ? [] : this.#phrasesIn(sequenceOf(runs))),
    ]
  }

  #phrasesIn({ text, places }: Sequence): TextRange[] {
    const found: TextRange[] = []
    for (const wanted of this.#sequences)
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
        const first = wanted.startsWith(' ') ? at + 1 : at
        const last = at + wanted.trimEnd().length - 1
        found.push({ from: places[first] ?? 0, to: (places[last] ?? 0) + 1 })
      }
    return found
  }
}

/** Words with one blank around each, and what is of scripts without spaces as it stands, with where each unit was. */
interface Sequence {
  readonly text: string
  readonly places: readonly number[]
}

function sequenceOf(runs: readonly SearchRun[]): Sequence {
  let text = ''
  const places: number[] = []
  const add = (part: string, at: number): void => {
    text += part
    for (let unit = 0; unit < part.length; unit += 1) places.push(at + unit)
  }
  for (const run of runs) {
    if (!run.isDense && !text.endsWith(' ')) add(' ', run.at)
    add(run.text, run.at)
    if (!run.isDense) add(' ', run.at)
  }
  return { text, places }
}

function placesOf(part: string, form: string): TextRange[] {
  const places: TextRange[] = []
  for (let from = form.indexOf(part); from >= 0; from = form.indexOf(part, from + part.length))
    places.push({ from, to: from + part.length })
  return places
}
