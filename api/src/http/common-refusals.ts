import type { ErrorCode } from '@parley/shared'
import type { RouteOptions } from 'fastify'

import { refusalsByStatus } from './schemas.ts'

/** What a route of this kind can refuse whatever it does. */
export const commonRefusals = (route: RouteOptions): ErrorCode[] => {
  const { schema, config } = route
  const takesInput = schema?.body || schema?.querystring || schema?.params
  return [
    'rate_limited',
    'internal',
    'overloaded',
    'unavailable',
    ...when(config?.access === 'user', 'not_signed_in'),
    ...when(takesInput, 'invalid_request'),
    ...when(changesSomething(route) || 'wsHandler' in route, 'origin_refused'),
    // A body is looked at also where none is expected.
    ...when(changesSomething(route), 'invalid_json', 'too_large', 'unsupported_media_type'),
  ]
}

/** The response schemas with these codes added to those that the route names itself. */
export const withRefusals = (response: unknown, codes: readonly ErrorCode[]): object => {
  const own = typeof response === 'object' && response !== null ? response : {}
  const named = Object.values(own).flatMap(codesOf)
  return { ...own, ...refusalsByStatus([...named, ...codes]) }
}

const codesOf = (response: { codes?: readonly ErrorCode[] }): readonly ErrorCode[] => response.codes ?? []

const when = (condition: unknown, ...codes: ErrorCode[]): ErrorCode[] => (condition ? codes : [])

const changesSomething = ({ method }: RouteOptions): boolean =>
  [method].flat().some((name) => name !== 'GET' && name !== 'HEAD')
