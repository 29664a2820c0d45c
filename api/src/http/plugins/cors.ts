import fastifyCors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

const preflightSeconds = 600

/** Takes exact origins; without any, other origins may not read anything. */
export const cors = fastifyPlugin(async (app: FastifyInstance, options: { origins: readonly string[] }) => {
  if (options.origins.length === 0) return
  await app.register(fastifyCors, {
    origin: [...options.origins],
    credentials: true,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'range', 'repr-digest', 'x-file-name'],
    exposedHeaders: [
      'content-disposition',
      'content-range',
      'etag',
      'retry-after',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
      'x-request-id',
    ],
    maxAge: preflightSeconds,
  })
})
