import * as shared from '@parley/shared'
import t from 'tap'

import { parseStrictJson } from '../../api/src/wire/strict-json.ts'
import { patternsIn, patternsOf, type FoundPattern } from '../support/source/patterns.ts'
import { sourceFiles } from '../support/source/source-tree.ts'

const length = 100_000
const runs = 3
/** Of what reading the text once costs. Who looks again from every place takes some hundred thousand times as long. */
const timesMax = 5_000

const found: readonly FoundPattern[] = [
  ...sourceFiles('shared/src/**/*.ts').flatMap(patternsOf),
  ...sourceFiles('api/src/**/*.ts')
    .filter(({ path }) => !path.startsWith('api/src/config/')) // read from the environment of the process
    .flatMap(patternsOf),
  ...sourceFiles('web/src/**/*.ts')
    .filter(({ path }) => path !== 'web/src/browser.ts') // read from the page itself
    .flatMap(patternsOf),
  ...patternsIn(shared, 'shared'),
]

/** Long runs of what patterns repeat, with an end that does not fit. */
const texts = [
  ' ',
  '\t',
  'a',
  'A',
  '0',
  '.',
  '-',
  '_',
  ':',
  '/',
  '"',
  '\\',
  '%',
  'é',
  '\u0301',
  '\u200b',
  '🦜',
]
  .flatMap((char) => [char, `a${char}`, `0${char}`])
  .flatMap((piece) => ['', '!', '\0'].map((end) => piece.repeat(length / piece.length) + end))
  .concat(
    'https://'.repeat(length / 8),
    `https://${'a.'.repeat(length / 2)}`,
    `https://a${'('.repeat(length)}`,
  )

function msOf(work: () => unknown): number {
  let best = Infinity
  for (let run = 0; run < runs; run++) {
    const startMs = performance.now()
    work()
    best = Math.min(best, performance.now() - startMs)
  }
  return best
}

/** As far as it is used: for the first, or for all that it finds. */
const use = (pattern: RegExp, text: string): unknown => {
  pattern.lastIndex = 0
  return pattern.global ? text.replace(pattern, '') : pattern.test(text)
}

t.test('no text makes a regular expression look at it again and again', async (t) => {
  t.ok(found.length > 60, `${found.length} regular expressions`)
  const onceMs = msOf(() => /^[^\0]*$/u.test('a'.repeat(length)))
  for (const { where, pattern } of found) {
    for (const text of texts) {
      const times = msOf(() => use(pattern, text)) / onceMs
      if (times > timesMax)
        t.fail(`${where} on ${JSON.stringify(text.slice(0, 10))}…: ${Math.round(times)} times`)
    }
  }
})

t.test('nor does JSON, however deep it is and however many keys it has', async (t) => {
  const many = (count: number) => `{${Array.from({ length: count }, (_, at) => `"k${at}":1`).join()}}`
  const deep = (count: number) => `{"a":${'['.repeat(count)}${']'.repeat(count)}}`
  const spaced = (count: number) => `{"a":"b"${' '.repeat(count)}}`
  const quoted = (count: number) => `["${'\\"'.repeat(count)}"]`
  for (const [what, make] of Object.entries({ many, deep, spaced, quoted })) {
    const text = make(100_000)
    const onceMs = msOf(() => JSON.parse(JSON.stringify('a'.repeat(text.length))))
    const times = msOf(() => parseStrictJson(text)) / onceMs
    t.ok(times < timesMax, `${what}: ${Math.round(times)} times`)
  }
})
