import fastifySwagger from '@fastify/swagger'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import { description, tags } from '../api-description.ts'
import { commonRefusals, withRefusals } from '../common-refusals.ts'
import { withExample } from '../example.ts'
import { frameSchemas } from '../frame-schemas.ts'
import { isRecord } from '../is-record.ts'
import { withReferences } from '../schemas.ts'

/** Registered before all routes. What every route of its kind refuses is added here and nowhere else. */
export const documentation = fastifyPlugin(async (app: FastifyInstance) => {
  app.addHook('onRoute', completeSchema)

  await app.register(fastifySwagger, {
    hideUntagged: true,
    convertConstToEnum: false,
    refResolver: { buildLocalReference: (schema, _base, _fragment, at) => nameOf(schema) ?? `def-${at}` },
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Parley', version: '1', description, license: { name: 'MIT', identifier: 'MIT' } },
      tags: [...tags],
      components: {
        schemas: frameSchemas(),
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'parley',
            description: 'The session cookie, which signing in sets. Over https its name is `__Host-parley`.',
          },
        },
      },
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
    ...mapValues(isRecord(body) ? { ...rest, body: withExample(body) } : rest, withReferences),
    response: withRefusals(withReferences(response ?? {}), commonRefusals(route)),
    security: route.config?.access === 'user' ? [{ session: [] }] : [],
  }
}

const mapValues = (source: object, change: (value: unknown) => unknown): object =>
  Object.fromEntries(Object.entries(source).map(([key, value]) => [key, change(value)]))
