import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'

const root = fileURLToPath(new URL('../../web/src/styles/', import.meta.url))
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'))
const rulesOf = (file: string): string =>
  readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[^]*?\*\//g, '')

/** Its selectors, each without what stands in brackets, but for whether it asks with :has(). */
function selectorsOf(file: string): string[] {
  let rules = rulesOf(file)
  const bracket = /\([^()]*\)/g
  while (rules.search(bracket) >= 0)
    rules = rules.replaceAll(bracket, (inner) => (inner.includes(':has') ? ':has' : ''))
  const lists = [...rules.matchAll(/([^{};]+)\{/g)].map(([, list = '']) => list)
  return lists
    .filter((list) => !list.includes('@'))
    .flatMap((list) => list.split(',').map((each) => each.trim()))
}

/** What a selector ends in is what it styles: its first class. Before it stands where, after it in which state. */
function styledBy(file: string): Set<string> {
  const ends = selectorsOf(file).map((selector) => selector.split(/[\s>+~]+/).at(-1) ?? '')
  return new Set(ends.flatMap((end) => /\.[a-z][\w-]*/.exec(end) ?? []))
}

t.test('A class is styled by one file', async (t) => {
  const owners = new Map<string, string[]>()
  for (const file of files)
    for (const name of styledBy(file)) owners.set(name, [...(owners.get(name) ?? []), file])
  t.strictSame(
    [...owners]
      .filter(([, several]) => several.length > 1)
      .map(([name, several]) => `${name}: ${several.join(', ')}`),
    [],
  )
})

t.test('Every value of a colour, a size of type and a duration is a token', async (t) => {
  for (const file of files.filter((name) => name !== 'tokens.css')) {
    t.notMatch(rulesOf(file), /#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/i, `${file} has a colour of its own`)
    t.notMatch(rulesOf(file), /font-size: [\d.]+(?:px|rem)/, `${file} has a size of type of its own`)
  }
})

t.test('Every token that is used is there', async (t) => {
  const all = files.map(rulesOf).join('\n')
  const known = new Set([...all.matchAll(/(--[\w-]+):/g)].map(([, name]) => name))
  const used = new Set([...all.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name))
  t.strictSame(
    [...used].filter((name) => !known.has(name)),
    [],
  )
})

t.test('A rule that asks with :has() styles what it asks', async (t) => {
  // What such a rule styles further down is styled anew in all of the page with every row that comes.
  for (const file of files)
    for (const selector of selectorsOf(file))
      t.notMatch(selector, /:has[^\s>+~]*[\s>+~]/, `${file}: ${selector}`)
})

/** By the name of the theme that the reader's system wishes, as the pages of the API know no other. */
function coloursOf(css: string, dark: RegExp): Record<'light' | 'dark', Map<string, string>> {
  const at = css.search(dark)
  const tokens = (part: string) =>
    new Map([...part.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]))
  return { light: tokens(css.slice(0, at)), dark: tokens(css.slice(at).split(/\n\}\n/)[0] ?? '') }
}

t.test('The pages of the API, which come without the client, have its colours and its type', async (t) => {
  const docs = readFileSync(new URL('../../api/src/http/description/docs.css', import.meta.url), 'utf8')
  const own = coloursOf(rulesOf('tokens.css'), /\[data-theme='dark'\]/)
  const copied = coloursOf(docs, /@media \(prefers-color-scheme: dark\)/)
  for (const theme of ['light', 'dark'] as const) {
    const named = [...copied[theme]]
    t.ok(named.length > 20)
    for (const [name, value] of named)
      t.equal(oneLine(value), oneLine(own[theme].get(name) ?? 'missing'), `${name}, ${theme}`)
  }
})

const oneLine = (value: string): string => value.replaceAll(/\s+/g, ' ').trim()

t.test('Every token has somewhere to be used', async (t) => {
  const all = files.map(rulesOf).join('\n')
  const known = new Set([...rulesOf('tokens.css').matchAll(/(--[\w-]+):/g)].map(([, name = '']) => name))
  t.strictSame(
    [...known].filter((name) => !all.includes(`var(${name})`)),
    [],
  )
})
