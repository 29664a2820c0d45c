import { MentionPage, object } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { cursorOf, limitOf, pageQuery } from '../../cursor.ts'
import { refusals } from '../../schemas.ts'
import { viewerOf } from '../../viewer.ts'

const config = { access: 'read', queued: true } as const
const cursor = cursorOf(Type.String({ pattern: '^[0-9a-f]{24}$' }))

const list = {
  operationId: 'listMentions',
  summary: 'List where one was mentioned',
  description:
    'Messages of others that mention oneself, or all while one was a member, in all of one’s conversations, the last to arrive first. A page may have fewer than `limit`, even none; all is listed when `nextCursor` is null.',
  querystring: object(pageQuery),
  response: { 200: MentionPage, ...refusals('invalid_cursor') },
}

export const mentionRoutes: FastifyPluginAsyncTypebox<Conversations> = async (app, { mentions }) => {
  app.get('/mentions', { schema: list, config }, async (request) => {
    const page = { after: cursor.decode(request.query.cursor), limit: limitOf(request.query) }
    const { items, next } = await mentions.list(viewerOf(request), page)
    return { items, nextCursor: cursor.encode(next) }
  })
}
