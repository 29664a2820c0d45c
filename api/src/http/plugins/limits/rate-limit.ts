import fastifyRateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import { DomainError } from '../../../domain/errors.ts'
import { networkOf } from '../../../domain/network-address.ts'

export interface RateLimitOptions {
  /** For one address, or one /64 of IPv6, over all routes together. */
  readonly requestsPerMinute: number
  /** Where several instances count together; null while this one counts for itself. */
  readonly shared: SharedCounts | null
}

export interface SharedCounts {
  /** As the plugin wants it: a client of ioredis. */
  readonly redis: object
  readonly nameSpace: string
  isWithinReach(): boolean
}

/** Addresses counted at a time; who has more than these can evict only their own. */
const addressesMax = 20_000

/** One hook for all, not one per route: it comes before the session's, and limits what does not exist, too. */
const limitRates = async (app: FastifyInstance, options: RateLimitOptions): Promise<void> => {
  await app.register(fastifyRateLimit, {
    global: false,
    max: options.requestsPerMinute,
    timeWindow: 60_000,
    cache: addressesMax,
    enableDraftSpec: true,
    keyGenerator: (request) => networkOf(request.clientAddress),
    allowList: isProbe,
    ...(options.shared && countedTogether(options.shared)),
    errorResponseBuilder: (_request, { ttl }) =>
      new DomainError('rate_limited', { retryAfterSeconds: Math.ceil(ttl / 1000) }),
  })
  app.addHook('onRequest', app.rateLimit())
}

/** What one proxy asks of each instance every second would use up what the address may ask of all of them. */
const isProbe = ({ routeOptions }: FastifyRequest): boolean => routeOptions.config.isProbe === true

/**
 * Without Redis requests pass uncounted rather than wait or fail: what is worth guessing, passwords, is
 * throttled by the database. It is asked before each request, so that a server that stands still costs none of them time.
 */
const countedTogether = ({ redis, nameSpace, isWithinReach }: SharedCounts) => ({
  redis,
  nameSpace,
  skipOnError: true,
  allowList: (request: FastifyRequest) => isProbe(request) || !isWithinReach(),
})

export const rateLimit = fastifyPlugin(limitRates, { name: 'rate-limit', dependencies: ['client-address'] })
