import {
  highlights,
  inCodePoints,
  inCodeUnits,
  isDay,
  searchFilters,
  searchOperators,
  searchTerms,
  Sought,
} from '@parley/shared/text'
import fc from 'fast-check'
import t from 'tap'

const shown = (query: string): string[] =>
  searchTerms(query).map((term) =>
    term.kind === 'filter' ? `${term.operator}=${term.value}` : `${term.kind} ${term.text}`,
  )

t.test('A query is words, phrases and filters, in the order in which they are typed', async (t) => {
  t.same(shown('tea "at four" from:Ada IN:“Book club” has:Link'), [
    'words tea',
    'phrase at four',
    'from=Ada',
    'in=Book club',
    'has=Link',
  ])
  t.same(shown('before:2026-03-01 after:2024-02-29 on:"2026-03-01"'), [
    'before=2026-03-01',
    'after=2024-02-29',
    'on=2026-03-01',
  ])
  t.same(shown('  '), [])
})

t.test(
  'What is no filter is words: another word with a colon, a day that is none, nothing behind it',
  async (t) => {
    for (const word of [
      'foo:bar',
      'http://a.example',
      'from:',
      'in:""',
      'has:cake',
      'before:2026-02-30',
      'on:today',
    ])
      t.match(shown(word), [/^(words|unfinished) /], word)
    t.same(
      new Sought('foo:bar from: has:cake').runs.map(({ text }) => text),
      ['foo', 'bar', 'from', 'has', 'cake'],
    )
    t.same(shown('"from:ada"'), ['phrase from:ada'], 'a filter in quotes')
    t.same(shown('x-from:ada 5" pipe'), ['words x-from:ada', 'words 5"', 'words pipe'])
    t.same(shown('"open quote from:ada'), ['phrase open quote from:ada'], 'up to its end')
    t.same(shown('"one""two"from:ada'), ['phrase one', 'phrase two', 'from=ada'])
    for (const day of ['2026-13-01', '2025-02-29', '26-01-01', '2026-1-1', '+12026-01-01'])
      t.notOk(isDay(day), day)
  },
)

const someQuery = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...searchOperators.map((one) => `${one}:`),
        ' ',
        '"',
        '“',
        '»',
        '2026-03-01',
        'me',
        'link',
        '@',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''))

t.test('Nothing that is typed is lost, and what is left between two terms is blank', async () => {
  fc.assert(
    fc.property(someQuery, (query) => {
      let at = 0
      for (const { from, to } of searchTerms(query)) {
        if (from < at || to <= from || query.slice(at, from).trim() !== '') return false
        at = to
      }
      return query.slice(at).trim() === '' && searchFilters(query).every(({ value }) => value !== '')
    }),
    { numRuns: 3_000 },
  )
})

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const pieces = [
  'a',
  'é',
  'e\u0301',
  'か\u3099',
  '👩‍👩‍👧',
  '🇩🇪',
  'ß',
  '東',
  '京',
  '\n',
  ' ',
  '. ',
  '가',
  'ﬁ',
  '\u200d',
  '😐️',
]
const someText = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join(''))

t.test('What is found is told in code points, and no place is within a character', async (t) => {
  let found = 0
  fc.assert(
    fc.property(someText, someText, fc.boolean(), (text, part, isPhrase) => {
      const query = isPhrase ? `"${part}"` : part
      const ranges = highlights(text + part, query)
      const starts = new Set(Array.from(graphemes.segment(text + part), ({ index }) => index))
      const told = inCodePoints(text + part, ranges)
      const points = [...(text + part)]
      found += ranges.length
      return (
        ranges.every(({ from, to }) => starts.has(from) && (starts.has(to) || to === (text + part).length)) &&
        ranges.every(({ from, to }, at) => {
          const one = told[at]
          return points.slice(one?.from, one?.to).join('') === (text + part).slice(from, to)
        }) &&
        JSON.stringify(inCodeUnits(text + part, told)) === JSON.stringify(ranges)
      )
    }),
    { numRuns: 2_000 },
  )
  t.ok(found > 1_000, `${found} were found`)
})

t.test('A phrase is marked as one, with what stands in it', async (t) => {
  const marked = (text: string, query: string) =>
    highlights(text, query).map(({ from, to }) => text.slice(from, to))
  t.same(marked('The engine,\nroom. Engines rooms', '"engine room"'), ['engine,\nroom'])
  t.same(marked('東京\nタワー、東京', '"東京タワー"'), ['東京\nタワー'])
  t.same(marked('Ｔｅａ ﬁne', '"tea fine"'), ['Ｔｅａ ﬁne'])
  t.same(marked('ba a a', '"a a"'), ['a a'])
  t.same(marked('tea from ada', 'tea from:ada'), ['tea'], 'a filter is no word')
})

t.test('A query that is made to be slow is not', async (t) => {
  const startMs = performance.now()
  for (const query of ['"'.repeat(8_000), 'from:'.repeat(2_000), '"a '.repeat(2_000), ' '.repeat(8_000)]) {
    searchTerms(query)
    new Sought(query).matches('a '.repeat(4_000))
  }
  highlights('a '.repeat(4_000), `"${'a '.repeat(90)}"`)
  t.ok(performance.now() - startMs < 3_000)
})
