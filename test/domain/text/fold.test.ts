import { createHash } from 'node:crypto'

import { foldRule, runsOf, searchForm } from '@parley/shared/text'
import fc from 'fast-check'
import t from 'tap'

t.test('What is written differently and read alike has one search form', async (t) => {
  for (const [one, ...others] of [
    ['jose', 'José', 'Jose\u0301', 'JOSÉ', 'ｊｏｓｅ'],
    [
      'gesamt',
      'Ge\u00ADsamt',
      'ge\u200Bsamt',
      'ge\u2060samt',
      'ge\u034Fsamt',
      '\u202Egesamt\u202C',
      'gesamt\uFEFF',
    ],
    ['istanbul', 'İstanbul', 'ISTANBUL', 'ıstanbul', 'I\u0307stanbul'],
    ['ivan', 'Ivan', 'IVAN'],
    ['strasse', 'Straße', 'STRASSE', 'STRAẞE'],
    ['οδος', 'ΟΔΟΣ', 'οδός', 'οδοσ'],
    ['lukasz soren dang thor', 'Łukasz Søren Đặng Þór'],
    ['كتاب', 'کتاب', 'كتـــاب', 'كِتَاب', 'ﻛﺘﺎﺏ'],
    ['المدرسه', 'المدرسة'],
    ['علي', 'على', 'علی', 'عَلِيّ'],
    ['احمد', 'أحمد', 'إحمد', 'آحمد', 'ٱحمد'],
    ['ميخواهم', 'می‌خواهم'],
    ['2024', '٢٠٢٤', '۲۰۲۴', '２０２４'],
    ['שלומ', 'שלום', 'שָׁלוֹם'],
    ['ガラス', 'ｶﾞﾗｽ', 'カ\u3099ラス'],
    ['한국', '한국'.normalize('NFD'), '한\u200D국'],
  ] as const)
    for (const other of others) t.equal(searchForm(other), searchForm(one), `${one} = ${other}`)
})

t.test('What is read differently has another one', async (t) => {
  for (const [one, other] of [
    ['カラ', 'ガラ'],
    ['ハ', 'パ'],
    ['کہا', 'کھا'],
    ['हिन्दी', 'हन्द'],
    ['ن', 'ت'],
    ['a b', 'ab'],
  ] as const)
    t.not(searchForm(one), searchForm(other), `${one} ≠ ${other}`)
})

const anyText = fc
  .array(fc.integer({ min: 0, max: 0x1_ffff }), { maxLength: 20 })
  .map((codes) => String.fromCodePoint(...codes))

t.test('A search form is its own, and its runs are where they say', async () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const form = searchForm(text)
      const isThere = runsOf(form).every((run) => form.startsWith(run.text, run.at))
      return searchForm(form) === form && isThere
    }),
    { numRuns: 1_000 },
  )
})

/** Blocks that the versions of Unicode add nothing to: Latin to Arabic, kana, and the wide and narrow forms. */
const blocks = [
  [0, 0x5ff],
  [0x620, 0x6ff],
  [0x2000, 0x206f],
  [0x3041, 0x3096],
  [0x3099, 0x30ff],
  [0xff00, 0xffef],
] as const

/** So that no change of the rule goes unnoticed. */
function everyForm(): string {
  const digest = createHash('sha256')
  for (const [from, to] of blocks)
    for (let code = from; code <= to; code += 1) digest.update(searchForm(`a${String.fromCodePoint(code)}b`))
  return digest.digest('hex').slice(0, 16)
}

t.test('Another rule has another number, by which indexes are made anew', async (t) => {
  t.same([foldRule, everyForm()], [2, 'c3b4aee33fd1af98'])
})
