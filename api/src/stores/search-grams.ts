import { isShortWord, runsOf, searchForm, Sought, type SearchRun } from '@parley/shared/text'

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
  const runs = runsOf(searchForm(text)).map(withCharacters)
  const grams = runs.flatMap((run) => (run.isDense ? [...run.characters, ...within(run, 2)] : spaced(run)))
  return [...new Set(grams)].slice(0, textGramsMax)
}

/** One search, prepared: stores look for texts with all of its grams, and keep those that match. */
export class SearchQuery {
  readonly grams: readonly string[]
  readonly #sought: Sought

  constructor(text: string) {
    this.#sought = new Sought(text)
    const grams = this.#sought.runs.map(withCharacters).flatMap(neededGrams)
    this.grams = [...new Set(grams)].slice(0, queryGramsMax)
  }

  matches(text: string): boolean {
    return this.#sought.matches(text)
  }
}

const withCharacters = (run: SearchRun): Run => ({ ...run, characters: [...run.text] })

const neededGrams = (run: Run): string[] => {
  if (!run.isDense) return spaced(run)
  return run.characters.length === 1 ? [run.text] : within(run, 2)
}

const spaced = (run: Run): string[] => (isShortWord(run) ? [run.text] : within(run, 3))

const within = ({ characters }: Run, length: number): string[] =>
  characters.slice(length - 1).map((_, at) => characters.slice(at, at + length).join(''))
