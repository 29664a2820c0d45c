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

const parse = (text: string): unknown => {
  try {
    return parseStrictJson(text)
  } catch {
    throw new DomainError('invalid_json') // what exactly is wrong with it helps nobody but an attacker
  }
}
