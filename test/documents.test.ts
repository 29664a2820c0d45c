import { existsSync, globSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { memberRoles, rights } from '@parley/shared'
import t from 'tap'

import { sourceFiles, type SourceFile } from './support/source/source-tree.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const documents = [...sourceFiles('**/*.md'), ...sourceFiles('.github/**/*.md')]
const sources = sourceFiles('{api/src,shared/src,web/src,scripts,test}/**/*.{ts,js}')

/** Paths are given from the root, or from here where that is clear. */
const places = ['', 'api/src', 'docs', 'web/src']
const named = new Set(sourceFiles('**/*.{ts,js,css,md,yaml}').map(({ path }) => basename(path)))

const isThere = (path: string, from: string): boolean =>
  [...places, from].some((place) => globSync(join(root, place, path)).length > 0)

/** What stands in backticks and is a file of the repository, by how it ends; a file without its folder anywhere. */
const missingPaths = ({ path, text }: SourceFile): string[] =>
  [...text.matchAll(/`([\w.*/-]+\.(?:ts|js|css|md|yaml)|[\w-]+\/[\w./-]*\/)`/g)]
    .map(([, target = '']) => target)
    .filter((target) => !isThere(target, dirname(path)))
    .filter((target) => target.includes('/') || !named.has(target))
    .map((target) => `${path}: ${target}`)

/** The anchors that the headings of a document get. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  )

const missingLinks = ({ path, text }: SourceFile): string[] =>
  [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)]
    .filter(([, target = '', anchor]) => {
      const found = join(dirname(path), target === '' ? basename(path) : target)
      if (!existsSync(join(root, found))) return true
      const document = documents.find((one) => one.path === found)
      return anchor !== undefined && !anchorsOf(document?.text ?? '').includes(anchor)
    })
    .map(([link]) => `${path}: ${link}`)

t.test('Every file that a document names is there', async (t) => {
  t.ok(documents.length > 25)
  t.strictSame(documents.flatMap(missingPaths), [])
})

t.test('Every link within the documents leads somewhere', async (t) => {
  t.strictSame(documents.flatMap(missingLinks), [])
})

t.test('The protocol says who may do what as the server decides it', async (t) => {
  const protocol = documents.find(({ path }) => path === 'docs/protocol.md')?.text ?? ''
  const said = [...protocol.matchAll(/^\| `(\w+)` +\|[^|]+\|([^|]*)\|([^|]*)\|([^|]*)\|$/gm)].map(
    ([, right, ...cells]) => [right, memberRoles.filter((_, at) => cells[at]?.trim() === 'yes')],
  )
  t.strictSame(Object.fromEntries(said), rights)
})

t.test('Every file that a comment names is there', async (t) => {
  const missing = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/^\s*(?:\/\*\*?|\*|\/\/).*?([\w.-]+\.(?:ts|md))\b/gm)]
      .filter(([, name = '']) => !named.has(name))
      .map(([, name]) => `${path}: ${name}`),
  )
  t.strictSame(missing, [])
})
