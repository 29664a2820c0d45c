import fc from 'fast-check'
import t from 'tap'

import { parseStrictJson } from '../../api/src/wire/strict-json.ts'

t.test('whatever JSON.stringify writes is read as it was', async (t) => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      if (/"(__proto__|constructor)"/.test(text)) return
      if (JSON.stringify(parseStrictJson(text)) !== text) throw new Error(text)
    }),
  )
  t.pass('for any value')
})

t.test('a key that stands twice in one object is refused, however it is spelt', async (t) => {
  const twice = ['{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '{"x":{"b":1 , "c":2,"b" : 3}}', '[{"":1,"":2}]']
  for (const text of twice) t.throws(() => parseStrictJson(text), SyntaxError, text)
})

t.test('the same key in different objects, and as a value, is not', async (t) => {
  const fine = [
    '{"a":{"a":{"a":1}},"b":["a","a"]}',
    '[{"a":1},{"a":2}]',
    '{"a":"a","b":"\\"a\\":"}',
    '"a"',
    '{}',
    '{ "b" : 1,\n"a":[ 1.0, 2e2 ]}',
    '{"2":"two","1":"one"}',
  ]
  for (const text of fine) t.strictSame(parseStrictJson(text), JSON.parse(text), text)
})

t.test('keys that lead to the prototype are refused at any depth', async (t) => {
  for (const text of ['{"__proto__":{}}', '{"a":[{"constructor":1}]}', '{"\\u005f_proto__":1}']) {
    t.throws(() => parseStrictJson(text), SyntaxError, text)
  }
})

t.test('deep and long texts are read in no time', async (t) => {
  t.ok(parseStrictJson(`${'['.repeat(5_000)}${']'.repeat(5_000)}`))
  t.ok(parseStrictJson(`${'['.repeat(30_000)}${']'.repeat(30_000)}`))
  t.ok(parseStrictJson(`{${Array.from({ length: 5_000 }, (_, at) => `"k${at}":1`).join()}}`))
  const text = '\\ud83e\\udd9c'.repeat(16_000)
  t.ok(parseStrictJson(`{"type":"send","text":"${text}","ids":[${'1,'.repeat(1_000)}1]}`))
})

t.test('what is longer than all but a text may have only so many parts', async (t) => {
  const long = [
    `{${Array.from({ length: 20_000 }, (_, at) => `"k${at}":1`).join()}}`,
    `[${Array.from({ length: 20_000 }, () => '{"a":1}').join()}]`,
    `${'['.repeat(90_000)}${']'.repeat(90_000)}`,
    `{"text":"${'x'.repeat(100_000)}","ids":[${'1,'.repeat(2_000)}1]}`,
  ]
  const startMs = performance.now()
  for (const text of long) t.throws(() => parseStrictJson(text), SyntaxError, text.slice(0, 30))
  t.ok(performance.now() - startMs < 500)
  for (const broken of ['"', '{"text":"', '{"a\\'])
    t.throws(() => parseStrictJson(broken + 'x'.repeat(100_000)), SyntaxError, broken)
})
