import { ConversationList, ConversationSummary, DirectOpening } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

import { lists } from '../../domain/account-rates.ts'
import type { ConversationService } from '../../domain/conversations/conversation-service.ts'
import { refusals } from '../schemas.ts'
import { viewerOf } from '../viewer.ts'
import { conversationParams } from './path-params.ts'

export interface ConversationRouteOptions {
  readonly conversations: ConversationService
}

const config = { access: 'user' } as const
const tags = ['Conversations']

const list = {
  summary: 'List one’s conversations',
  description:
    'All of them, the latest activity first, with unread counts, heads and everyone whom the list names.',
  tags,
  response: { 200: ConversationList },
}

const read = {
  summary: 'Read one conversation',
  tags,
  params: conversationParams,
  response: { 200: ConversationSummary, ...refusals('conversation_not_found') },
}

const openDirect = {
  summary: 'Open the direct conversation with a person',
  description:
    'There is one for each two people, whoever opens it: 201 when it is new, 200 when it was there. With oneself: notes.',
  tags,
  body: DirectOpening,
  response: {
    200: ConversationSummary,
    201: ConversationSummary,
    ...refusals('user_not_found', 'too_many_conversations'),
  },
}

export const conversationRoutes: FastifyPluginAsyncTypebox<ConversationRouteOptions> = async (
  app,
  { conversations },
) => {
  const listed = { schema: list, config: { ...config, rate: lists, queued: true } }
  app.get('/conversations', listed, (request) => conversations.list(viewerOf(request)))

  app.get('/conversations/:conversationId', { schema: read, config }, (request) =>
    conversations.summary(viewerOf(request).userId, request.params.conversationId),
  )

  app.post('/conversations/direct', { schema: openDirect, config }, async (request, reply) => {
    const { summary, created } = await conversations.openDirect(viewerOf(request), request.body.userId)
    return reply.code(created ? 201 : 200).send(summary)
  })
}
