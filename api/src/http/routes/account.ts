import { AccountDeletion, PasswordChange } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

import { noContent, refusals, unacceptablePassword, withCookies } from '../schemas.ts'
import { originOf, viewerOf } from '../viewer.ts'
import type { AccountServices } from './services.ts'

const changePassword = {
  operationId: 'changePassword',
  summary: 'Change the password',
  description: 'Ends all other sessions, and gives this one a new cookie. Access tokens stay.',
  body: PasswordChange,
  response: {
    204: withCookies(noContent, 'The session cookie anew.'),
    ...refusals('password_wrong', ...unacceptablePassword),
  },
}

const remove = {
  operationId: 'deleteAccount',
  summary: 'Delete the account',
  description: 'Leaves all groups and empties the profile. Messages stay; the username stays taken.',
  body: AccountDeletion,
  response: {
    204: withCookies(noContent, 'Takes the session cookie away.'),
    ...refusals('password_wrong', 'owner_must_hand_over'),
  },
}

export const accountRoutes: FastifyPluginAsyncTypebox<AccountServices> = async (
  app,
  { accounts, browserSessions },
) => {
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
