import { limits, rawMax } from '@parley/shared'
import {
  codePoints,
  isVisible,
  refusedCharacter,
  storedLine,
  storedText,
  withoutControls,
} from '@parley/shared/text'
import fc from 'fast-check'
import t from 'tap'

import { viramas } from '../../../shared/src/text/joining.ts'

/** Written as they are read aloud, since a title of a test has to be one line. */
const shown = (text: string): string =>
  Array.from(text, (character) => `U+${(character.codePointAt(0) ?? 0).toString(16)}`).join(' ')

t.test('A text of which nothing can be seen is empty', async (t) => {
  const unseen = [
    ...['', ' ', '\n', '\t', '\u00a0', '\u3000', '\u3164', '\u2800', '\u115f', '\u1160', '\uffa0', '\u034f'],
    ...[
      '\ufe0f',
      '\ufe00',
      '\u{e0100}',
      '\u180b',
      '\u180e',
      '\u17b4',
      '\u00ad',
      '\u200b',
      '\u200c',
      '\u200d',
    ],
    ...[
      '\u2060',
      '\u2063',
      '\u2065',
      '\ufeff',
      '\u061c',
      '\u202e',
      '\u2066',
      '\ufff0',
      '\ufff9',
      '\u{e0041}',
    ],
    ...[
      '\u{1d159}',
      '\u{1d173}',
      '\u{16fe4}',
      '\u{1bca0}',
      ' \u2800\n\u3164\u200d ',
      '\u001b',
      '\u0000\u0085',
    ],
  ]
  for (const text of unseen) {
    t.equal(storedText(text), '', shown(text))
    t.equal(storedLine(text), '', shown(text))
    t.notOk(isVisible(text), shown(text))
  }
})

t.test('A text of which anything can be seen is kept', async (t) => {
  const seen = ['\u06dd', '\u0600', '\u0605', '\u070f', '\u08e2', '\u0890', '\u{110bd}', '\u{13430}']
  const more = [
    '.',
    '\u0301',
    '\u20e3',
    '\ufffc',
    '\ufffd',
    '\ue000',
    '🇩🇪',
    '⠁',
    'ㅤ가',
    '❤\ufe0f',
    '\u200da',
  ]
  for (const text of [...seen, ...more]) t.equal(storedText(text), text.normalize('NFC'), shown(text))
})

t.test('Every line of a text ends with LF', async (t) => {
  t.equal(storedText('one\r\ntwo\rthree\n\r\n\rfour\r\n'), 'one\ntwo\nthree\n\n\nfour')
  t.equal(storedText('one\u2028two\u2029three'), 'one\u2028two\u2029three')
  t.equal(storedText('\tone\ttwo'), 'one\ttwo')
  t.equal(
    storedLine('one\r\ntwo\tthree\u2028four\u2029five\u0085six\rseven'),
    'one two three four five six seven',
  )
})

t.test('One line cannot turn the direction of what is around it', async (t) => {
  t.equal(storedLine(' \u202egnp.exe\u2066 \u061c\u200f'), 'gnp.exe')
  t.equal(storedText('\u202egnp'), '\u202egnp', 'a text has lines of its own')
})

t.test('What cannot be stored is named, with its place', async (t) => {
  const places: Record<string, string | null> = {
    '': null,
    'tab\tand\nline\r\nends\rand\u2028\u2029': null,
    'ab\u001b[2J': 'U+001B at character 3',
    '👩\u200d💻\f': 'U+000C at character 4',
    '\u000b': 'U+000B at character 1',
    'nul \0': 'U+0000 at character 5',
    'half \ud800 of a pair': 'U+D800 at character 6',
    'x\udc00': 'U+DC00 at character 2',
    '\u007f': 'U+007F at character 1',
    '\u009b': 'U+009B at character 1',
  }
  for (const [text, place] of Object.entries(places)) {
    t.equal(refusedCharacter('multiline', text), place, shown(text))
    t.equal(refusedCharacter('line', text), place, shown(text))
  }
  t.equal(refusedCharacter('multiline', 'a\u0085b'), 'U+0085 at character 2')
  t.equal(refusedCharacter('line', 'a\u0085b'), null, 'a blank there')
})

