import { Credentials, SignedIn } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

import { noContent, refusals } from '../schemas.ts'
import { originOf, viewerOf } from '../viewer.ts'
import type { AccountServices } from './services.ts'

const signIn = {
  summary: 'Sign in',
  description:
    'Sets the session cookie, and one by which the account knows this browser when it signs in again. After failures the wait before the next attempt grows; `Retry-After` tells it. Who sends that cookie waits for their own failures only.',
  body: Credentials,
  response: { 200: SignedIn, ...refusals('credentials_wrong') },
}

const signOut = {
  summary: 'Sign out',
  description: 'Ends the session, and its realtime connections.',
  response: { 204: noContent },
}

export const sessionRoutes: FastifyPluginAsyncTypebox<AccountServices> = async (
  app,
  { signIns, sessions, browserSessions, deviceCookie },
) => {
  app.post('/session', { schema: signIn, config: { access: 'public' } }, async (request, reply) => {
    const origin = originOf(request)
    const user = await signIns.check(request.body, origin, (id) => deviceCookie.deviceOf(request, id))
    if (request.viewer) await sessions.signOut(request.viewer, origin)
    const viewer = await browserSessions.begin(request, user.id, origin)
    const me = await signIns.complete(user, viewer, origin)
    deviceCookie.remember(request, reply, user.id)
    return { user: me, sessionId: viewer.sessionId }
  })

  app.delete('/session', { schema: signOut, config: { access: 'session' } }, async (request, reply) => {
    await sessions.signOut(viewerOf(request), originOf(request))
    await browserSessions.end(request, reply)
    return reply.code(204).send()
  })
}
