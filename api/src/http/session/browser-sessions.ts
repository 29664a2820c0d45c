import type { SessionId, UserId } from '@parley/shared'
import type { FastifyReply, FastifyRequest } from 'fastify'

import { expiryOf } from '../../domain/accounts/sign-in/session-rules.ts'
import type { Clock, Ids } from '../../domain/ports.ts'
import type { Origin, Viewer } from '../../domain/viewer.ts'
import type { SealedSessions } from './sealed-sessions.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { SessionData } from './session-data.ts'

export class BrowserSessions {
  readonly cookie: SessionCookie
  readonly sealed: SealedSessions
  readonly #clock: Clock
  readonly #ids: Ids

  constructor(cookie: SessionCookie, sealed: SealedSessions, clock: Clock, ids: Ids) {
    this.cookie = cookie
    this.sealed = sealed
    this.#clock = clock
    this.#ids = ids
  }

  /** Under an id made for it; whatever session the request came with has ended. */
  async begin(request: FastifyRequest, userId: UserId, origin: Origin): Promise<Viewer> {
    return this.#hold(request, {
      userId,
      sessionId: this.#ids.uuid() as SessionId, // where the id of a session begins
      ...origin,
      createdAt: this.#clock.now().toISOString(),
    })
  }

  /** The same session under a new id: who knew the old one knows nothing any more. */
  async renew(request: FastifyRequest): Promise<void> {
    const data = request.session.signedIn
    if (data === undefined) return
    await this.sealed.retire(data)
    await this.#hold(request, data)
  }

  async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await request.session.destroy()
    request.viewer = null
    reply.clearCookie(this.cookie.name, this.cookie.options)
    // No "cookies": those of all that runs on this host and its neighbours would go, whatever their ports. No "storage":
    // it holds what others of this browser have typed and not sent. The client removes its own.
    reply.header('clear-site-data', '"cache"')
  }

  async #hold(request: FastifyRequest, data: SessionData): Promise<Viewer> {
    // otherwise the session plugin would also send a second cookie that deletes the old one
    delete request.cookies[this.cookie.name]
    // without one in it the id was made for this very request, and nobody else can know it
    if (request.session.signedIn !== undefined) await request.session.regenerate()
    request.session.signedIn = data
    await request.session.save()
    const viewer = viewerOf(data)
    request.viewer = viewer
    return viewer
  }
}

export const viewerOf = ({ userId, sessionId, createdAt }: SessionData): Viewer => ({
  userId,
  sessionId,
  scope: null,
  expiresAt: expiryOf(new Date(createdAt)),
})
