import type { FastifyInstance } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import { DomainError } from '../../domain/errors.ts'
import { parseStrictJson } from '../../wire/strict-json.ts'

/** JSON is the only body there is. Fastify would also take text on every route, and a browser sends it across sites unasked. */
export const jsonBody = fastifyPlugin(async (app: FastifyInstance) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, async (_: unknown, body: string) =>
    parse(body),
  )
})

/** Many programs name the type with every request. Whether a body is needed is for the route's schema to say. */
const parse = (text: string): unknown => {
  if (text === '') return undefined
  try {
    return parseStrictJson(text)
  } catch {
    throw new DomainError('invalid_json') // what exactly is wrong with it helps nobody but an attacker
  }
}
