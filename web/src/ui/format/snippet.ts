export interface SnippetPiece {
  readonly text: string
  readonly isMatch: boolean
}

/** Characters before the first match, so that it is seen in one line. */
const leadIn = 24
const longest = 160

interface Folded {
  readonly text: string
  /** Where in the original each of its characters comes from. */
  readonly origins: readonly number[]
}

/** A part of a text, with what was sought set apart. Matches as loosely as the server does: accents and case are nothing. */
export function snippet(text: string, sought: string): SnippetPiece[] {
  const folded = foldedOf(text)
  const words = fold(sought).match(/[\p{L}\p{N}]+/gu) ?? []
  const first = Math.min(...words.map((word) => folded.text.indexOf(word)).filter((at) => at >= 0))
  const from = Number.isFinite(first) ? Math.max(0, (folded.origins[first] ?? 0) - leadIn) : 0
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
      for (const origin of origins.slice(at, at + word.length)) marks.add(origin)
    }
  }
  return marks
}

function foldedOf(text: string): Folded {
  const parts: string[] = []
  const origins: number[] = []
  for (const { character, at } of charactersOf(text)) {
    const part = fold(character)
    parts.push(part)
    for (let unit = 0; unit < part.length; unit += 1) origins.push(at)
  }
  return { text: parts.join(''), origins }
}

const fold = (text: string): string => text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')

function* charactersOf(text: string): Generator<{ character: string; at: number }> {
  let at = 0
  for (const character of text) {
    yield { character, at }
    at += character.length
  }
}
