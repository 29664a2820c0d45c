import t from 'tap'

import { sourceFiles, withoutComments } from '../support/source/source-tree.ts'

const sheets = sourceFiles('web/src/styles/**/*.css')
const scripts = sourceFiles('web/src/**/*.ts')

/** What stands before a brace, but for at-rules: they hold no class. */
const selectors = (css: string): string[] =>
  [...withoutComments(css).matchAll(/([^{};]+)\{/g)]
    .map(([, prelude = '']) => prelude.trim())
    .filter((prelude) => !prelude.startsWith('@'))

const classesOf = (css: string): Set<string> =>
  new Set(
    selectors(css).flatMap((selector) =>
      [...selector.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name),
    ),
  )

const styled = sheets.map(({ path, text }) => ({ path, classes: classesOf(text) }))

/** Every word of every string in the scripts: a class is made of one. */
const quotedWords = new Set(
  scripts
    .flatMap(({ text }) => [...withoutComments(text).matchAll(/'[^'\n]*'|`[^`]*`/g)])
    .flatMap(([quoted]) => quoted.match(/[\w-]+/g) ?? []),
)

t.test(
  'A class is styled in one file, so that no rule takes what another component calls the same',
  async (t) => {
    const filesOf = new Map<string, string[]>()
    for (const { path, classes } of styled) {
      for (const name of classes) filesOf.set(name, [...(filesOf.get(name) ?? []), path])
    }
    t.ok(filesOf.size > 100, 'the classes are found')
    t.strictSame(
      [...filesOf]
        .filter(([, files]) => files.length > 1)
        .map(([name, files]) => `.${name}: ${files.join(', ')}`),
      [],
    )
  },
)

t.test('A class that is styled is one that the client gives', async (t) => {
  t.strictSame(
    styled.flatMap(({ path, classes }) =>
      [...classes].filter((name) => !quotedWords.has(name)).map((name) => `.${name} in ${path}`),
    ),
    [],
  )
})

t.test('Every style sheet is part of the page', async (t) => {
  const index = sheets.find(({ path }) => path.endsWith('/index.css'))?.text ?? ''
  const imported = [...index.matchAll(/@import '\.\/([^']+)'/g)].map(
    ([, name = '']) => `web/src/styles/${name}`,
  )
  const others = sheets.map(({ path }) => path).filter((path) => !path.endsWith('/index.css'))
  t.strictSame(imported.sort(), others.sort())
})
