import { ConversationId, limits, line, object, SearchPage } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'

import { searches } from '../../domain/account-rates.ts'
import type { SearchService } from '../../domain/messages/search-service.ts'
import { cursorOf, limitOf, pageQuery } from '../cursor.ts'
import { refusals } from '../schemas.ts'
import { viewerOf } from '../viewer.ts'

export interface SearchRouteOptions {
  readonly search: SearchService
}

const cursor = cursorOf(Type.String({ pattern: '^[0-9a-f]{24}$' }))

const search = {
  summary: 'Search messages',
  description:
    'In all of one’s conversations, or in one, the last to arrive first. Every word of `q` must be in the text: as a part of a word, or as a whole one where it has one or two letters; of Chinese, Japanese, Korean and Thai any characters that stand together. Case and accents do not matter.',
  tags: ['Messages'],
  querystring: object({
    q: line({ minLength: 1, maxLength: limits.searchMax, examples: ['engine'] }),
    conversationId: Type.Optional(ConversationId),
    ...pageQuery,
  }),
  response: {
    200: SearchPage,
    ...refusals('search_too_short', 'invalid_cursor', 'conversation_not_found'),
  },
}

export const searchRoutes: FastifyPluginAsyncTypebox<SearchRouteOptions> = async (app, services) => {
  const config = { access: 'user', rate: searches } as const
  app.get('/messages/search', { schema: search, config }, async (request) => {
    const { q, conversationId = null, cursor: after } = request.query
    const query = { text: q, conversationId, after: cursor.decode(after), limit: limitOf(request.query) }
    const { hits, next, ...progress } = await services.search.search(viewerOf(request), query)
    return { items: hits, nextCursor: cursor.encode(next), ...progress }
  })
}
