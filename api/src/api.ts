import type { FastifyInstance } from 'fastify'

import type { Parts } from './compose.ts'
import type { Config, Secrets } from './config/config.ts'
import { SessionKeeper } from './domain/accounts/sign-in/session-keeper.ts'
import { isLoopbackHost } from './domain/network-address.ts'
import { accessToken, accountRate, accountQueue, cors, originGuard, session } from './http/plugins/index.ts'
import { routes } from './http/routes/index.ts'
import { BrowserSessions } from './http/session/browser-sessions.ts'
import { DeviceCookie } from './http/session/device-cookie.ts'
import { SealedSessions } from './http/session/sealed-sessions.ts'
import { sessionCookie } from './http/session/session-cookie.ts'
import { SessionSeal } from './http/session/session-seal.ts'
import { realtime } from './realtime/realtime.ts'
import type { RealtimeOptions } from './realtime/realtime-parts.ts'

export interface ApiOptions {
  readonly config: Config
  readonly secrets: Secrets
  readonly parts: Parts
  readonly realtimeOptions: RealtimeOptions
}

/** Everything that knows sessions. What is outside of it works also while the database does not. */
export const api = async (app: FastifyInstance, options: ApiOptions): Promise<void> => {
  const { config, secrets, parts, realtimeOptions } = options
  const { services } = parts
  const browserSessions = newSessions(options)
  const { publicUrl, corsOrigins, trustProxy } = config

  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  await app.register(cors, { origins: corsOrigins })
  await app.register(originGuard, {
    publicUrl,
    corsOrigins,
    cookie: browserSessions.cookie,
    isLocal: publicUrl === null && trustProxy.length === 0 && isLoopbackHost(config.host),
  })
  await app.register(accessToken, services.tokenAdmission)
  await app.register(session, browserSessions)
  await app.register(accountRate, { rates: parts.rates, requestsPerMinute: config.requestsPerMinute })
  await app.register(accountQueue)
  await app.register(realtime, {
    services: { ...parts, ...services, summaries: services.conversations },
    options: realtimeOptions,
  })
  const deviceCookie = new DeviceCookie(browserSessions.cookie, secrets.sessionKeys, parts.clock)
  await app.register(routes, { ...services, browserSessions, deviceCookie })
}

const newSessions = ({ config, secrets, parts }: ApiOptions): BrowserSessions => {
  const { stores, clock, ids, log } = parts
  const keeper = new SessionKeeper(stores.sessions, clock)
  const sealed = new SealedSessions(keeper, new SessionSeal(secrets.sessionKeys), log)
  return new BrowserSessions(sessionCookie(config.publicUrl), sealed, clock, ids)
}
