import t from 'tap'

import { gramsOfText, SearchQuery } from '../../api/src/stores/search-grams.ts'

t.test(
  'Words give their parts of three, short words themselves, dense scripts characters and pairs',
  async (t) => {
    t.same(gramsOfText('Café is ok!'), ['caf', 'afe', 'is', 'ok'])
    t.same(gramsOfText('東京タ'), ['東', '京', 'タ', '東京', '京タ'])
    t.same(gramsOfText('AI東京'), ['ai', '東', '京', '東京'], 'scripts part words')
    t.same(gramsOfText('%_ 🎉 ...'), [])
    t.same(gramsOfText(''), [])
  },
)

t.test('A query needs as few grams as tell most', async (t) => {
  t.same(new SearchQuery('東京').grams, ['東京'])
  t.same(new SearchQuery('東').grams, ['東'])
  t.same(new SearchQuery('is Café').grams, ['is', 'caf', 'afe'])
  t.ok(new SearchQuery('abcdefghijklmnopqrstuvwxyz').grams.length <= 12)
})

t.test('Every gram that a matching query needs is one of the text’s', async (t) => {
  const text = 'Ein Straßencafé im Ｗｅｓｔｅｎ von 서울특별시, สวัสดี ΟΔΟΣ'
  for (const sought of ['straßenCAFE', 'west', '서울', '별', 'สวัส', 'οδός', 'im von']) {
    const query = new SearchQuery(sought)
    t.ok(query.matches(text), sought)
    const grams = new Set(gramsOfText(text))
    t.same(
      query.grams.filter((gram) => !grams.has(gram)),
      [],
    )
  }
})

t.test('The work and its result are bounded, whatever the text', async (t) => {
  const random = Array.from({ length: 50_000 }, (_, at) =>
    String.fromCodePoint(0x4e00 + ((at * 7_919) % 20_000)),
  )
  const begunMs = performance.now()
  for (const text of [random.join(''), 'a'.repeat(50_000), '\u0301'.repeat(50_000), 'ﷺ'.repeat(8_000)]) {
    t.ok(gramsOfText(text).length <= 6_000)
    new SearchQuery('aaaaab').matches(text)
  }
  t.ok(performance.now() - begunMs < 10_000)
})
