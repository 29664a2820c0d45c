/** The charge of a flag, on a field of 40 by 40. Two tones of one hue, so that none is a country's. */
const patterns = [
  'M20 0h20v40H20z',
  'M0 13.3h40v13.4H0z',
  'M0 40 40 0v40z',
  'M11 11h18v18H11z',
  'M20 0h20v20H20zM0 20h20v20H0z',
  'M0 0l24 20L0 40z',
  'M10 20a10 10 0 1 0 20 0a10 10 0 1 0-20 0z',
  'M20 4l16 16-16 16L4 20z',
  'M0 12c7-5 13 5 20 0s13 5 20 0v9c-7 5-13-5-20 0s-13-5-20 0zM0 31c7-5 13 5 20 0s13 5 20 0v9H0z',
]

/** As many as tokens.css has. */
const hues = 8

/** From 1: the number of one of the hues of tokens.css, the same for an id everywhere. */
export const hue = (id: string): number => (sum(id) % hues) + 1

/** Of another part of the sum than the hue, so that groups of one hue fly different flags. */
export const flagPattern = (id: string): string =>
  patterns[Math.floor(sum(id) / hues) % patterns.length] ?? patterns[0] ?? ''

function sum(id: string): number {
  let result = 0
  for (const character of id) result = (result * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return result
}
