import { errors, type ErrorCode } from '@parley/shared'
import type { FastifySchema, RouteOptions } from 'fastify'

import { DomainError } from '../../domain/errors.ts'
import { problemOf } from '../../wire/problem.ts'
import { isRecord } from '../is-record.ts'
import type { Access } from '../plugins/access.ts'
import { localOrigin } from './api-description.ts'
import { anyFrame } from './frame-schemas.ts'

interface Documented {
  readonly schema: FastifySchema
  readonly url: string
  readonly route: RouteOptions
}

/** What the documentation says of a route beyond the schemas that serve it: none of this is compiled at start. */
export const documentOperation = ({
  schema,
  url,
  route,
}: Documented): { schema: FastifySchema; url: string } => {
  // Fastify's type also allows a route without a schema
  if (!isRecord(schema?.response)) return { schema, url }
  const response = Object.entries(schema.response)
  const codes = response.flatMap(([, one]) => codesOf(one))
  return {
    url,
    schema: {
      ...schema,
      ...withScope(schema.description, route.config?.access),
      ...(codes.includes('origin_refused') && { headers: withOrigin(schema.headers) }),
      ...(route.config?.takesFile && { body: anyBytes }),
      response: Object.fromEntries(response.map(([status, one]) => [status, documentResponse(status, one)])),
    },
  }
}

/** Generators of clients keep the description, and drop what security asks for. */
const withScope = (description: string | undefined, access: Access = 'public'): { description?: string } =>
  access === 'public' || access === 'session'
    ? {}
    : { description: [description, `A token needs the scope \`${access}\`.`].filter(Boolean).join('\n\n') }

export const codesOf = (response: unknown): readonly ErrorCode[] =>
  isRecord(response) && Array.isArray(response['codes']) ? response['codes'] : []

const anyBytes = { content: { 'application/octet-stream': { schema: {} } } }

const withOrigin = (headers: unknown) => ({
  ...(isRecord(headers) && headers),
  type: 'object',
  properties: {
    ...(isRecord(headers) && isRecord(headers['properties']) && headers['properties']),
    Origin: {
      type: 'string',
      format: 'uri',
      description:
        'Where the request comes from. Browsers send it by themselves; a program that sends the session cookie sends the address of the server.',
      examples: [localOrigin],
    },
  },
})

function documentResponse(status: string, response: unknown): unknown {
  if (status !== '101' || !isRecord(response)) return documentRefusal(response)
  return { description: response['description'], content: { 'application/json': anyFrame } }
}

/** Which codes it may have, in a form that generators make a type of, and one of them as an example. */
function documentRefusal(response: unknown): unknown {
  const codes = codesOf(response)
  const [code] = codes
  if (!isRecord(response) || code === undefined) return response
  const ofThese = {
    type: 'object',
    properties: { code: { type: 'string', enum: codes } },
    required: ['code'],
  }
  const error = new DomainError(code, isForNow(code) ? { retryAfterSeconds: 2 } : {})
  return {
    ...response,
    ...(codes.some(isForNow) && { headers: retryAfter }),
    content: {
      'application/problem+json': {
        schema: { allOf: [{ $ref: 'Problem#' }, ofThese] },
        example: problemOf(error, 'd1f0b1c2-6a57-4b7e-9f6e-2f1c5a0c7e11'),
      },
    },
  }
}

const isForNow = (code: ErrorCode): boolean =>
  code === 'silenced' || errors[code][0] === 429 || errors[code][0] === 503

const retryAfter = {
  'Retry-After': { type: 'integer', minimum: 0, description: 'After how many seconds to try again.' },
}
