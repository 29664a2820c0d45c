import { searchForm, searchRuns } from '@parley/shared/text'

export interface SnippetPiece {
  readonly text: string
  readonly isMatch: boolean
}

/** Characters before the first match, so that it is seen in one line. */
const leadIn = 24
const longest = 160

/** A text in its search form. */
interface Folded {
  readonly text: string
  /** For each of its characters, the places of the original that it comes from. */
  readonly origins: readonly (readonly number[])[]
}

/** A part of a text, with what was sought set apart, as loosely as the server finds it. */
export function snippet(text: string, sought: string): SnippetPiece[] {
  const folded = foldedOf(text)
  const words = searchRuns(sought).map((run) => run.text)
  const first = Math.min(...words.map((word) => folded.text.indexOf(word)).filter((at) => at >= 0))
  const from = Number.isFinite(first) ? Math.max(0, (folded.origins[first]?.[0] ?? 0) - leadIn) : 0
  const marked = marksOf(folded, words)
  const pieces: SnippetPiece[] = from > 0 ? [{ text: '…', isMatch: false }] : []
  for (const { character, at } of charactersOf(text)) {
    if (at < from) continue
    if (at >= from + longest) break
    const last = pieces.at(-1)
    const isMatch = marked.has(at)
    if (last?.isMatch === isMatch) pieces[pieces.length - 1] = { text: last.text + character, isMatch }
    else pieces.push({ text: character, isMatch })
  }
  return pieces
}

/** The places of the original that belong to a match. */
function marksOf({ text, origins }: Folded, words: readonly string[]): Set<number> {
  const marks = new Set<number>()
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      for (const place of origins.slice(at, at + word.length).flat()) marks.add(place)
    }
  }
  return marks
}

function foldedOf(text: string): Folded {
  const parts: string[] = []
  const origins: number[][] = []
  for (const { characters, places } of unitsOf(text)) {
    const part = searchForm(characters)
    parts.push(part)
    for (let unit = 0; unit < part.length; unit += 1) origins.push(places)
  }
  return { text: parts.join(''), origins }
}

interface Unit {
  characters: string
  readonly places: number[]
}

/** Characters that their search form can make one, apart from those that it can not. */
function unitsOf(text: string): Unit[] {
  const units: Unit[] = []
  for (const { character, at } of charactersOf(text)) {
    if (searchForm(character) === '') continue
    const last = units.at(-1)
    if (last && joining.test(character.normalize('NFKD'))) {
      last.characters += character
      last.places.push(at)
    } else units.push({ characters: character, places: [at] })
  }
  return units
}

/** Marks, and the later parts of a Hangul syllable. */
const joining = /^[\p{M}\u1160-\u11ff]/u

function* charactersOf(text: string): Generator<{ character: string; at: number }> {
  let at = 0
  for (const character of text) {
    yield { character, at }
    at += character.length
  }
}
