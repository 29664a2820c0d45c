type Kind = 'blank' | 'sign' | 'letter' | 'unspaced'

const sign = /^[\p{P}\p{S}]/u
/** Written without spaces between words, so that marks stand between letters. */
const unspaced =
  /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u

function kindOf(character: string): Kind {
  if (/^\s?$/u.test(character)) return 'blank'
  if (sign.test(character)) return 'sign'
  return unspaced.test(character) ? 'unspaced' : 'letter'
}

/** Of those that stand beside most marks. */
const ofAscii = Array.from({ length: 128 }, (_, code) => kindOf(String.fromCharCode(code)))

function kindAt(text: string, at: number): Kind {
  const point = text.codePointAt(at)
  return point === undefined ? 'blank' : (ofAscii[point] ?? kindOf(String.fromCodePoint(point)))
}

/** Of what stands before a place. */
export const kindBefore = (text: string, at: number): Kind =>
  at === 0 ? 'blank' : kindAt(text, /[\udc00-\udfff]/.test(text.charAt(at - 1)) ? at - 2 : at - 1)

export interface Sides {
  readonly opens: boolean
  readonly closes: boolean
}

/**
 * Whether marks can open or close what they stress, by the flanking rules of CommonMark. Stricter within words, where
 * `2*3*4` and `snake_case` mean what they say, and easier in scripts without spaces.
 */
export function sidesOf(text: string, from: number, to: number): Sides {
  if (text.charAt(from - 1) === '\\') return { opens: false, closes: false }
  const [before, after] = [kindBefore(text, from), kindAt(text, to)]
  const opens = after !== 'blank' && (after !== 'sign' || before !== 'letter')
  const closes = before !== 'blank' && (before !== 'sign' || after !== 'letter')
  const mark = text.charAt(from)
  const isLoose = mark !== '_' && (mark !== '*' || to - from > 1)
  if (isLoose) return { opens, closes }
  return { opens: opens && before !== 'letter', closes: closes && after !== 'letter' }
}
