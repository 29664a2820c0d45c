import { Credentials, SignedIn } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

import type { SessionService } from '../../domain/accounts/session-service.ts'
import type { SignInService } from '../../domain/accounts/sign-in-service.ts'
import { originOf } from '../origin.ts'
import { noContent, ref, refusals } from '../schemas.ts'
import type { BrowserSessions } from '../session/browser-sessions.ts'
import { viewerOf } from '../viewer.ts'

export interface SessionRouteOptions {
  readonly signIns: SignInService
  readonly sessions: SessionService
  readonly browserSessions: BrowserSessions
}

const tags = ['Session']

const signIn = {
  summary: 'Sign in',
  description:
    'Sets the session cookie. After failures the wait before the next attempt grows; `Retry-After` tells it.',
  tags,
  body: Credentials,
  response: { 200: ref(SignedIn), ...refusals('credentials_wrong') },
}

const signOut = {
  summary: 'Sign out',
  description: 'Ends the session, and its realtime connections.',
  tags,
  response: { 204: noContent },
}

export const sessionRoutes: FastifyPluginAsyncTypebox<SessionRouteOptions> = async (
  app,
  { signIns, sessions, browserSessions },
) => {
  app.post('/session', { schema: signIn, config: { access: 'public' } }, async (request) => {
    const origin = originOf(request)
    const user = await signIns.check(request.body, origin)
    if (request.viewer) await sessions.signOut(request.viewer, origin)
    const viewer = await browserSessions.begin(request, user.id, origin)
    return { user: await signIns.complete(user, viewer, origin), sessionId: viewer.sessionId }
  })

  app.delete('/session', { schema: signOut, config: { access: 'user' } }, async (request, reply) => {
    await sessions.signOut(viewerOf(request), originOf(request))
    await browserSessions.end(request, reply)
    return reply.code(204).send()
  })
}
