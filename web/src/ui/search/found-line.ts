import type { SearchHit } from '@parley/shared'
import { flatLine, inCodeUnits, plainPieces, type TextRange } from '@parley/shared/text'

import { words } from '../../i18n/late.ts'

/** A message in one line, as it is read, with what was found in it. */
export interface FoundLine {
  readonly text: string
  readonly found: readonly TextRange[]
}

/** Of what stands under a spoiler or is a mark nothing is shown, and so nothing is found. */
export function foundLine({ text, ranges }: Pick<SearchHit, 'text' | 'ranges'>): FoundLine {
  const places = inCodeUnits(text, ranges)
  const found: TextRange[] = []
  let line = ''
  for (const { text: piece, at } of plainPieces(text, words.timeline.spoiler)) {
    let done = 0
    const add = (end: number): void => void ((line += flatLine(piece.slice(done, end))), (done = end))
    for (const place of at === null ? [] : places) {
      const [start, end] = [place.from - (at ?? 0), place.to - (at ?? 0)]
      if (end <= done || start >= piece.length) continue
      add(Math.max(start, done))
      const from = line.length
      add(Math.min(end, piece.length))
      found.push({ from, to: line.length })
    }
    add(piece.length)
  }
  return { text: line, found }
}
