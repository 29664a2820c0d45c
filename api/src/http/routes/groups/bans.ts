import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { BanPage, NewBan, object, UserId } from '@parley/shared'
import { Type } from 'typebox'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { cursorOf, limitOf, pageQuery } from '../../cursor.ts'
import { noContent, refusals } from '../../schemas.ts'
import { viewerOf } from '../../viewer.ts'
import { conversationParams, memberParams } from '../path-params.ts'

const reading = { access: 'read' } as const
const config = { access: 'write' } as const
const lastMsMax = 8_640_000_000_000_000 // of a Date
const cursor = cursorOf(
  object({ bannedMs: Type.Integer({ minimum: 0, maximum: lastMsMax }), userId: UserId }),
)

const notAllowed = ['conversation_not_found', 'not_a_group', 'not_moderator'] as const

const list = {
  operationId: 'listBans',
  summary: 'List who is banned from a group',
  description: 'For its owner and moderators. The latest first.',
  params: conversationParams,
  querystring: object(pageQuery),
  response: { 200: BanPage, ...refusals(...notAllowed, 'invalid_cursor') },
}

const ban = {
  operationId: 'banUser',
  summary: 'Ban someone from a group',
  description:
    'For its owner and moderators, who ban members only, and people who are not in it. Whoever is in it leaves it at once, and an invitation to it ends; they neither find nor enter it by any way until the ban is lifted. The others read that they have left. What they wrote stays. A second time it replaces the ban that there is.',
  params: memberParams,
  body: NewBan,
  response: {
    204: noContent,
    ...refusals(...notAllowed, 'not_owner', 'not_yourself', 'user_not_found', 'too_many_bans'),
  },
}

const lift = {
  operationId: 'liftBan',
  summary: 'Lift a ban',
  description:
    'For the owner and the moderators of the group. It makes nobody a member. Where there is none, it answers alike.',
  params: memberParams,
  response: { 204: noContent, ...refusals(...notAllowed) },
}

export const banRoutes: FastifyPluginAsyncTypebox<Conversations> = async (app, { bans }) => {
  const ofGroup = '/conversations/:conversationId/bans'

  app.get(ofGroup, { schema: list, config: reading }, async (request) => {
    const position = cursor.decode(request.query.cursor)
    const after = position && { bannedAt: new Date(position.bannedMs), userId: position.userId }
    const query = { after, limit: limitOf(request.query) }
    const { items, next } = await bans.list(viewerOf(request), request.params.conversationId, query)
    const last = next && { bannedMs: next.bannedAt.getTime(), userId: next.userId }
    return { items, nextCursor: cursor.encode(last) }
  })

  app.put(`${ofGroup}/:userId`, { schema: ban, config }, async (request, reply) => {
    const { conversationId, userId } = request.params
    await bans.ban(viewerOf(request), conversationId, userId, request.body)
    return reply.code(204).send()
  })

  app.delete(`${ofGroup}/:userId`, { schema: lift, config }, async (request, reply) => {
    const { conversationId, userId } = request.params
    await bans.lift(viewerOf(request), conversationId, userId)
    return reply.code(204).send()
  })
}
