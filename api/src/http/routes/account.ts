import { AccountDeletion, PasswordChange, Registration, SignedIn } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

import { noContent, refusals } from '../schemas.ts'
import { originOf, viewerOf } from '../viewer.ts'
import type { AccountServices } from './services.ts'

/** Of a new password. */
const unacceptable = ['password_too_short', 'password_too_long', 'password_too_common'] as const

const register = {
  summary: 'Register',
  description: 'Makes an account and signs in to it.',
  body: Registration,
  response: {
    201: SignedIn,
    ...refusals('username_invalid', 'name_invalid', 'username_taken', 'username_reserved', ...unacceptable),
  },
}

const changePassword = {
  summary: 'Change the password',
  description: 'Ends all other sessions, and gives this one a new cookie. Access tokens stay.',
  body: PasswordChange,
  response: { 204: noContent, ...refusals('password_wrong', ...unacceptable) },
}

const remove = {
  summary: 'Delete the account',
  description: 'Leaves all groups and empties the profile. Messages stay; the username stays taken.',
  body: AccountDeletion,
  response: { 204: noContent, ...refusals('password_wrong', 'owner_must_hand_over') },
}

export const accountRoutes: FastifyPluginAsyncTypebox<AccountServices> = async (
  app,
  { registrations, profiles, sessions, accounts, browserSessions, deviceCookie },
) => {
  app.post('/accounts', { schema: register, config: { access: 'public' } }, async (request, reply) => {
    const origin = originOf(request)
    const { id } = await registrations.register(request.body, origin)
    if (request.viewer) await sessions.signOut(request.viewer, origin)
    const viewer = await browserSessions.begin(request, id, origin)
    deviceCookie.remember(request, reply, id)
    return reply.code(201).send({ user: await profiles.me(viewer), sessionId: viewer.sessionId })
  })

  app.put(
    '/me/password',
    { schema: changePassword, config: { access: 'manage' } },
    async (request, reply) => {
      await accounts.changePassword(viewerOf(request), request.body, originOf(request))
      await browserSessions.renew(request)
      return reply.code(204).send()
    },
  )

  app.post('/me/deletion', { schema: remove, config: { access: 'manage' } }, async (request, reply) => {
    const viewer = viewerOf(request)
    await accounts.delete(viewer, request.body.password)
    if (viewer.scope === null) await browserSessions.end(request, reply)
    return reply.code(204).send()
  })
}
