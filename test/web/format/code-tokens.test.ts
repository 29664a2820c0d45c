import fc from 'fast-check'
import t from 'tap'

import { languageNamed, languages } from '../../../web/src/ui/timeline/message/text/highlighting/languages.ts'
import { tokensOf } from '../../../web/src/ui/timeline/message/text/highlighting/tokens.ts'

const found = (code: string, language: string) =>
  [...tokensOf(code, language)].flat().map(({ kind, start, end }) => [kind, code.slice(start, end)])

t.test('What reads alike has one colour', async (t) => {
  t.same(found('const a = "b" // c', 'TypeScript'), [
    ['keyword', 'const'],
    ['string', '"b"'],
    ['comment', '// c'],
  ])
  t.match(found('-old\n+new\n', 'patch'), [
    ['deleted', /old/],
    ['inserted', /new/],
  ])
  t.same(
    found('<script>let a</script>', 'html').filter(([kind]) => kind === 'keyword'),
    [['keyword', 'let']],
  )
})

t.test('A language has the names that people give it; of another one nothing is known', async (t) => {
  for (const name of ['js', 'JavaScript', 'c++', 'c#', 'sh', 'yml', 'kotlin', 'leanpub-md'])
    t.ok(languageNamed(name), name)
  for (const name of ['klingon', '', 'constructor', '__proto__', 'toString']) {
    t.equal(languageNamed(name), undefined, name)
    t.same(found('const', name), [])
  }
})

t.test('Tokens follow each other within the code, whatever it is, and in pieces', async (t) => {
  const part = fc.constantFrom(
    ...'"\'`/*#\\\n <>{}()[]=+-_.0aé🎈',
    '//',
    '/*',
    '*/',
    '"""',
    '<!--',
    'const ',
    '@@',
  )
  const code = fc.array(part, { maxLength: 3_000 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(languages)), code, (language, text) => {
      let last = 0
      for (const { start, end } of [...tokensOf(text, language)].flat()) {
        if (start < last || end <= start || end > text.length) return false
        last = end
      }
      return true
    }),
    { numRuns: 200 },
  )
  t.equal([...tokensOf('a\n'.repeat(4_000), 'js')].length, 8, 'each of them some milliseconds')
})
