import type { FastifyInstance, FastifyRequest } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import { DomainError } from '../../domain/errors.ts'
import { readOrigin } from '../../domain/network-address.ts'
import { bearerOf } from '../session/access-token.ts'
import { cookieAmong, type SessionCookie } from '../session/session-cookie.ts'

export interface OriginGuardOptions {
  /** Null means that whatever host a request names is this instance. */
  readonly publicUrl: URL | null
  readonly corsOrigins: readonly string[]
  readonly cookie: SessionCookie
  /** Only this machine reaches this instance, and by no other name than its own. */
  readonly isLocal: boolean
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Browsers send our cookie along with what other sites make them request. Of all that can change
 * something, and of the WebSocket handshake, which no CORS rule covers, only our own pages' comes through.
 */
export const originGuard = fastifyPlugin(async (app: FastifyInstance, options: OriginGuardOptions) => {
  app.addHook('onRequest', async (request) => {
    if (bearerOf(request) !== null) return // no page of another site can have it, and no cookie is looked at
    const handshake = isHandshake(request)
    if (safeMethods.has(request.method) && !handshake) return
    const accepted = handshake ? isHandshakeAccepted(request, options) : isAccepted(request, options)
    if (!accepted) throw refusal(request, options)
  })
})

/** Who has sent none is told so, and what would do: browsers send it by themselves, and people who write programs do not know. */
function refusal(request: FastifyRequest, options: OriginGuardOptions): DomainError {
  const { origin, 'sec-fetch-site': site } = request.headers
  const own = ownOrigin(request, options.publicUrl)
  const isReachable = !options.isLocal || isLocalName(request)
  if (origin !== undefined || site !== undefined || own === null || !isReachable)
    return new DomainError('origin_refused')
  const detail = `The header Origin is missing. Send it with the address of this server: "Origin: ${own}".`
  return new DomainError('origin_refused', { detail })
}

/**
 * The origin of this instance's own pages, by the name by which the request has reached it. Port 80 says nothing over
 * https either: it is where a proxy listens that another one has relieved of TLS.
 */
export const ownOrigin = (request: FastifyRequest, publicUrl: URL | null): string | null =>
  publicUrl?.origin ??
  readOrigin(`${isSecure(request) ? 'https' : 'http'}://${request.host.replace(/:80$/, '')}`)

const isHandshake = ({ headers }: FastifyRequest): boolean => headers.upgrade?.toLowerCase() === 'websocket'

/** Browsers always name the origin of a handshake; programs have no cookie to be borrowed. */
const isHandshakeAccepted = (request: FastifyRequest, options: OriginGuardOptions): boolean =>
  request.headers.origin !== undefined && isAccepted(request, options)

function isAccepted(request: FastifyRequest, options: OriginGuardOptions): boolean {
  const { origin } = request.headers
  if (origin !== undefined && isListed(origin, options)) return true
  if (options.isLocal && !isLocalName(request)) return false
  const site = request.headers['sec-fetch-site']
  switch (site) {
    case 'same-origin': // said by the browser itself, so a proxy that changes the host does no harm
      return origin !== 'null'
    case 'none':
    case undefined:
      return origin === undefined
        ? site === 'none' || !hasSession(request, options)
        : isOurs(origin, request, options)
    default:
      return false
  }
}

const isListed = (origin: string, { corsOrigins }: OriginGuardOptions): boolean =>
  corsOrigins.includes(readOrigin(origin) ?? '')

function isOurs(origin: string, request: FastifyRequest, { publicUrl }: OriginGuardOptions): boolean {
  const ours = ownOrigin(request, publicUrl)
  return ours !== null && readOrigin(origin) === ours
}

/** As a proxy that is believed says; some call the handshake's protocol by its own name. */
const isSecure = ({ protocol }: FastifyRequest): boolean => /^(?:https|wss)$/i.test(protocol)

/** Another site's name may lead to this machine (DNS rebinding): its pages would pass as the host's own. */
function isLocalName({ host }: FastifyRequest): boolean {
  const url = `http://${host}`
  const name = URL.canParse(url) ? new URL(url).hostname : ''
  return /^(.+\.)?localhost$/.test(name) || name === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(name)
}

const hasSession = (request: FastifyRequest, { cookie }: OriginGuardOptions): boolean =>
  cookieAmong(request, cookie.namesFor(request)) !== undefined
