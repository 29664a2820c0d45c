import { AccessTokenList, CreatedAccessToken, NewAccessToken, object, SessionId } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

import { noContent, refusals } from '../schemas.ts'
import { newAccessToken } from '../session/access-token.ts'
import { originOf, viewerOf } from '../viewer.ts'
import type { AccountServices } from './services.ts'

const list = {
  operationId: 'listAccessTokens',
  summary: 'List one’s access tokens',
  description: 'The latest first, those that expired in the last 30 days included.',
  response: { 200: AccessTokenList },
}

const create = {
  operationId: 'createAccessToken',
  summary: 'Make an access token',
  description:
    'For a program that acts in one’s name. The answer has the token, which is stored as a hash and cannot be told again. A token cannot make tokens.',
  body: NewAccessToken,
  response: { 201: CreatedAccessToken, ...refusals('name_invalid', 'password_wrong', 'too_many_tokens') },
}

const revoke = {
  operationId: 'revokeAccessToken',
  summary: 'Revoke one of one’s access tokens',
  description: 'It is worth nothing from then on, and its realtime connections are closed.',
  params: object({ tokenId: SessionId }),
  response: { 204: noContent, ...refusals('token_not_found') },
}

export const accessTokenRoutes: FastifyPluginAsyncTypebox<AccountServices> = async (app, { tokens }) => {
  const manage = { access: 'manage' } as const
  app.get('/me/tokens', { schema: list, config: manage }, async (request) => ({
    items: await tokens.list(viewerOf(request)),
  }))

  app.post('/me/tokens', { schema: create, config: { access: 'session' } }, async (request, reply) => {
    const { token, hash } = newAccessToken()
    const made = await tokens.create(viewerOf(request), request.body, hash, originOf(request))
    return reply.code(201).send({ ...made, token })
  })

  app.delete('/me/tokens/:tokenId', { schema: revoke, config: manage }, async (request, reply) => {
    await tokens.revoke(viewerOf(request), request.params.tokenId, originOf(request))
    return reply.code(204).send()
  })
}
