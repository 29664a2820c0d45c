import { JoinRequestPage, NewJoinRequest, object, UserId } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { cursorOf, limitOf, pageQuery } from '../../cursor.ts'
import { noContent, refusals } from '../../schemas.ts'
import { viewerOf } from '../../viewer.ts'
import { conversationParams, memberParams } from '../path-params.ts'

const reading = { access: 'read' } as const
const config = { access: 'write' } as const
const lastMsMax = 8_640_000_000_000_000 // of a Date
const cursor = cursorOf(object({ askedMs: Type.Integer({ minimum: 0, maximum: lastMsMax }), userId: UserId }))

const notAllowed = ['conversation_not_found', 'not_a_group', 'not_moderator'] as const
const notThere = ['join_request_not_found', 'request_decided'] as const

const ask = {
  operationId: 'askToJoin',
  summary: 'Ask to join a closed group',
  description:
    'One that can be found. Its owner and moderators decide. Who has asked already, or is a member, is answered alike, and nothing changes; so is who was declined, for a week. Who asks in many groups in a day waits until the day is over.',
  params: conversationParams,
  body: NewJoinRequest,
  response: { 204: noContent, ...refusals('conversation_not_found', 'too_many_join_requests') },
}

const withdraw = {
  operationId: 'withdrawJoinRequest',
  summary: 'Ask to join a group no longer',
  description: 'Where one asks for nothing, it answers alike.',
  params: conversationParams,
  response: { 204: noContent },
}

const list = {
  operationId: 'listJoinRequests',
  summary: 'List who asks to join a group',
  description: 'For its owner and moderators. The oldest first.',
  params: conversationParams,
  querystring: object(pageQuery),
  response: { 200: JoinRequestPage, ...refusals(...notAllowed, 'invalid_cursor') },
}

const approve = {
  operationId: 'approveJoinRequest',
  summary: 'Let somebody in who asks to join',
  description:
    'For the owner and the moderators of the group. The first decision stands. Whoever joins so reads there what who approved it reads. Where the group is full, the request stays.',
  params: memberParams,
  response: {
    204: noContent,
    ...refusals(...notAllowed, ...notThere, 'group_full', 'too_many_conversations'),
  },
}

const decline = {
  operationId: 'declineJoinRequest',
  summary: 'Decline what somebody asks for',
  description:
    'For the owner and the moderators of the group. The first decision stands. The person learns that the request is open no more, and asks in vain for a week.',
  params: memberParams,
  response: { 204: noContent, ...refusals(...notAllowed, ...notThere) },
}

export const joinRequestRoutes: FastifyPluginAsyncTypebox<Pick<Conversations, 'joinRequests'>> = async (
  app,
  { joinRequests },
) => {
  const ofGroup = '/conversations/:conversationId/join-requests'

  app.post(ofGroup, { schema: ask, config }, async (request, reply) => {
    const { sentence = '' } = request.body
    await joinRequests.ask(viewerOf(request), request.params.conversationId, sentence)
    return reply.code(204).send()
  })

  app.delete('/me/join-requests/:conversationId', { schema: withdraw, config }, async (request, reply) => {
    await joinRequests.withdraw(viewerOf(request), request.params.conversationId)
    return reply.code(204).send()
  })

  app.get(ofGroup, { schema: list, config: reading }, async (request) => {
    const position = cursor.decode(request.query.cursor)
    const after = position && { askedAt: new Date(position.askedMs), userId: position.userId }
    const query = { after, limit: limitOf(request.query) }
    const { items, next } = await joinRequests.list(viewerOf(request), request.params.conversationId, query)
    const nextCursor = cursor.encode(next && { askedMs: next.askedAt.getTime(), userId: next.userId })
    return { items, nextCursor }
  })

  app.post(`${ofGroup}/:userId/approve`, { schema: approve, config }, async (request, reply) => {
    const { conversationId, userId } = request.params
    await joinRequests.approve(viewerOf(request), conversationId, userId)
    return reply.code(204).send()
  })

  app.post(`${ofGroup}/:userId/decline`, { schema: decline, config }, async (request, reply) => {
    const { conversationId, userId } = request.params
    await joinRequests.decline(viewerOf(request), conversationId, userId)
    return reply.code(204).send()
  })
}
