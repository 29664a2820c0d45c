import fc from 'fast-check'
import t from 'tap'

import { snippet } from '../../web/src/ui/format/snippet.ts'

const marked = (text: string, sought: string): string =>
  snippet(text, sought)
    .map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text))
    .join('')

t.test('What was sought is set apart, whatever its case and accents', async (t) => {
  t.equal(marked('The Café opens', 'cafe'), 'The [Café] opens')
  t.equal(marked('The Cafe\u0301 opens', 'CAFÉ'), 'The [Cafe]\u0301 opens')
  t.equal(marked('one two one', 'two one'), '[one] [two] [one]')
  t.equal(marked('東京タワー', '京タ'), '東[京タ]ワー')
  t.equal(marked('a.b (c)', '.('), 'a.b (c)')
  t.equal(marked('nothing of it', 'else'), 'nothing of it')
})

t.test('A long text is shown from shortly before the first match', async (t) => {
  const text = `${'before '.repeat(50)}here ${'after '.repeat(500)}`
  const shown = marked(text, 'here')
  t.match(shown, /^….{24}\[here\] after/)
  t.ok(shown.length < 200)
})

t.test('Nothing is shown that was not written, and the longest texts take no time', async (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, sought) => {
      const shown = snippet(text, sought).map((piece) => piece.text)
      return text.includes(shown.filter((piece) => piece !== '…').join('')) || text.includes('…')
    }),
  )
  const begunMs = performance.now()
  snippet('ab'.repeat(25_000), 'ba a b')
  t.ok(performance.now() - begunMs < 5_000)
})
