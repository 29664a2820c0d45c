import { storedName } from '@parley/shared/text'
import fc from 'fast-check'
import t from 'tap'

import { cleanName } from '../../../api/src/domain/texts.ts'

const clean = (raw: string, max = 64): string => cleanName(raw, max, '/name')
const invisible = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu
const invisiblesIn = (text: string): number => (text.match(invisible) ?? []).length

t.test('A name is stored in NFC, trimmed, without control and format characters', async (t) => {
  t.equal(clean('  Ada  '), 'Ada')
  t.equal(clean('Zoe\u0308'), 'Zo\u00eb')
  t.equal(clean('ad\u200bmin\u202e'), 'admin')
  t.equal(clean('a\u200b\u0301'), '\u00e1', 'composed after what was between is gone')
  t.equal(clean('田中 さん'), '田中 さん')
  t.equal(clean('山田\u3000太郎'), '山田\u3000太郎')
})

t.test('A name without a visible character is refused', async (t) => {
  for (const raw of ['', '   ', '\u200b\u200d', '\u00ad', '\u3164', '\u2800', '\u115f\u1160', '\ufe0f']) {
    t.throws(() => clean(raw), { code: 'name_invalid' }, JSON.stringify(raw))
  }
})

t.test('A name may not grow past its length by being normalized', async (t) => {
  const growing = '\u{1d160}' // three characters in NFC
  t.equal([...clean(growing.repeat(21))].length, 63)
  t.throws(() => clean(growing.repeat(22)), { code: 'invalid_request', field: '/name' })
})

t.test('A name is measured in the form in which it is stored', async (t) => {
  t.equal(clean(`\t${'e\u0301'.repeat(64)}\n`), '\u00e9'.repeat(64))
  t.equal(clean('\uac01'.normalize('NFD').repeat(64)), '\uac01'.repeat(64))
  t.throws(() => clean('x'.repeat(65)), { code: 'invalid_request' })
})

t.test('In a name a tab, a line end and a filler are blanks', async (t) => {
  for (const raw of [
    'Ada\tKing',
    'Ada\nKing',
    'Ada\r\nKing',
    'Ada\rKing',
    'Ada\u2028King',
    'Ada\u2029King',
  ]) {
    t.equal(clean(raw), 'Ada King')
  }
  for (const raw of ['Ada\u0085King', 'Ada\u3164King', 'Ada\uffa0King\u3164', '\u2800Ada King\u{1d159}']) {
    t.equal(clean(raw), 'Ada King')
  }
})

/** Each is shown as another name, or as another picture, without what cannot be seen in it. */
const needed = {
  'Persian, between letters that would join': ['می\u200cخواهم', 'علی\u200cرضا', 'کتاب\u200cها', 'بی\u200cبی'],
  'Arabic with marks': ['بَ\u200cبَ'],
  Sinhala: ['ක\u0dca\u200dරිෂ', 'ශ\u0dca\u200dරී ලංකා', 'සින\u0dca\u200dදු'],
  Bengali: ['ন\u09cd\u200d', 'র\u200d\u09cdযাফেল', 'উদ\u09cd\u200cভব'],
  Malayalam: ['അവന\u0d4d\u200d', 'ക\u0d4d\u200cഷ'],
  Devanagari: ['क\u094d\u200dष', 'क\u094d\u200cष', 'श\u094d\u200dरी'],
  'Kannada and Telugu': ['ರ\u200d\u0ccdಕ', 'సాఫ\u0c4dట\u0c4d\u200cవేర\u0c4d'],
  Mongolian: ['\u1820\u182f\u180e\u1820', '\u1828\u180b'],
  'Japanese, as a family writes it': ['葛\u{e0100}城', '辻\u{e0101}'],
  'joined emoji': [
    '👩\u200d💻',
    '👩🏽\u200d🚀 Mae',
    '👨\u200d👩\u200d👧\u200d👦',
    '🏳\ufe0f\u200d🌈',
    '❤\ufe0f\u200d🔥',
    '🙂\u200d↔\ufe0f',
  ],
  'chosen forms': ['❤\ufe0f', '☎\ufe0e', '⌚\ufe0f', '1\ufe0f\u20e3'],
  'flags of England, Scotland and Wales': [
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} Leah',
    '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
    '🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}',
  ],
  'signs of the script that are seen': ['\u06dd', 'باب \u0601\u0664', '\u070fܐ'],
}

