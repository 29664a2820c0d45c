import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { globSync } from 'node:fs'

export interface SourceFile {
  /** From the root of the repository. */
  readonly path: string
  readonly text: string
  readonly lines: number
}

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Installed, or built; what is being built at this moment has a name of its own, and is gone the next. */
const isMade = (name: string): boolean => /^(?:node_modules|dist(?:[.-].*)?)$/.test(name)

export const sourceFiles = (pattern: string): SourceFile[] =>
  globSync(pattern, { cwd: root, exclude: isMade })
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      return { path, text, lines: text.trimEnd().split('\n').length }
    })

const importPattern =
  /^(?:import|export)\s[^'"`;]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm

/** What a file imports: paths from the root for our own files, names for packages. */
export const importsOf = ({ path, text }: SourceFile): string[] =>
  [...text.matchAll(importPattern)].map((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? ''
    return target.startsWith('.') ? relative(root, resolve(root, dirname(path), target)) : target
  })

export const withoutComments = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|\s)\/\/.*$/gm, '$1')

/** The value that so much (0 to 1) of the values do not exceed. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
