import * as shared from '@parley/shared'
import { errors, type ErrorCode, Problem } from '@parley/shared'
import { Type } from 'typebox'

import { withExample } from './example.ts'
import { isRecord } from './is-record.ts'

export const noContent = Type.Unsafe<void>(Type.Null({ description: 'Done.' }))

/**
 * The refusals of a route, by status, for its `response`. Those that every route of its kind has
 * (not_signed_in, rate_limited, invalid_request, …) are added by the `documentation` plugin.
 * Typed as an empty object: handlers throw refusals and never return them.
 */
export const refusals = (...codes: readonly ErrorCode[]): object => {
  const statuses = [...new Set(codes.map((code) => errors[code][0]))].sort((a, b) => a - b)
  return Object.fromEntries(
    statuses.map((status) => [status, refusalResponse(codes.filter((code) => errors[code][0] === status))]),
  )
}

const refusalResponse = (codes: readonly ErrorCode[]) => {
  const unique = [...new Set(codes)].sort()
  return {
    description: unique.map((code) => `\`${code}\`: ${errors[code][1]}`).join('\n\n'),
    content: { 'application/problem+json': { schema: withReferences(Problem) } },
    codes: unique,
  }
}

/** Every schema of the wire that has a name, with an example, and the named ones inside it replaced by references. */
export const namedSchemas = (): object[] =>
  Object.values<unknown>(shared).flatMap((value) =>
    isRecord(value) && typeof value['$id'] === 'string'
      ? [{ ...withInnerReferences(withExample(value)), $id: value['$id'] }]
      : [],
  )

/** The same schema with every named schema in it replaced by a reference to it. */
export const withReferences = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(withReferences)
  if (!isRecord(schema)) return schema
  return typeof schema['$id'] === 'string' ? { $ref: `${schema['$id']}#` } : withInnerReferences(schema)
}

export const withInnerReferences = (schema: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, withReferences(value)]))
