import { highlights } from '@parley/shared/text'
import fc from 'fast-check'
import t from 'tap'

import { SearchQuery } from '../../../api/src/stores/search-grams.ts'
import { snippet } from '../../../web/src/ui/format/snippet.ts'

const marked = (text: string, sought: string): string =>
  snippet(text, highlights(text, sought))
    .map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text))
    .join('')

t.test('What was sought is set apart, whatever its case and accents', async (t) => {
  t.equal(marked('The Café opens', 'cafe'), 'The [Café] opens')
  t.equal(marked('The Cafe\u0301 opens', 'CAFÉ'), 'The [Cafe\u0301] opens')
  t.equal(marked('one two one', 'two one'), '[one] [two] [one]')
  t.equal(marked('東京タワー', '京タ'), '東[京タ]ワー')
  t.equal(marked('a.b (c)', '.('), 'a.b (c)')
  t.equal(marked('nothing of it', 'else'), 'nothing of it')
})

t.test('What is set apart is what the search has found, in whole characters', async (t) => {
  t.equal(marked('c or c++, not a cc', 'c++'), '[c] or [c]++, not a cc')
  t.equal(marked('ガラスとカラス', 'カラス'), 'ガラスと[カラス]')
  t.equal(marked('τους ΟΔΟΥΣ', 'οδους'), 'τους [ΟΔΟΥΣ]')
  t.equal(marked('यह हिन्दी है', 'हिन्दी'), 'यह [हिन्दी] है')
  t.equal(marked('das Ge\u00ADsamt\u00ADwerk', 'gesamt'), 'das [Ge\u00ADsamt\u00AD]werk')
  t.equal(marked('هذا كتـــاب', 'کتاب'), 'هذا [كتـــاب]')
  t.equal(marked('Große Straße', 'strass'), 'Große [Straß]e')
  t.equal(marked('한국어', '국'), '한[국]어')
  t.equal(marked('is this his', 'is his'), '[is] t[his] [his]', 'short words are whole ones')
})

t.test('A long text is shown from shortly before the first match', async (t) => {
  const text = `${'before '.repeat(50)}here ${'after '.repeat(500)}`
  const shown = marked(text, 'here')
  t.match(shown, /^….{24}\[here\] after/)
  t.ok(shown.length < 200)
  const parts = `${'this '.repeat(60)}is here`
  t.match(marked(parts, 'is'), /^….{24}\[is\] here$/, 'not before a part of a word')
  const families = '👩‍👩‍👧‍👦'.repeat(40)
  t.match(marked(`${families}here${families}`, 'here'), /^…(?:👩‍👩‍👧‍👦)+\[here\](?:👩‍👩‍👧‍👦)+$/u)
  const stacked = `a${'\u0301'.repeat(500)} here`
  t.ok(marked(stacked, 'a').length < 200, 'one with too many marks is cut')
})

t.test('Nothing is shown that was not written, and the longest texts take no time', async (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, sought) => {
      const shown = snippet(text, highlights(text, sought)).map((piece) => piece.text)
      return text.includes(shown.filter((piece) => piece !== '…').join('')) || text.includes('…')
    }),
  )
  const begunMs = performance.now()
  snippet('ab'.repeat(25_000), highlights('ab'.repeat(25_000), 'ba a b'))
  t.ok(performance.now() - begunMs < 5_000)
})

/** Of every kind that the search treats apart: accents, kana with marks, Hangul in parts, signs that are letters. */
const pieces =
  'a b é E\u0301 İ ß Σ ς ﬁ Ａ か か\u3099 が ｶ ﾞ ﾟ 東 京 ᄀ ᅡ ᆨ 각 ㄱ ㅏ ﾡ ￂ क ी ก ำ א ב\u05b0 ﷺ ٱ \u0301 \u0345 \u1d165 １ ² _ - 😀'
const text = () =>
  fc
    .array(fc.constantFrom(...pieces.split(' '), ' ', '\u200d'), { maxLength: 30 })
    .map((parts) => parts.join(''))

t.test('What the server finds is set apart', async (t) => {
  const isFound = (written: string, sought: string): boolean => {
    const query = new SearchQuery({ text: sought })
    return query.grams.length > 0 && query.matchesText(written)
  }
  const isMarked = (written: string, sought: string): boolean =>
    snippet(written, highlights(written, sought)).some((piece) => piece.isMatch)
  let found = 0
  fc.assert(
    fc.property(text(), text(), text(), (before, sought, after) => {
      for (const written of [before + sought + after, sought.normalize('NFD'), sought.toUpperCase(), after]) {
        if (!isFound(written, sought)) continue
        found += 1
        if (!isMarked(written, sought)) return false
      }
      return true
    }),
    { numRuns: 2_000 },
  )
  t.ok(found > 1_000, `${found} were found`)
})
