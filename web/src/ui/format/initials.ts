const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The first letters of the first and the last word, whole characters in any script. */
export function initials(name: string): string {
  const words = name.split(/(?:(?!\p{L}|\p{N}|\p{M}|\p{Extended_Pictographic}|\u200d).)+/u).filter(Boolean)
  const first = words.at(0)
  if (!first) return '·'
  const last = words.length > 1 ? words.at(-1) : undefined
  return (firstLetter(first) + (last ? firstLetter(last) : '')).toLocaleUpperCase()
}

/** Olive and mustard are left out: nobody likes to be them. */
const hues = [5, 30, 52, 145, 165, 190, 215, 240, 262, 285, 310, 340]

/** A hue, the same for an id everywhere. The stylesheet fixes lightness, so white is legible on all. */
export function avatarHue(id: string): number {
  let sum = 0
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return hues[sum % hues.length] ?? 0
}

function firstLetter(word: string): string {
  for (const { segment } of segments.segment(word)) return segment
  return ''
}
