import { fileURLToPath } from 'node:url'

import { fastify, type FastifyBaseLogger, type FastifyInstance } from 'fastify'

import { api } from './api.ts'
import type { Parts } from './compose.ts'
import type { Config, Secrets } from './config/config.ts'
import * as plugins from './http/plugins/index.ts'
import { defaultRealtimeOptions } from './realtime/realtime.ts'
import type { RealtimeOptions } from './realtime/realtime-parts.ts'
import { webSockets } from './realtime/socket/web-sockets.ts'
import { serverOptions } from './server-options.ts'

export interface AppOptions {
  readonly config: Config
  readonly secrets: Secrets
  readonly parts: Parts
  readonly logger: FastifyBaseLogger
  /** False from the moment the process begins to shut down. */
  readonly isAccepting?: () => boolean
  readonly realtime?: Partial<RealtimeOptions>
  readonly webRoot?: string
}

const builtWeb = fileURLToPath(new URL('../../web/dist', import.meta.url))

/** The application, without a port. The order is part of the meaning: each step relies on those before it. */
export const buildApp = async (options: AppOptions): Promise<FastifyInstance> => {
  const { config, secrets, parts, logger } = options
  const app: FastifyInstance = fastify(serverOptions(config, logger))

  await app.register(webSockets)
  await app.register(plugins.lastRequests)
  await app.register(plugins.jsonBody)
  await app.register(plugins.validation)
  await app.register(plugins.errorHandler)
  await app.register(plugins.notFound)
  await app.register(plugins.clientAddress)
  await app.register(plugins.requestLog, { observe: (request) => parts.metrics.requestEnded(request) })
  await app.register(plugins.securityHeaders, { publicUrl: config.publicUrl })
  await app.register(plugins.rateLimit, {
    requestsPerMinute: config.requestsPerMinute,
    shared: parts.sharedCounts,
  })
  await app.register(plugins.nodeRefusals)
  await app.register(plugins.access)
  await app.register(plugins.documentation)

  await app.register(plugins.health, {
    pings: parts.pings,
    isAccepting: options.isAccepting ?? (() => true),
  })
  await app.register(plugins.docsPage, { publicUrl: config.publicUrl })
  await app.register(api, {
    prefix: '/api/v1',
    config,
    secrets,
    parts,
    realtimeOptions: {
      ...defaultRealtimeOptions,
      framesPerTenSeconds: config.framesPerTenSeconds,
      ...options.realtime,
    },
  })
  await app.register(plugins.staticWeb, { root: options.webRoot ?? builtWeb })
  return app
}
