import { stripTypeScriptTypes } from 'node:module'

import { parse, type Literal } from 'acorn'
import { simple } from 'acorn-walk'

import type { SourceFile } from './source-tree.ts'

export interface FoundPattern {
  readonly where: string
  readonly pattern: RegExp
}

/** Every regular expression that a file writes out. */
export function patternsOf({ path, text }: SourceFile): FoundPattern[] {
  const source = stripTypeScriptTypes(text, { mode: 'strip' })
  const program = parse(source, { ecmaVersion: 'latest', sourceType: 'module', locations: true })
  const found: FoundPattern[] = []
  const take = ({ regex, loc }: Literal): void => {
    if (regex)
      found.push({
        where: `${path}:${loc?.start.line} /${regex.pattern}/`,
        pattern: new RegExp(regex.pattern, regex.flags),
      })
  }
  simple(program, { Literal: take })
  return found
}

/** Every `pattern` of a JSON schema, in the way in which Ajv uses it. */
export function patternsIn(schema: unknown, where: string): FoundPattern[] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]) =>
    key === 'pattern' && typeof value === 'string'
      ? [{ where: `${where} ${value}`, pattern: new RegExp(value, 'u') }]
      : patternsIn(value, where),
  )
}
