import { codePoints } from './counting.ts'

/** A text of one line, in which every line end is a blank, or of several. The schemas name it as their format. */
export type TextKind = 'line' | 'multiline'

const refused: Readonly<Record<TextKind, RegExp>> = {
  line: /[^\P{Cc}\t\n\r\u0085]|\p{Cs}|(?<!\p{M})\p{M}{101}/u,
  multiline: /[^\P{Cc}\t\n\r]|\p{Cs}|(?<!\p{M})\p{M}{101}/u,
}

/** No script has a hundred in a row, and to order them for NFC takes the square of their number. */
const marksTooMany = /(?<!\p{M})(\p{M}{100})\p{M}+/gu

/** The first control character, half of a pair or mark too many: `U+001B at character 5`. Null when there is none. */
export function refusedCharacter(kind: TextKind, text: string): string | null {
  const found = refused[kind].exec(text)
  if (!found) return null
  const place = codePoints(text.slice(0, found.index)) + codePoints(found[0])
  const code = [...found[0]].at(-1)?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
  return `U+${code} at character ${place}`
}

/** The same text without what would be refused: line ends are LF, what nobody sees is gone, half a pair is what is shown of it. */
export const withoutControls = (raw: string): string => withFewMarks(raw.replace(unsendable, replacement))

export const withFewMarks = (text: string): string => text.replace(marksTooMany, '$1')

const unsendable = /\r\n?|[^\P{Cc}\t\n]|\p{Cs}/gu

function replacement(found: string): string {
  if (/[\r\v\f\u0085]/.test(found)) return '\n'
  return /\p{Cs}/u.test(found) ? '\ufffd' : ''
}
