import { callbackify } from 'node:util'

import fastifyCookie from '@fastify/cookie'
import fastifySession from '@fastify/session'
import type { FastifyInstance, FastifyRequest, Session } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import { viewerOf, type BrowserSessions } from '../session/browser-sessions.ts'
import type { SealedSessions } from '../session/sealed-sessions.ts'
import { countCookies, type SessionCookie } from '../session/session-cookie.ts'
import { newSessionId, unsigned } from '../session/session-id.ts'

/** For the scope of the API only: what is outside of it also works while the database does not. */
const keepSessions = async (app: FastifyInstance, { cookie, sealed }: BrowserSessions): Promise<void> => {
  await app.register(fastifyCookie)
  app.addHook('onRequest', async (request) => dropAmbiguous(request, cookie))
  await app.register(fastifySession, {
    secret: unsigned,
    cookieName: cookie.name,
    cookie: { ...cookie.options, maxAge: cookie.maxAgeMs },
    idGenerator: newSessionId,
    store: storeOver(sealed),
    saveUninitialized: false,
    rolling: false,
  })
  app.addHook('onRequest', async (request) => setViewer(request, cookie))
}

function dropAmbiguous(request: FastifyRequest, { name }: SessionCookie): void {
  if (countCookies(request, name) > 1) delete request.cookies[name]
}

function setViewer(request: FastifyRequest, { name }: SessionCookie): void {
  if (request.viewer !== null) return // by a token
  const data = request.session.signedIn
  request.viewer = data === undefined ? null : viewerOf(data)
  // A cookie of no living session is left alone: another request may just have replaced it by a new one,
  // which the plugin's deleting would reach.
  if (data === undefined) delete request.cookies[name]
}

/** As the plugin wants it. Sessions without anyone in them are not stored at all. */
const storeOver = (sealed: SealedSessions) => ({
  get: callbackify(async (id: string): Promise<Session | null> => {
    const signedIn = await sealed.load(id)
    return signedIn && { cookie: { originalMaxAge: null }, signedIn }
  }),
  set: callbackify(async (id: string, { signedIn }: Session): Promise<void> => {
    if (signedIn !== undefined) await sealed.save(id, signedIn)
  }),
  destroy: callbackify((id: string): Promise<void> => sealed.end(id)),
})

export const session = fastifyPlugin(keepSessions, { name: 'session', dependencies: ['access-token'] })
