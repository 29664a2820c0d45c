/** What all limits of lengths count. */
export function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** A text has at most as many code points as code units, so that most need no count. */
export const isLongerThan = (max: number, text: string): boolean =>
  text.length > max && codePoints(text) > max
