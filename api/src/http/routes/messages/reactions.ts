import { Emoji, Message, object, ReactorPage, UserId } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { cursorOf, limitOf, pageQuery } from '../../cursor.ts'
import { refusals } from '../../schemas.ts'
import { viewerOf } from '../../viewer.ts'
import { messageParams, reactionParams } from '../path-params.ts'

const config = { access: 'write' } as const
const cursor = cursorOf(object({ rev: Type.Integer(), userId: UserId, emoji: Emoji }))

const closedDoors = ['not_available', 'blocked_by_you', 'closed_by_you', 'silenced'] as const
const unknown = ['conversation_not_found', 'message_not_found'] as const
const unreactable = ['emoji_unknown', 'message_deleted', 'no_reactions_here'] as const

const react = {
  operationId: 'addReaction',
  summary: 'React to a message',
  description:
    'With one emoji. A message has at most 20 different ones, and of one person at most 5; one that is there already can always be joined. A second time changes nothing.',
  params: reactionParams,
  response: {
    200: Message,
    ...refusals(
      ...unknown,
      ...closedDoors,
      ...unreactable,
      'too_many_reaction_kinds',
      'too_many_own_reactions',
    ),
  },
}

const takeBack = {
  operationId: 'removeReaction',
  summary: 'Take back a reaction',
  description: 'A second time changes nothing.',
  params: reactionParams,
  response: { 200: Message, ...refusals(...unknown, ...closedDoors, ...unreactable) },
}

const clear = {
  operationId: 'clearReactions',
  summary: 'Take all reactions off a message',
  description: 'By its author, or the owner or a moderator of the group.',
  params: messageParams,
  response: { 200: Message, ...refusals(...unknown, 'not_author', 'message_deleted') },
}

const list = {
  operationId: 'listReactions',
  summary: 'List who has reacted to a message',
  description:
    'In the order in which they did, with all emoji or with one. Whom one has blocked is left out, so that a page may have fewer than `limit`; all is listed when `nextCursor` is null.',
  params: messageParams,
  querystring: object({ emoji: Type.Optional(Emoji), ...pageQuery }),
  response: { 200: ReactorPage, ...refusals(...unknown, 'emoji_unknown', 'invalid_cursor') },
}

const listed = { schema: list, config: { access: 'read' } } as const

export const reactionRoutes: FastifyPluginAsyncTypebox<Conversations> = async (app, { reactions }) => {
  const all = '/conversations/:conversationId/messages/:seq/reactions'

  app.put(`${all}/:emoji`, { schema: react, config }, (request) => {
    const { emoji, ...place } = request.params
    return reactions.react(viewerOf(request), place, { emoji, isOn: true })
  })

  app.delete(`${all}/:emoji`, { schema: takeBack, config }, (request) => {
    const { emoji, ...place } = request.params
    return reactions.react(viewerOf(request), place, { emoji, isOn: false })
  })

  app.delete(all, { schema: clear, config }, (request) => reactions.clear(viewerOf(request), request.params))

  app.get(all, listed, async (request) => {
    const { emoji = null, cursor: after } = request.query
    const search = { emoji, after: cursor.decode(after), limit: limitOf(request.query) }
    const { items, next } = await reactions.list(viewerOf(request), request.params, search)
    return { items, nextCursor: cursor.encode(next) }
  })
}
