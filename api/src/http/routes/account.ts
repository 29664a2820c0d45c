import { AccountDeletion, PasswordChange, Registration, SignedIn } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

import type { Accounts } from '../../domain/accounts/accounts.ts'
import { originOf } from '../origin.ts'
import { noContent, refusals } from '../schemas.ts'
import type { BrowserSessions } from '../session/browser-sessions.ts'
import type { DeviceCookie } from '../session/device-cookie.ts'
import { viewerOf } from '../viewer.ts'

export interface AccountRouteOptions {
  readonly accounts: Accounts
  readonly browserSessions: BrowserSessions
  readonly deviceCookie: DeviceCookie
}

const tags = ['Account']

const register = {
  summary: 'Register',
  description: 'Makes an account and signs in to it.',
  tags,
  body: Registration,
  response: {
    201: SignedIn,
    ...refusals(
      'username_invalid',
      'name_invalid',
      'password_too_short',
      'password_too_long',
      'password_too_common',
      'username_taken',
      'username_reserved',
    ),
  },
}

const changePassword = {
  summary: 'Change the password',
  description: 'Ends all other sessions, and gives this one a new cookie.',
  tags,
  body: PasswordChange,
  response: {
    204: noContent,
    ...refusals('password_wrong', 'password_too_short', 'password_too_long', 'password_too_common'),
  },
}

const remove = {
  summary: 'Delete the account',
  description: 'Leaves all groups and empties the profile. Messages stay; the username stays taken.',
  tags,
  body: AccountDeletion,
  response: { 204: noContent, ...refusals('password_wrong', 'owner_must_hand_over') },
}

export const accountRoutes: FastifyPluginAsyncTypebox<AccountRouteOptions> = async (
  app,
  { accounts: { registrations, profiles, sessions, accounts, deletion }, browserSessions, deviceCookie },
) => {
  app.post('/accounts', { schema: register, config: { access: 'public' } }, async (request, reply) => {
    const origin = originOf(request)
    const { id } = await registrations.register(request.body, origin)
    if (request.viewer) await sessions.signOut(request.viewer, origin)
    const viewer = await browserSessions.begin(request, id, origin)
    deviceCookie.remember(request, reply, id)
    return reply.code(201).send({ user: await profiles.me(viewer), sessionId: viewer.sessionId })
  })

  app.put('/me/password', { schema: changePassword, config: { access: 'user' } }, async (request, reply) => {
    await accounts.changePassword(viewerOf(request), request.body, originOf(request))
    await browserSessions.renew(request)
    return reply.code(204).send()
  })

  app.post('/me/deletion', { schema: remove, config: { access: 'user' } }, async (request, reply) => {
    await deletion.delete(viewerOf(request), request.body.password)
    await browserSessions.end(request, reply)
    return reply.code(204).send()
  })
}
