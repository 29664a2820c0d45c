import { Credentials, Registration, SignedIn } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

import { noContent, refusals, unacceptablePassword, withCookies } from '../schemas.ts'
import { sha256 } from '../secret.ts'
import { originOf, viewerOf } from '../viewer.ts'
import type { AccountServices } from './services.ts'

const signingIn = 'The session cookie, and in another header of this name the device cookie.'

const register = {
  operationId: 'registerAccount',
  summary: 'Register',
  description:
    'Makes an account and signs in to it. With the token of an invitation link one joins its group as well, or nothing is done. Who may register, `GET /instance` says.',
  body: Registration,
  response: {
    201: withCookies(SignedIn, signingIn),
    ...refusals(
      'username_invalid',
      'name_invalid',
      'username_taken',
      'username_reserved',
      'registration_closed',
      'invitation_needed',
      'invitation_link_not_found',
      'group_full',
      ...unacceptablePassword,
    ),
  },
}

const signIn = {
  operationId: 'signIn',
  summary: 'Sign in',
  description:
    'Sets the session cookie, and one by which the account knows this browser when it signs in again. After failures the wait before the next attempt grows; `Retry-After` tells it. Who sends that cookie waits for their own failures only.',
  body: Credentials,
  response: { 200: withCookies(SignedIn, signingIn), ...refusals('credentials_wrong') },
}

const signOut = {
  operationId: 'signOut',
  summary: 'Sign out',
  description: 'Ends the session, and its realtime connections.',
  response: { 204: withCookies(noContent, 'Takes the session cookie away.') },
}

export const sessionRoutes: FastifyPluginAsyncTypebox<AccountServices> = async (
  app,
  { registrations, profiles, signIns, sessions, browserSessions, deviceCookie },
) => {
  app.post('/accounts', { schema: register, config: { access: 'public' } }, async (request, reply) => {
    const origin = originOf(request)
    const { invitationToken, ...form } = request.body
    const linkHash = invitationToken === undefined ? null : sha256(invitationToken)
    const { id } = await registrations.register(form, origin, linkHash)
    if (request.viewer) await sessions.signOut(request.viewer, origin)
    const viewer = await browserSessions.begin(request, id, origin)
    deviceCookie.remember(request, reply, id)
    return reply.code(201).send({ user: await profiles.me(viewer), sessionId: viewer.sessionId })
  })

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
