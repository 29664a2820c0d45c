import fastifyCors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

export interface CorsOptions {
  /** Exact origins. Empty means that other origins may not read anything, so nothing is registered. */
  readonly origins: readonly string[]
}

const preflightSeconds = 600

const allowOrigins = async (app: FastifyInstance, { origins }: CorsOptions): Promise<void> => {
  if (origins.length === 0) return
  await app.register(fastifyCors, {
    origin: [...origins],
    credentials: true,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['content-type'],
    exposedHeaders: [
      'retry-after',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
      'x-request-id',
    ],
    maxAge: preflightSeconds,
  })
}

export const cors = fastifyPlugin(allowOrigins, { name: 'cors' })
