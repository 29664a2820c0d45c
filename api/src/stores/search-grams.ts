/**
 * What makes texts findable, the same for every store. Grams say where a query can match: a text that
 * lacks one of the query's cannot. Whether it does match is then read from the text itself.
 */

/** Kana that differ only in the last two are different sounds, unlike letters with accents. */
const droppedMarks = /[[\p{Mn}&&[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}]]--[\u3099\u309a]]/gv

const words = /[\p{L}\p{M}\p{N}]+/gu

/** Scripts that set no spaces between words, or whose characters are syllables. */
const denseRuns =
  /([\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]+)/v

/**
 * The longest texts of a language have some 4,000 different ones. One of random characters could have
 * four times as many, and would hold up everybody's writes; its end is then not found.
 */
const textGramsMax = 6_000

/** More would only cost: a text that has these and not the others is told apart when it is read. */
const queryGramsMax = 12

interface Run {
  readonly text: string
  readonly characters: readonly string[]
  readonly isDense: boolean
}

/** Compatible forms, cases and accents made equal. */
export const normalized = (text: string): string =>
  text.normalize('NFKD').toLowerCase().replace(droppedMarks, '').replaceAll('ς', 'σ').normalize('NFC')

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
    const within = normalized(text)
    if (!this.#parts.every((part) => within.includes(part))) return false
    if (this.#shortWords.length === 0) return true
    const words = new Set(runsOf(text).map((run) => run.text))
    return this.#shortWords.every((word) => words.has(word))
  }
}

/** Words, parted where the kind of script changes. */
const runsOf = (text: string): Run[] =>
  (normalized(text).match(words) ?? []).flatMap((word) =>
    word.split(denseRuns).flatMap((part, at) => (part === '' ? [] : [runOf(part, at % 2 === 1)])),
  )

const runOf = (text: string, isDense: boolean): Run => ({ text, characters: [...text], isDense })

const isShortWord = ({ characters, isDense }: Run): boolean => !isDense && characters.length < 3

const neededGrams = (run: Run): string[] => {
  if (!run.isDense) return spaced(run)
  return run.characters.length === 1 ? [run.text] : within(run, 2)
}

const spaced = (run: Run): string[] => (isShortWord(run) ? [run.text] : within(run, 3))

const within = ({ characters }: Run, length: number): string[] =>
  characters.slice(length - 1).map((_, at) => characters.slice(at, at + length).join(''))
