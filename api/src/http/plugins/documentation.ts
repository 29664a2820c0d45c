import type { ErrorCode } from '@parley/shared'
import fastifySwagger from '@fastify/swagger'
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import { description, securitySchemes, servers, securityOf, tags } from '../description/api-description.ts'
import { withExample } from '../description/example.ts'
import { frameSchemas } from '../description/frame-schemas.ts'
import { codesOf, documentOperation } from '../description/operation.ts'
import { shareRefusals } from '../description/shared-refusals.ts'
import { isRecord } from '../is-record.ts'
import { refusals, withInnerReferences, withoutNames, withReferences } from '../schemas.ts'

/** Registered before all routes. What every route of its kind refuses is added here and nowhere else. */
export const documentation = fastifyPlugin(async (app: FastifyInstance) => {
  app.addHook('onRoute', completeSchema)

  await app.register(fastifySwagger, {
    hideUntagged: true,
    transform: documentOperation,
    transformObject: (document) =>
      shareRefusals('openapiObject' in document ? { ...document.openapiObject } : {}),
    convertConstToEnum: false,
    refResolver: { buildLocalReference: (schema, _base, _fragment, at) => nameOf(schema) ?? `def-${at}` },
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Parley', version: '1', description, license: { name: 'MIT', identifier: 'MIT' } },
      servers,
      tags: [...tags],
      components: { schemas: frameSchemas(), securitySchemes },
    },
  })
})

const nameOf = (schema: { $id?: unknown }): string | undefined =>
  typeof schema.$id === 'string' ? schema.$id : undefined

const completeSchema = (route: RouteOptions): void => {
  if (!route.schema || !route.url.startsWith('/api/')) return
  // The WebSocket plugin hides its routes, which is not for it to decide.
  const { response, hide: _hidden, body, ...rest } = route.schema
  route.schema = {
    ...withInnerReferences(isRecord(body) ? { ...rest, body: withExample(withoutNames(body)) } : rest),
    response: withRefusals(withReferences(response ?? {}), commonRefusals(route)),
    security: securityOf(route.config?.access),
  }
}

/** What a route of this kind can refuse whatever it does. */
const commonRefusals = (route: RouteOptions): ErrorCode[] => {
  const { schema, config: { access } = {} } = route
  return [
    'invalid_request',
    'rate_limited',
    'internal',
    'overloaded',
    'unavailable',
    'token_invalid',
    ...when(access !== 'public', 'not_signed_in'),
    ...when(access === 'public' || access === 'session', 'token_refused'),
    ...when(access === 'write' || access === 'manage', 'scope_missing'),
    ...when(takesText(schema), 'text_invalid'),
    ...when(changesSomething(route) || 'wsHandler' in route, 'origin_refused'),
    // A body is looked at also where none is expected.
    ...when(changesSomething(route), 'invalid_json', 'too_large', 'unsupported_media_type'),
  ]
}

/** The response schemas with these codes added to those that the route names itself. */
const withRefusals = (response: unknown, codes: readonly ErrorCode[]): object => {
  const own = typeof response === 'object' && response !== null ? response : {}
  const named = Object.values(own).flatMap(codesOf)
  return { ...own, ...refusals(...named, ...codes) }
}

const when = (condition: unknown, ...codes: ErrorCode[]): ErrorCode[] => (condition ? codes : [])

/** Somewhere in what is sent there is a text of one line or more. */
const takesText = ({ body, querystring }: FastifySchema = {}): boolean =>
  /"format":"(?:multi)?line"/.test(JSON.stringify([body, querystring]))

const changesSomething = ({ method }: RouteOptions): boolean =>
  [method].flat().some((name) => name !== 'GET' && name !== 'HEAD')
