import { callbackify } from 'node:util'

import fastifyCookie from '@fastify/cookie'
import fastifySession from '@fastify/session'
import type { FastifyInstance, FastifyReply, FastifyRequest, Session } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import { viewerOf, type BrowserSessions } from '../session/browser-sessions.ts'
import type { SealedSessions } from '../session/sealed-sessions.ts'
import { cookieAmong, readCookie, type SessionCookie } from '../session/session-cookie.ts'
import { newSessionId, unsigned } from '../session/session-id.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether the session came under the plain name, where its cookie has another one. */
    cameByPlainName: boolean
  }
}

/** For the scope of the API only: what is outside of it also works while the database does not. */
const keepSessions = async (app: FastifyInstance, { cookie, sealed }: BrowserSessions): Promise<void> => {
  app.decorateRequest('cameByPlainName', false)
  await app.register(fastifyCookie)
  app.addHook('onRequest', async (request) => findCookie(request, cookie))
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
  app.addHook('onSend', async (request, reply) => renameCookie(request, reply, cookie))
}

/** The plugin knows one name. Programs may send that one to any port, as browsers do that were signed in before it had one. */
function findCookie(request: FastifyRequest, { name, namesFor }: SessionCookie): void {
  const names = namesFor(request)
  const value = readCookie(request, names)
  request.cameByPlainName = cookieAmong(request, names) !== names[0]
  if (value === undefined) delete request.cookies[name]
  else request.cookies[name] = value
}

function setViewer(request: FastifyRequest, { name }: SessionCookie): void {
  if (request.viewer !== null) return // by a token
  const data = request.session.signedIn
  request.viewer = data === undefined ? null : viewerOf(data)
  // of no session here it may be that of another instance on this host
  request.cameByPlainName &&= data !== undefined
  // A cookie of no living session is left alone: another request may just have replaced it by a new one,
  // which the plugin's deleting would reach.
  if (data === undefined) delete request.cookies[name]
}

/** What the plugin sets or clears gets the name that the browser is to know, and what it had under the plain one goes. */
function renameCookie(request: FastifyRequest, reply: FastifyReply, cookie: SessionCookie): void {
  const [own] = cookie.namesFor(request)
  const set = [reply.getHeader('set-cookie') ?? []].flat().map(String)
  const isSession = (text: string): boolean => text.startsWith(`${cookie.name}=`)
  if (own === cookie.name || !set.some(isSession)) return
  reply.removeHeader('set-cookie')
  reply.header(
    'set-cookie',
    set.map((text) => (isSession(text) ? own + text.slice(cookie.name.length) : text)),
  )
  if (request.cameByPlainName) reply.clearCookie(cookie.name, cookie.options)
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
