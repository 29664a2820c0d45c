import { searchForm, searchRuns, type SearchRun } from '@parley/shared/text'

/**
 * What makes texts findable, the same for every store. Grams say where a query can match: a text that
 * lacks one of the query's cannot. Whether it does match is then read from the text itself.
 */

/**
 * The longest texts of a language have some 4,000 different ones. One of random characters could have
 * four times as many, and would hold up everybody's writes; its end is then not found.
 */
const textGramsMax = 6_000

/** More would only cost: a text that has these and not the others is left out when it is read. */
const queryGramsMax = 12

interface Run extends SearchRun {
  readonly characters: readonly string[]
}

/** Of a text that is stored. */
export const gramsOfText = (text: string): string[] => {
  const grams = runsOf(text).flatMap((run) =>
    run.isDense ? [...run.characters, ...within(run, 2)] : spaced(run),
  )
  return [...new Set(grams)].slice(0, textGramsMax)
}

/** One search, prepared: stores look for texts with all of its grams, and keep those that match. */
export class SearchQuery {
  readonly grams: readonly string[]
  readonly #parts: readonly string[]
  readonly #shortWords: readonly string[]

  constructor(text: string) {
    const found = runsOf(text)
    this.grams = [...new Set(found.flatMap(neededGrams))].slice(0, queryGramsMax)
    this.#shortWords = found.filter(isShortWord).map((run) => run.text)
    this.#parts = found.filter((run) => !isShortWord(run)).map((run) => run.text)
  }

  /** A word of one or two letters must be a word of the text; anything longer may be a part of one. */
  matches(text: string): boolean {
    const within = searchForm(text)
    if (!this.#parts.every((part) => within.includes(part))) return false
    if (this.#shortWords.length === 0) return true
    const words = new Set(runsOf(text).map((run) => run.text))
    return this.#shortWords.every((word) => words.has(word))
  }
}

const runsOf = (text: string): Run[] => searchRuns(text).map((run) => ({ ...run, characters: [...run.text] }))

const isShortWord = ({ characters, isDense }: Run): boolean => !isDense && characters.length < 3

const neededGrams = (run: Run): string[] => {
  if (!run.isDense) return spaced(run)
  return run.characters.length === 1 ? [run.text] : within(run, 2)
}

const spaced = (run: Run): string[] => (isShortWord(run) ? [run.text] : within(run, 3))

const within = ({ characters }: Run, length: number): string[] =>
  characters.slice(length - 1).map((_, at) => characters.slice(at, at + length).join(''))
