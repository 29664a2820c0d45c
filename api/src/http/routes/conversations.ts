import {
  ConversationId,
  ConversationList,
  ConversationSummary,
  CreatedGroup,
  DirectOpening,
  Expiry,
  GroupPage,
  GroupPatch,
  limits,
  line,
  NewGroup,
  object,
  rawMax,
} from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'

import { lists } from '../../domain/account-rates.ts'
import type { Conversations } from '../../domain/build-conversations.ts'
import { cursorOf, limitOf, pageQuery } from '../cursor.ts'
import { compression } from '../plugins/compression.ts'
import { noContent, refusals } from '../schemas.ts'
import { viewerOf } from '../viewer.ts'
import { conversationParams } from './path-params.ts'

const reading = { access: 'read' } as const
const config = { access: 'write' } as const
const cursor = cursorOf(object({ name: Type.String(), id: ConversationId }))

const list = {
  operationId: 'listConversations',
  summary: 'List one’s conversations',
  description:
    'All of them, the latest activity first, with unread counts, heads and everyone whom the list names; and the invitations that are open.',
  response: { 200: ConversationList },
}

const read = {
  operationId: 'getConversation',
  summary: 'Read one conversation',
  params: conversationParams,
  response: { 200: ConversationSummary, ...refusals('conversation_not_found') },
}

const openDirect = {
  operationId: 'openDirectConversation',
  summary: 'Open the direct conversation with a person',
  description:
    'There is one for each two people, whoever opens it: 201 when it is new, 200 when it was there. With oneself: notes. It begins where the other person lets one write to them; what was there already can be read whatever they have set, and whoever has blocked whom; where their account is gone, by its id alone. Who opens many in an hour with people with whom they share no group waits until the hour is over.',
  body: DirectOpening,
  response: {
    200: ConversationSummary,
    201: ConversationSummary,
    ...refusals(
      'user_not_found',
      'not_available',
      'blocked_by_you',
      'too_many_conversations',
      'too_many_directs',
    ),
  },
}

const find = {
  operationId: 'findGroups',
  summary: 'Find open groups',
  description:
    'By the beginnings of words of the name, in any order and whatever their accents, in order of name; all of them without `q`.',
  querystring: object({ q: Type.Optional(line({ maxLength: rawMax(limits.searchMax) })), ...pageQuery }),
  response: { 200: GroupPage, ...refusals('invalid_cursor') },
}

const create = {
  operationId: 'createGroup',
  summary: 'Create a group',
  description:
    'One is its owner. All first members must exist; nothing is created otherwise. Who lets only others add them is `invited`, and decides themselves; who is not available, or has as many invitations as one can, is named in `refused`. Who creates many groups in a day, or puts many people into them, waits until the day is over. Sent again under the same `clientId`, it is created once and the answer is the same.',
  body: NewGroup,
  response: {
    201: CreatedGroup,
    ...refusals(
      'name_invalid',
      'user_not_found',
      'too_many_conversations',
      'too_many_added',
      'too_many_groups',
      'client_id_reused',
      'conversation_not_found',
    ),
  },
}

const update = {
  operationId: 'updateGroup',
  summary: 'Change name, topic or visibility of a group',
  description: 'For its owner and moderators. What is left out stays as it is.',
  params: conversationParams,
  body: GroupPatch,
  response: {
    200: ConversationSummary,
    ...refusals('conversation_not_found', 'not_a_group', 'not_moderator', 'not_owner', 'name_invalid'),
  },
}

const setExpiry = {
  operationId: 'setExpiry',
  summary: 'Let messages of a conversation disappear',
  description:
    'After a day, a week or 30 days, or never: those that are sent from now on. For who owns the group, and for both of a direct conversation.',
  params: conversationParams,
  body: Expiry,
  response: {
    200: ConversationSummary,
    ...refusals('conversation_not_found', 'not_owner', 'not_available', 'blocked_by_you', 'closed_by_you'),
  },
}

const close = {
  operationId: 'closeGroup',
  summary: 'Close a group',
  description: 'For its owner. Nobody is a member afterwards, and nobody can read it.',
  params: conversationParams,
  response: { 204: noContent, ...refusals('conversation_not_found', 'not_a_group', 'not_owner') },
}

const listed = { schema: list, config: { ...reading, rate: lists, queued: true } }

export const conversationRoutes: FastifyPluginAsyncTypebox<Conversations> = async (
  app,
  { conversations, groups, expiry },
) => {
  await app.register(compression)
  app.get('/conversations', listed, (request) => conversations.list(viewerOf(request)))

  app.get('/conversations/:conversationId', { schema: read, config: reading }, (request) =>
    conversations.summary(viewerOf(request).userId, request.params.conversationId),
  )

  app.post('/conversations/direct', { schema: openDirect, config }, async (request, reply) => {
    const { summary, created } = await conversations.openDirect(viewerOf(request), request.body.userId)
    return reply.code(created ? 201 : 200).send(summary)
  })

  app.get(
    '/groups',
    { schema: find, config: { ...reading, queued: true }, compress: {} },
    async (request) => {
      const { q = '', cursor: after } = request.query
      const query = { text: q, after: cursor.decode(after), limit: limitOf(request.query) }
      const { items, next } = await groups.find(viewerOf(request), query)
      return { items, nextCursor: cursor.encode(next) }
    },
  )

  app.post('/conversations/groups', { schema: create, config }, async (request, reply) => {
    const viewer = viewerOf(request)
    const { id, invited, refused } = await groups.create(viewer, request.body)
    return reply.code(201).send({ ...(await conversations.summary(viewer.userId, id)), invited, refused })
  })

  app.patch('/conversations/:conversationId', { schema: update, config }, async (request) => {
    const viewer = viewerOf(request)
    await groups.update(viewer, request.params.conversationId, request.body)
    return conversations.summary(viewer.userId, request.params.conversationId)
  })

  app.put('/conversations/:conversationId/expiry', { schema: setExpiry, config }, async (request) => {
    const viewer = viewerOf(request)
    await expiry.set(viewer, request.params.conversationId, request.body.expireAfterSeconds)
    return conversations.summary(viewer.userId, request.params.conversationId)
  })

  app.delete('/conversations/:conversationId', { schema: close, config }, async (request, reply) => {
    await groups.close(viewerOf(request), request.params.conversationId)
    return reply.code(204).send()
  })
}
