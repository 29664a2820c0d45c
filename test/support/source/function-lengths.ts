import { stripTypeScriptTypes } from 'node:module'

import { parse, type Function as FunctionNode } from 'acorn'
import { simple } from 'acorn-walk'

import type { SourceFile } from './source-tree.ts'

export interface FunctionLength {
  readonly path: string
  readonly line: number
  readonly lines: number
}

/** Every function of a file with its length, as a reader sees it: from its first line to its last. */
export const functionLengths = ({ path, text }: SourceFile): FunctionLength[] => {
  const program = parse(stripTypeScriptTypes(text, { mode: 'strip' }), {
    ecmaVersion: 'latest',
    sourceType: 'module',
    locations: true,
  })
  const lengths: FunctionLength[] = []
  const measure = ({ loc }: FunctionNode): void => {
    if (loc) lengths.push({ path, line: loc.start.line, lines: loc.end.line - loc.start.line + 1 })
  }
  simple(program, { Function: measure })
  return lengths
}
