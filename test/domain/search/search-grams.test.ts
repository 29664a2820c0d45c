import type { UserId } from '@parley/shared'
import t from 'tap'

import { gramsOf, SearchQuery } from '../../../api/src/stores/search-grams.ts'

const senderId = '00000000-0000-4000-8000-00000000000a' as UserId

/** Without those of all messages, and of the sender. */
const gramsOfText = (text: string): string[] => gramsOf({ senderId, text, parts: null }).slice(2)

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
  t.same(new SearchQuery({ text: '東京' }).grams, ['東京'])
  t.same(new SearchQuery({ text: '東' }).grams, ['東'])
  t.same(new SearchQuery({ text: 'is Café' }).grams, ['is', 'caf', 'afe'])
  t.ok(new SearchQuery({ text: 'abcdefghijklmnopqrstuvwxyz' }).grams.length <= 12)
})

t.test('A message has a gram of its sender, and one that all have but those without a text', async (t) => {
  t.same(gramsOf({ senderId, text: '?!', parts: null }), ['*', '@00000000'])
  t.same(gramsOf({ senderId, text: '', parts: null }), [])
  const filter = { senderIds: [senderId], fromMs: null, beforeMs: null, has: [] }
  const gramsSought = (text: string, senderIds: UserId[] | null) =>
    new SearchQuery({ text, filter: { ...filter, senderIds } }).grams
  t.same(gramsSought('', [senderId]), ['@00000000'])
  t.same(gramsSought('is', [senderId]), ['@00000000', 'is'])
  t.same(gramsSought('', [senderId, senderId]), ['*'], 'two have none in common')
  t.same(gramsSought('', null), ['*'])
  t.same(new SearchQuery({ text: '?!' }).grams, [], 'nothing to look for')
})

t.test('Every gram that a matching query needs is one of the text’s', async (t) => {
  const text = 'Ein Straßencafé im: Ｗｅｓｔ en von 서울특별시, สวัสดี ΟΔΟΣ'
  for (const sought of [
    'straßenCAFE',
    'west',
    '서울',
    '별',
    'สวัส',
    'οδός',
    'im von',
    '"im west"',
    '"서울특\n별시"',
  ]) {
    const query = new SearchQuery({ text: sought })
    t.ok(query.matchesText(text), sought)
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
    new SearchQuery({ text: 'aaaaab' }).matchesText(text)
  }
  t.ok(performance.now() - begunMs < 10_000)
})
