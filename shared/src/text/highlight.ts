import type { TextRange } from './counting.ts'
import { searchForm } from './fold.ts'
import { Sought } from './sought.ts'

/** What is seen as one character, whatever the language. */
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** What the search form can make one with what stands before it: marks, and the later parts of a Hangul syllable. */
const joining = /^[\p{M}\u1160-\u11ff]/u

/** Characters whose search form does not depend on those around them. */
export interface FoldedUnit extends TextRange {
  readonly form: string
}

/** What the search has found in a text: in order, apart, and of whole characters. */
export function highlights(text: string, query: string): TextRange[] {
  const places = new Sought(query).placesIn(searchForm(text))
  if (places.length === 0) return []
  const units = foldedUnits(text)
  const isFound = foundAmong(units, places)
  const found: TextRange[] = []
  for (const { from, to } of units.filter((_, at) => isFound[at])) {
    const last = found.at(-1)
    if (last?.to === from) found[found.length - 1] = { from: last.from, to }
    else found.push({ from, to })
  }
  return found
}

/** Of each unit, whether a part of its form lies in one of the places. */
function foundAmong(units: readonly FoldedUnit[], places: readonly TextRange[]): boolean[] {
  const unitAt = units.flatMap(({ form }, at) => Array.from({ length: form.length }, () => at))
  const isFound = units.map(() => false)
  for (const { from, to } of places) isFound.fill(true, unitAt[from], (unitAt[to - 1] ?? 0) + 1)
  return isFound
}

/** Together they have the search form of the text. What the search form drops goes with what stands before it. */
export function foldedUnits(text: string): FoldedUnit[] {
  const units: { from: number; to: number; form: string | null }[] = []
  for (const { segment, index: from } of graphemes.segment(text)) {
    const [form, last, to] = [searchForm(segment), units.at(-1), from + segment.length]
    if (last && form === '') last.to = to
    else if (last && joining.test(form)) Object.assign(last, { to, form: null })
    else units.push({ from, to, form })
  }
  return units.map(({ from, to, form }) => ({ from, to, form: form ?? searchForm(text.slice(from, to)) }))
}
