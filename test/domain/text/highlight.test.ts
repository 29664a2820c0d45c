import { foldedUnits, highlights, runsOf, searchForm, Sought } from '@parley/shared/text'
import fc from 'fast-check'
import t from 'tap'

/** Of every kind that the search treats apart: accents, marks of kana, parts of Hangul, signs that are letters or nothing. */
const pieces =
  'a b c é E\u0301 İ ı ß Σ ς ﬁ Ａ か か\u3099 が ｶ ﾞ ﾟ カ ラ 東 京 ᄀ ᅡ ᆨ 각 ㄱ ㅏ ﾡ ￂ क ी ि न ् ก ำ א ב\u05b0 ﷺ ٱ ك ک ي ـ \u0301 \u0345 \u1d165 １ ² _ - ++ 😀 \u00ad \u200b \u200c \u200d'
const someText = fc
  .array(fc.constantFrom(...pieces.split(' '), ' '), { maxLength: 30 })
  .map((parts) => parts.join(''))
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x1_ffff }), { maxLength: 20 })
  .map((codes) => String.fromCodePoint(...codes))

t.test('The units of a text are all of it, and have its search form together', async () => {
  fc.assert(
    fc.property(fc.oneof(someText, anyText), (text) => {
      const units = foldedUnits(text)
      const isWhole = units.map(({ from, to }) => text.slice(from, to)).join('') === text
      return isWhole && units.map(({ form }) => form).join('') === searchForm(text)
    }),
    { numRuns: 3_000 },
  )
})

t.test('What matches has a highlight, and nothing is highlighted that was not sought', async (t) => {
  let matched = 0
  fc.assert(
    fc.property(someText, someText, someText, (before, query, after) => {
      const sought = new Sought(query)
      for (const text of [
        before + query + after,
        `${before} ${query} ${after}`,
        query.toUpperCase(),
        after,
      ]) {
        const found = highlights(text, query)
        if (sought.runs.length > 0 && sought.matches(text)) {
          matched += 1
          if (!found.some(({ from, to }) => hasRun(text.slice(from, to), query))) return false
        }
        if (!found.every(({ from, to }) => isSought(text.slice(from, to), query))) return false
      }
      return true
    }),
    { numRuns: 2_000 },
  )
  t.ok(matched > 1_000, `${matched} matched`)
})

const hasRun = (part: string, query: string): boolean =>
  new Sought(query).runs.some(({ text }) => searchForm(part).includes(text))

/** Whether each of its characters has a part in something that was sought. */
function isSought(part: string, query: string): boolean {
  const form = searchForm(part)
  const covered = new Set<number>()
  for (const { text } of runsOf(searchForm(query)))
    for (let at = form.indexOf(text); at >= 0; at = form.indexOf(text, at + 1))
      for (let place = at; place < at + text.length; place += 1) covered.add(place)
  let at = 0
  return foldedUnits(part).every((unit) => {
    at += unit.form.length
    return (
      unit.form === '' ||
      Array.from(unit.form, (_, index) => at - 1 - index).some((place) => covered.has(place))
    )
  })
}

t.test('A text that is made to be slow is not', async (t) => {
  const startMs = performance.now()
  for (const text of [
    'ᅡ\u200b'.repeat(4_000),
    'a\u0301'.repeat(4_000),
    '\u3099'.repeat(8_000),
    'ab'.repeat(4_000),
  ])
    highlights(text, 'ab ᅡ か')
  t.ok(performance.now() - startMs < 5_000)
})
