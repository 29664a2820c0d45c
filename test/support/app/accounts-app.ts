import { fastify, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Test } from 'tap'

import type { SqlStores } from '../../../api/src/adapters/sql/stores.ts'
import { usualInstance } from '../../../api/src/config/instance-settings.ts'
import { InstanceService } from '../../../api/src/domain/accounts/instance-service.ts'
import { PeopleService } from '../../../api/src/domain/accounts/profiles/people-service.ts'
import { SessionKeeper } from '../../../api/src/domain/accounts/sign-in/session-keeper.ts'
import { BlockGuard } from '../../../api/src/domain/blocking/block-guard.ts'
import { MembershipCache } from '../../../api/src/domain/conversations/membership-cache.ts'
import * as plugins from '../../../api/src/http/plugins/index.ts'
import { originGuard } from '../../../api/src/http/plugins/origin-guard.ts'
import { session } from '../../../api/src/http/plugins/session.ts'
import { accessTokenRoutes } from '../../../api/src/http/routes/access-tokens.ts'
import { accountRoutes } from '../../../api/src/http/routes/account.ts'
import { meRoutes } from '../../../api/src/http/routes/me.ts'
import { sessionRoutes } from '../../../api/src/http/routes/session.ts'
import { userRoutes } from '../../../api/src/http/routes/users.ts'
import { BrowserSessions } from '../../../api/src/http/session/browser-sessions.ts'
import { DeviceCookie } from '../../../api/src/http/session/device-cookie.ts'
import { SealedSessions } from '../../../api/src/http/session/sealed-sessions.ts'
import { sessionCookie } from '../../../api/src/http/session/session-cookie.ts'
import { SessionSeal } from '../../../api/src/http/session/session-seal.ts'
import { serialization } from '../../../api/src/http/serialization.ts'
import { accountsOver, type AccountsOptions } from './accounts.ts'
import { TestClock } from './clock.ts'
import { silentLog } from './log.ts'
import { openTestStores } from '../databases/stores.ts'

export interface AccountsAppOptions extends Partial<AccountsOptions> {
  readonly publicUrl?: URL | null
  readonly corsOrigins?: readonly string[]
  readonly sessionKeys?: readonly string[]
  readonly log?: FastifyBaseLogger
}

export interface AccountsApp {
  readonly app: FastifyInstance
  readonly stores: SqlStores
  readonly services: ReturnType<typeof accountsOver>
  readonly clock: TestClock
}

const keys = ['a session key of more than thirty-two characters']

const noMessages = { hasWritten: () => Promise.resolve(false) }

/** The part of the API that concerns accounts, with clock, keys and hashing in the test's hand. */
export async function buildAccountsApp(
  t: Pick<Test, 'teardown'>,
  options: AccountsAppOptions = {},
): Promise<AccountsApp> {
  const { publicUrl = null, corsOrigins = [], sessionKeys = keys, log = silentLog } = options
  const stores = options.stores ?? (await openTestStores(t))
  const clock = options.clock instanceof TestClock ? options.clock : new TestClock()
  const services = accountsOver({ ...options, stores, clock })
  const sealed = new SealedSessions(
    new SessionKeeper(stores.sessions, clock),
    new SessionSeal(sessionKeys),
    log,
  )
  const browserSessions = new BrowserSessions(sessionCookie(publicUrl), sealed, clock, services.ids)

  const connected = new MembershipCache(stores, services.bus)
  const guard = new BlockGuard(stores, connected)
  const deviceCookie = new DeviceCookie(browserSessions.cookie, sessionKeys, clock)

  const app = fastify({
    trustProxy: false,
    schemaController: { compilersFactory: { buildSerializer: serialization } },
  })
  app.removeContentTypeParser('text/plain')
  await app.register(plugins.validation)
  await app.register(plugins.errorHandler)
  await app.register(plugins.clientAddress)
  await app.register(plugins.access)
  await app.register(plugins.documentation)
  await app.register(
    async (api) => {
      const { cookie } = browserSessions
      await api.register(originGuard, { publicUrl, corsOrigins, cookie, isLocal: false })
      await api.register(plugins.accessToken, services.tokenAdmission)
      await api.register(session, browserSessions)
      const people = new PeopleService({ ...stores, messages: noMessages }, guard, 'everyone')
      const instance = new InstanceService({ ...usualInstance, address: null, maxFileBytes: 0 }, stores.users)
      for (const routes of [accountRoutes, sessionRoutes, meRoutes, accessTokenRoutes, userRoutes])
        await api.register(routes, { ...services, people, instance, browserSessions, deviceCookie })
    },
    { prefix: '/api/v1' },
  )
  t.teardown(() => app.close())
  return { app, stores, services, clock }
}
