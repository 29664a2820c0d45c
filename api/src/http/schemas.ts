import * as shared from '@parley/shared'
import { errors, type ErrorCode, Problem } from '@parley/shared'
import { Type, type TSchema } from 'typebox'

import { withExample } from './description/example.ts'
import { isRecord } from './is-record.ts'

export const noContent = Type.Unsafe<void>(Type.Null({ description: 'Done.' }))

/** An answer that also changes what the one who asked is known by. */
export const withCookies = <Schema extends TSchema>(answer: Schema, what: string): Schema => ({
  ...answer,
  headers: { 'Set-Cookie': { type: 'string', description: what } },
})

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

/** Of a new password. */
export const unacceptablePassword = [
  'password_too_short',
  'password_too_long',
  'password_too_common',
  'password_weak',
] as const satisfies readonly ErrorCode[]

const refusalResponse = (codes: readonly ErrorCode[]) => {
  const unique = [...new Set(codes)].sort()
  return {
    description: unique.map((code) => `\`${code}\`: ${errors[code][1]}`).join('\n\n'),
    content: { 'application/problem+json': { schema: withReferences(Problem) } },
    codes: unique,
  }
}

/**
 * Every schema of the wire that has a name, with an example, and the named ones inside it replaced by references. They
 * are parts of answers, to which fields may be added: who reads them passes over what they do not know.
 */
export const namedSchemas = (): object[] =>
  Object.values<unknown>(shared).flatMap((value) =>
    isRecord(value) && typeof value['$id'] === 'string'
      ? [{ ...withInnerReferences(openToMore(withExample(value))), $id: value['$id'] }]
      : [],
  )

/** The same schema with every named schema in it replaced by a reference to it. */
export const withReferences = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(withReferences)
  if (!isRecord(schema)) return schema
  const { $id, headers } = schema
  if (typeof $id !== 'string') return withInnerReferences(schema)
  return { $ref: `${$id}#`, ...(headers !== undefined && { headers }) }
}

export const withInnerReferences = (schema: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, withReferences(value)]))

/** The same schema written out. Requests are: they refuse what they do not name, as the named schemas do not. */
export const withoutNames = <Schema extends object>(schema: Schema): Schema =>
  JSON.parse(JSON.stringify(schema, (key, value: unknown) => (key === '$id' ? undefined : value)))

/** The same schema for readers of later versions. */
export const openToMore = <Schema extends object>(schema: Schema): Schema =>
  JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      key === 'additionalProperties' && value === false ? undefined : value,
    ),
  )