for (const [what, names] of Object.entries(needed)) {
  t.test(`A name keeps what it is shown by: ${what}`, async (t) => {
    for (const name of names) t.equal(clean(name), name.normalize('NFC'), JSON.stringify(name))
  })
}

t.test('What gives no other shape to anything goes from a name', async (t) => {
  const stray: Record<string, string> = {
    'Ad\u200ca': 'Ada',
    'Ad\u200da': 'Ada',
    'Ada\u200d': 'Ada',
    '\u200cAda': 'Ada',
    'И\u200dван': 'Иван',
    'سر\u200cگرم': 'سرگرم', // the first letter joins with none
    'می\u200c': 'می',
    'م\u200dی': 'می',
    'می\u200c\u200cخ': 'می\u200cخ',
    'می\u200f\u200cخ': 'می\u200cخ',
    'क\u200dष': 'कष',
    'क\u094d\u200dि': 'क\u094dि',
    'Ada\ufe0f': 'Ada',
    '7\ufe0f': '7',
    '👩\u200d': '👩',
    '\u200d💻': '💻',
    '🏴\u{e0075}\u{e0073}\u{e0074}\u{e0078}\u{e007f}': '🏴',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}': '🏴',
    'Ada\u{e0061}\u{e0062}\u{e007f}': 'Ada',
    '\u202eAda\u2066\u061c\u200e': 'Ada',
    'A\u034fd\u00ada\u2060\ufeff': 'Ada',
    'Ada\ufff9': 'Ada',
  }
  for (const [raw, name] of Object.entries(stray)) t.equal(clean(raw), name, JSON.stringify(raw))
})

const letters = [
  'a',
  'e\u0301',
  'ä',
  ' ',
  'م',
  'ی',
  'د',
  'خ',
  'َ',
  'क',
  'ि',
  '\u094d',
  'ක',
  '\u0dca',
  '\u0dd9',
  'র',
]
const others = [
  '1',
  '\u20e3',
  '👩',
  '💻',
  '🏽',
  '🏴',
  '❤',
  '葛',
  '\u1820',
  '\u180b',
  '\u180e',
  '\u0301',
  '\t',
  '\u{1d160}',
]
const unseen = [
  '\u200c',
  '\u200d',
  '\ufe0f',
  '\u{e0067}',
  '\u{e0062}',
  '\u{e007f}',
  '\u{e0100}',
  '\u034f',
  '\u202e',
  '\u3164',
]
const anyName = fc.oneof(
  fc.string({ unit: fc.constantFrom(...letters, ...others, ...unseen), maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

t.test('Whatever is written, what is stored of it stays as it is', async () => {
  fc.assert(
    fc.property(anyName, (raw) => {
      const name = storedName(raw)
      return (
        storedName(name) === name &&
        name === name.normalize('NFC') &&
        invisiblesIn(name) <= invisiblesIn(raw) &&
        !/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(name) &&
        !/^[\p{White_Space}\u2800]|[\p{White_Space}\u2800]$/u.test(name)
      )
    }),
    { numRuns: 3_000 },
  )
})

t.test('Whatever is written, it is refused or no longer than it may be', async () => {
  fc.assert(
    fc.property(anyName, fc.integer({ min: 1, max: 20 }), (raw, max) => {
      try {
        return [...clean(raw, max)].length <= max
      } catch {
        return [...storedName(raw)].length > max || storedName(raw) === ''
      }
    }),
  )
})

t.test('Two names that look the same in an alphabet without joiners are the same', async () => {
  const plain = fc.string({
    unit: fc.constantFrom('a', 'é', 'Z', 'я', 'λ', ' ', '-', '7', '山'),
    maxLength: 20,
  })
  const hidden = fc.constantFrom(
    '\u200c',
    '\u200d',
    '\u200b',
    '\u2060',
    '\u00ad',
    '\ufeff',
    '\u034f',
    '\u202e',
    '\u{e0041}',
  )
  fc.assert(
    fc.property(plain, fc.array(fc.tuple(fc.nat(20), hidden)), (name, put) => {
      const characters = [...name]
      for (const [at, what] of put) characters.splice(Math.min(at, characters.length), 0, what)
      return storedName(characters.join('')) === storedName(name)
    }),
  )
})
