/** What all limits of lengths count. */
export function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** A text has at most as many code points as code units, so that most need no count. */
export const isLongerThan = (max: number, text: string): boolean =>
  text.length > max && codePoints(text) > max

/** A stretch of a text, in code units where nothing else is said. */
export interface TextRange {
  readonly from: number
  readonly to: number
}

/** Stretches of a text that are counted in code units, in order and apart, in code points instead. */
export function inCodePoints(text: string, ranges: readonly TextRange[]): TextRange[] {
  let [unit, count] = [0, 0]
  const pointAt = (place: number): number => {
    count += codePoints(text.slice(unit, place))
    unit = place
    return count
  }
  return ranges.map(({ from, to }) => ({ from: pointAt(from), to: pointAt(to) }))
}

/** The same the other way. */
export function inCodeUnits(text: string, ranges: readonly TextRange[]): TextRange[] {
  let [unit, count] = [0, 0]
  const unitAt = (place: number): number => {
    for (; count < place && unit < text.length; count += 1)
      unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1
    return unit
  }
  return ranges.map(({ from, to }) => ({ from: unitAt(from), to: unitAt(to) }))
}
