import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { HandOver, RoleSetting } from '@parley/shared'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { noContent, refusals } from '../../schemas.ts'
import { viewerOf } from '../../viewer.ts'
import { conversationParams, memberParams } from '../path-params.ts'

const config = { access: 'write' } as const
const forOwners = ['conversation_not_found', 'not_a_group', 'not_owner', 'member_not_found'] as const

const handOver = {
  operationId: 'handOverGroup',
  summary: 'Hand a group over to another member',
  description: 'For its owner, who is a member like the others afterwards.',
  params: conversationParams,
  body: HandOver,
  response: { 204: noContent, ...refusals(...forOwners) },
}

const setRole = {
  operationId: 'setRole',
  summary: 'Make a member a moderator, or a moderator a member',
  description: 'For the owner of the group. Its own role the owner hands over.',
  params: memberParams,
  body: RoleSetting,
  response: {
    204: noContent,
    ...refusals(...forOwners, 'owner_must_hand_over'),
  },
}

export const roleRoutes: FastifyPluginAsyncTypebox<Pick<Conversations, 'roles'>> = async (app, { roles }) => {
  app.put('/conversations/:conversationId/owner', { schema: handOver, config }, async (request, reply) => {
    await roles.handOver(viewerOf(request), request.params.conversationId, request.body.userId)
    return reply.code(204).send()
  })

  app.put(
    '/conversations/:conversationId/members/:userId/role',
    { schema: setRole, config },
    async (request, reply) => {
      const { conversationId, userId } = request.params
      await roles.set(viewerOf(request), conversationId, userId, request.body.role)
      return reply.code(204).send()
    },
  )
}
