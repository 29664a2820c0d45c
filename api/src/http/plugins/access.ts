import type { Scope } from '@parley/shared'
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import { DomainError } from '../../domain/errors.ts'
import { requireScope, type Viewer } from '../../domain/viewer.ts'

/**
 * Everyone who is not signed in by a token, `public`; a person with a session; or either a person with one or a program
 * whose token has this scope.
 */
export type Access = 'public' | 'session' | Scope

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, as the session or the token says. Null for everyone else, and outside the API. */
    viewer: Viewer | null
  }
  interface FastifyContextConfig {
    /** Who may call this route. A route of the API that does not say is refused at start. */
    access?: Access
  }
}

const guardRoutes = async (app: FastifyInstance): Promise<void> => {
  app.decorateRequest('viewer', null)
  app.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/api/')) return
    // After the session's hook, which belongs to the instance and runs before those of a route.
    route.onRequest = [...[route.onRequest ?? []].flat(), guardOf(accessOf(route))]
  })
}

const accessOf = ({ method, url, config }: RouteOptions): Access => {
  if (method === 'OPTIONS') return 'public' // a preflight carries no cookie, and changes nothing
  const access = config?.access
  if (access === undefined)
    throw new Error(`${String(method)} ${url} does not say who may call it (config.access).`)
  return access
}

const guardOf =
  (access: Access) =>
  async ({ viewer }: FastifyRequest): Promise<void> => {
    if (viewer === null && access !== 'public') throw new DomainError('not_signed_in')
    if (viewer === null) return
    if (access !== 'public' && access !== 'session') requireScope(viewer, access)
    else if (viewer.scope !== null) throw new DomainError('token_refused')
  }

export const access = fastifyPlugin(guardRoutes, { name: 'access' })
