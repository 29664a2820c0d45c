import fastifyCompress from '@fastify/compress'
import type { FastifyInstance } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

/** For routes that say `compress`: what everyone who is signed in may read. SECURITY.md says why nothing else does. */
export const compression = fastifyPlugin(async (app: FastifyInstance) => {
  // Not what comes in: a few bytes could stand for gigabytes.
  await app.register(fastifyCompress, { global: false, encodings: ['br', 'gzip'] })
})
