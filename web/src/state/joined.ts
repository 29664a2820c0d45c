/**
 * One text with all that is in either. What was typed into the base here is put into what another tab has made of it,
 * and not the base once more: else two who type at once would double it with every letter.
 */
export function joined(base: string, there: string, own: string): string {
  if (own === base) return there
  if (there === base || there === '') return own
  if (own === '') return there
  const [from, to, end] = [[...base], [...own], [...there]] // whole characters, of which none is torn apart
  const [start, rest] = sharedEnds(from, to)
  // Another text altogether, not a change of this one.
  if (start + rest === 0) return `${there}\n${own}`
  const typed = to.slice(start, to.length - rest)
  return end.toSpliced(...placeIn(end, from, start, rest), ...typed).join('')
}

/** Where in the other text the change stands, and how much it replaces: nothing of what was changed there too. */
function placeIn(there: string[], base: string[], start: number, rest: number): [number, number] {
  const [before, after] = sharedEnds(base, there)
  const replaced = base.length - rest - start
  if (start >= base.length - after) return [there.length - (base.length - start), replaced]
  return base.length - rest <= before ? [start, replaced] : [there.length - after, 0]
}

/** How far two texts are the same from their beginning, and from their end of what is behind that. */
function sharedEnds(one: string[], other: string[]): [number, number] {
  const start = sharedStart(one, other)
  return [start, sharedStart(one.slice(start).reverse(), other.slice(start).reverse())]
}

/** How far two texts are the same from their beginning. */
export function sharedStart(one: ArrayLike<string>, other: ArrayLike<string>): number {
  let at = 0
  while (at < one.length && at < other.length && one[at] === other[at]) at += 1
  return at
}
