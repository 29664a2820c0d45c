import { BlockPage, limits, object, UserId } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'

import type { Conversations } from '../../domain/build-conversations.ts'
import { cursorOf, limitOf, pageQuery } from '../cursor.ts'
import { noContent, refusals } from '../schemas.ts'
import { viewerOf } from '../viewer.ts'

const reading = { access: 'read' } as const
const config = { access: 'manage' } as const
const params = object({ userId: UserId })
const cursor = cursorOf(object({ username: Type.String({ maxLength: limits.usernameMax }) }))

const list = {
  operationId: 'listBlocks',
  summary: 'List whom one has blocked',
  description: 'In order of username. Nobody else can see it.',
  querystring: object(pageQuery),
  response: { 200: BlockPage, ...refusals('invalid_cursor') },
}

const block = {
  operationId: 'blockUser',
  summary: 'Block someone',
  description:
    'Neither can write to the other or learn when the other is there, types or has read; in groups what they write stays for everyone, and is neither unread nor found for oneself. They are told nothing: what they try is answered as by anyone who is not available. Again changes nothing.',
  params,
  response: { 204: noContent, ...refusals('user_not_found', 'not_yourself', 'too_many_blocked') },
}

const unblock = {
  operationId: 'unblockUser',
  summary: 'Unblock someone',
  description: 'What was refused meanwhile is not sent by it. Whom one has not blocked stays so.',
  params,
  response: { 204: noContent, ...refusals('user_not_found', 'not_yourself') },
}

export const blockRoutes: FastifyPluginAsyncTypebox<Conversations> = async (app, { blocks }) => {
  app.get('/me/blocks', { schema: list, config: reading }, async (request) => {
    const after = cursor.decode(request.query.cursor)?.username ?? null
    const { items, next } = await blocks.list(viewerOf(request), { after, limit: limitOf(request.query) })
    return { items, nextCursor: cursor.encode(next === null ? null : { username: next }) }
  })

  app.put('/me/blocks/:userId', { schema: block, config }, async (request, reply) => {
    await blocks.block(viewerOf(request), request.params.userId)
    return reply.code(204).send()
  })

  app.delete('/me/blocks/:userId', { schema: unblock, config }, async (request, reply) => {
    await blocks.unblock(viewerOf(request), request.params.userId)
    return reply.code(204).send()
  })
}
