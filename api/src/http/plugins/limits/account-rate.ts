import type { FastifyInstance } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import type { AccountRates, Rate } from '../../../domain/account-rates.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How often one account may ask for this, where it costs more than most. */
    rate?: Rate
  }
}

interface AccountRateOptions {
  readonly rates: AccountRates
  readonly requestsPerMinute: number
}

/** An account may make as many requests as an address, so that it gains nothing by having many of those. */
const limitAccounts = async (
  app: FastifyInstance,
  { rates, requestsPerMinute }: AccountRateOptions,
): Promise<void> => {
  const requests = { name: 'requests', max: requestsPerMinute, windowMs: 60_000 }
  app.addHook('onRequest', async ({ viewer, routeOptions }) => {
    if (!viewer) return
    rates.require(viewer.userId, requests)
    if (routeOptions.config.rate) rates.require(viewer.userId, routeOptions.config.rate)
  })
}

export const accountRate = fastifyPlugin(limitAccounts, { name: 'account-rate', dependencies: ['session'] })
