import { ConversationSummary } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { noContent, refusals } from '../../schemas.ts'
import { viewerOf } from '../../viewer.ts'
import { invitationLinkRoutes } from './invitation-links.ts'
import { joinRequestRoutes } from './join-requests.ts'
import { conversationParams } from '../path-params.ts'

const config = { access: 'write' } as const

const accept = {
  operationId: 'acceptInvitation',
  summary: 'Accept an invitation to a group',
  description:
    'Again, and of a group that one is in already, it answers alike. The list of conversations has those that are open.',
  params: conversationParams,
  response: {
    200: ConversationSummary,
    ...refusals('invitation_not_found', 'conversation_not_found', 'group_full', 'too_many_conversations'),
  },
}

const decline = {
  operationId: 'declineInvitation',
  summary: 'Decline an invitation to a group',
  description: 'Nobody is told of it, and one may be invited again. Where there is none, it answers alike.',
  params: conversationParams,
  response: { 204: noContent },
}

const invitationRoutes: FastifyPluginAsyncTypebox<Conversations> = async (
  app,
  { invitations, conversations },
) => {
  app.post('/me/invitations/:conversationId/accept', { schema: accept, config }, async (request) => {
    const [viewer, { conversationId }] = [viewerOf(request), request.params]
    await invitations.accept(viewer, conversationId)
    return conversations.summary(viewer.userId, conversationId)
  })

  app.delete('/me/invitations/:conversationId', { schema: decline, config }, async (request, reply) => {
    await invitations.decline(viewerOf(request), request.params.conversationId)
    return reply.code(204).send()
  })
}

export const invitationRoutesByTag = {
  Invitations: invitationRoutes,
  'Invitation links': invitationLinkRoutes,
  'Join requests': joinRequestRoutes,
}