t.test('What is pasted can be sent', async (t) => {
  const pasted: Record<string, string> = {
    'plain\ttext\n': 'plain\ttext\n',
    '\u001b[31mred\u001b[0m': '[31mred[0m',
    'page\fpage': 'page\npage',
    'line\u000bline\u0085line\r\nline\rline': 'line\nline\nline\nline\nline',
    'half \ud83d': 'half \ufffd',
    'nul\0\u0007\u009b': 'nul',
  }
  for (const [raw, text] of Object.entries(pasted)) t.equal(withoutControls(raw), text, shown(raw))
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({
    unit: fc.constantFrom('\r', '\n', '\f', '\u0085', '\u001b', '\ud800', '\udc00', 'a', '\u0301', ' '),
    maxLength: 20,
  }),
)

t.test('Whatever is written, it can be sent as it is stored, and is stored as it is sent', async () => {
  fc.assert(
    fc.property(anyText, (raw) => {
      const text = storedText(raw)
      const line = storedLine(raw)
      return (
        refusedCharacter('multiline', withoutControls(raw)) === null &&
        refusedCharacter('multiline', text) === null &&
        storedText(text) === text &&
        storedText(withoutControls(raw)) === text &&
        storedLine(line) === line &&
        !/[\r\n\t\u2028\u2029]/.test(line) &&
        (text === '') === !isVisible(raw)
      )
    }),
    { numRuns: 2_000 },
  )
})

t.test('A text is refused just where something of it would be lost', async () => {
  const withoutLineEnds = (text: string): string => text.replace(/\r\n?/g, '\n')
  fc.assert(
    fc.property(anyText, (raw) => {
      const place = refusedCharacter('multiline', raw)
      if (place === null) return withoutControls(raw) === withoutLineEnds(raw)
      const [, code = '', at = ''] = /^U\+([0-9A-F]{4}) at character (\d+)$/.exec(place) ?? []
      return (
        [...raw][Number(at) - 1] === String.fromCharCode(Number.parseInt(code, 16)) &&
        Number(at) <= codePoints(raw)
      )
    }),
  )
})

t.test('A mark behind a hundred others is refused, and goes from what is pasted', async (t) => {
  const marks = (count: number): string => `x${'\u0301\u0323'.repeat(count / 2)}`
  t.equal(refusedCharacter('multiline', `a${marks(100)}`), null)
  t.equal(refusedCharacter('multiline', `a${marks(102)}`), 'U+0301 at character 103')
  t.equal(refusedCharacter('line', `x${'\u{1d167}'.repeat(101)}`), 'U+1D167 at character 102')
  t.equal(withoutControls(`${marks(102)}a${marks(100)}`), `${marks(100)}a${marks(100)}`)
  const doubled = storedText(`x${'\u0f73'.repeat(100)}`) // each is two in NFC
  t.equal(refusedCharacter('multiline', doubled), null)
  t.equal(storedText(doubled), doubled)
})

t.test(
  'Whatever form a text comes in, its raw limit lets it through, and so does that of bytes',
  async (t) => {
    const wrong: string[] = []
    for (let code = 0; code < 0x11_00_00; code += 1) {
      const one = String.fromCodePoint(code)
      if (one.normalize('NFC') !== one) continue
      const apart = one.normalize('NFD')
      const bytes = limits.messageMax * Buffer.byteLength(apart)
      if (codePoints(apart) > rawMax(1) || bytes > limits.messageBodyBytesMax) wrong.push(shown(one))
    }
    t.strictSame(wrong, [])
    const stored = fc.string({ unit: 'binary', maxLength: 40 }).map(storedText)
    fc.assert(
      fc.property(stored, (text) => codePoints(text.normalize('NFD')) <= rawMax(codePoints(text))),
      { numRuns: 1_000 },
    )
  },
)

t.test('The marks that join consonants are those of Unicode', async (t) => {
  const listed = new RegExp(`[${viramas}]`, 'u')
  const stays = (text: string): boolean => text.normalize('NFC') === text
  const wrong: string[] = []
  for (let code = 0; code < 0x1_20_00; code += 1) {
    const mark = String.fromCodePoint(code)
    if (!/\p{M}/u.test(mark) || mark.normalize('NFD') !== mark) continue
    // Their class is 9: they come before a mark of class 10, and change no places with another one.
    const isVirama = !stays(`\u05b0${mark}`) && stays(`\u094d${mark}`)
    if (isVirama !== listed.test(mark)) wrong.push(shown(mark))
  }
  t.strictSame(wrong, [])
})
