import type { TextRange } from '@parley/shared/text'

export interface SnippetPiece {
  readonly text: string
  readonly isMatch: boolean
}

/** Characters before the first match, so that it is seen in one line. */
const leadIn = 24
const longest = 160

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** So many characters of a text, or a little less: none is cut. */
export function beginning(text: string, longest: number): string {
  const end = graphemes.segment(text).containing(longest)?.index
  return end === undefined ? text : `${text.slice(0, end || longest)}…`
}

/** A part of a text, with what the search has found in it set apart. */
export function snippet(text: string, found: readonly TextRange[]): SnippetPiece[] {
  const { from, to } = excerpt(text, found[0]?.from ?? 0)
  const pieces: SnippetPiece[] = from > 0 ? [{ text: '…', isMatch: false }] : []
  let at = from
  const push = (end: number, isMatch: boolean): void => {
    const part = text.slice(at, Math.min(end, to))
    if (part !== '') pieces.push({ text: part, isMatch })
    at = Math.max(at, Math.min(end, to))
  }
  for (const mark of found) {
    push(mark.from, false)
    push(mark.to, true)
  }
  push(to, false)
  return pieces
}

/** Shortly before that place, and so long; between characters, unless one has too many marks. */
function excerpt(text: string, first: number): { from: number; to: number } {
  const characters = graphemes.segment(text)
  const boundary = (at: number): number => characters.containing(at)?.index ?? text.length
  const from = first <= leadIn ? 0 : boundary(first - leadIn)
  const to = boundary(from + longest)
  return { from, to: to > first ? to : from + longest }
}
