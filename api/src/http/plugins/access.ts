import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import { DomainError } from '../../domain/errors.ts'
import type { Viewer } from '../../domain/viewer.ts'

export type Access = 'public' | 'user'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, as the session says. Null for everyone else, and outside the API. */
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
    if (accessOf(route) === 'user') route.onRequest = [...[route.onRequest ?? []].flat(), requireViewer]
  })
}

const accessOf = ({ method, url, config }: RouteOptions): Access => {
  if (method === 'OPTIONS') return 'public' // a preflight carries no cookie, and changes nothing
  const access = config?.access
  if (access === undefined)
    throw new Error(`${String(method)} ${url} does not say who may call it (config.access).`)
  return access
}

const requireViewer = async (request: FastifyRequest): Promise<void> => {
  if (!request.viewer) throw new DomainError('not_signed_in')
}

export const access = fastifyPlugin(guardRoutes, { name: 'access' })
