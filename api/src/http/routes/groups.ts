import {
  ConversationId,
  ConversationSummary,
  GroupPage,
  GroupPatch,
  limits,
  line,
  NewGroup,
  object,
} from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'

import type { ConversationService } from '../../domain/conversations/conversation-service.ts'
import type { GroupService } from '../../domain/conversations/group-service.ts'
import { cursorOf, limitOf, pageQuery } from '../cursor.ts'
import { noContent, refusals } from '../schemas.ts'
import { viewerOf } from '../viewer.ts'
import { conversationParams } from './path-params.ts'

export interface GroupRouteOptions {
  readonly groups: GroupService
  readonly conversations: ConversationService
}

const config = { access: 'user' } as const
const tags = ['Conversations']
const cursor = cursorOf(object({ name: Type.String(), id: ConversationId }))

const find = {
  summary: 'Find open groups',
  description: 'By the beginning of any word of the name, in order of name; all of them without `q`.',
  tags,
  querystring: object({ q: Type.Optional(line({ maxLength: limits.searchMax })), ...pageQuery }),
  response: { 200: GroupPage, ...refusals('invalid_cursor') },
}

const create = {
  summary: 'Create a group',
  description:
    'One is its owner. All first members must exist; nothing is created otherwise. Who puts others into very many groups waits between them.',
  tags,
  body: NewGroup,
  response: {
    201: ConversationSummary,
    ...refusals('name_invalid', 'user_not_found', 'too_many_conversations', 'too_many_added'),
  },
}

const update = {
  summary: 'Change name, topic or visibility of a group',
  description: 'For its owner. What is left out stays as it is.',
  tags,
  params: conversationParams,
  body: GroupPatch,
  response: {
    200: ConversationSummary,
    ...refusals('conversation_not_found', 'not_a_group', 'not_owner', 'name_invalid'),
  },
}

const close = {
  summary: 'Close a group',
  description: 'For its owner. Nobody is a member afterwards, and nobody can read it.',
  tags,
  params: conversationParams,
  response: { 204: noContent, ...refusals('conversation_not_found', 'not_a_group', 'not_owner') },
}

export const groupRoutes: FastifyPluginAsyncTypebox<GroupRouteOptions> = async (
  app,
  { groups, conversations },
) => {
  app.get('/groups', { schema: find, config: { ...config, queued: true } }, async (request) => {
    const { q = '', cursor: after } = request.query
    const query = { text: q, after: cursor.decode(after), limit: limitOf(request.query) }
    const { items, next } = await groups.find(viewerOf(request), query)
    return { items, nextCursor: cursor.encode(next) }
  })

  app.post('/conversations/groups', { schema: create, config }, async (request, reply) => {
    const viewer = viewerOf(request)
    const id = await groups.create(viewer, request.body)
    return reply.code(201).send(await conversations.summary(viewer.userId, id))
  })

  app.patch('/conversations/:conversationId', { schema: update, config }, async (request) => {
    const viewer = viewerOf(request)
    await groups.update(viewer, request.params.conversationId, request.body)
    return conversations.summary(viewer.userId, request.params.conversationId)
  })

  app.delete('/conversations/:conversationId', { schema: close, config }, async (request, reply) => {
    await groups.close(viewerOf(request), request.params.conversationId)
    return reply.code(204).send()
  })
}
