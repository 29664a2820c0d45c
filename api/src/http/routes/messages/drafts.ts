import { Draft, DraftBase, DraftEdit, DraftPage, limits, object } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { cursorOf, limitOf, pageQuery } from '../../cursor.ts'
import { refusals } from '../../schemas.ts'
import { viewerOf } from '../../viewer.ts'
import { conversationParams as params } from '../path-params.ts'

const reading = { access: 'read' } as const
const config = { access: 'write' } as const
const cursor = cursorOf(object({ version: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) }))

const list = {
  operationId: 'listDrafts',
  summary: 'List one’s drafts',
  description:
    'What one has typed and not sent, also where one is no member any more. Nobody else can see it.',
  querystring: object(pageQuery),
  response: { 200: DraftPage, ...refusals('invalid_cursor') },
}

const save = {
  operationId: 'saveDraft',
  summary: 'Save a draft',
  description:
    'One a conversation, at most 500. A later one that is not known where this was typed stays, and is in the refusal. The same again changes nothing. One’s own devices are told, and nobody else.',
  params,
  body: DraftEdit,
  response: {
    200: Draft,
    ...refusals('conversation_not_found', 'message_too_long', 'draft_outdated', 'too_many_drafts'),
  },
}

const clear = {
  operationId: 'clearDraft',
  summary: 'Clear a draft',
  description:
    'As after sending it: what was saved before and arrives later is refused. Also where one is no member any more.',
  params,
  querystring: DraftBase,
  response: { 200: Draft, ...refusals('draft_outdated') },
}

export const draftRoutes: FastifyPluginAsyncTypebox<Conversations> = async (app, { drafts }) => {
  const one = '/me/drafts/:conversationId'

  app.get('/me/drafts', { schema: list, config: reading }, async (request) => {
    const after = cursor.decode(request.query.cursor)?.version ?? 0
    const { items, next, version } = await drafts.list(viewerOf(request), {
      after,
      limit: limitOf(request.query),
    })
    return { items, version, nextCursor: cursor.encode(next === null ? null : { version: next }) }
  })

  app.put(one, { schema: save, config, bodyLimit: limits.messageBodyBytesMax }, (request) =>
    drafts.save(viewerOf(request), request.params.conversationId, request.body),
  )

  app.delete(one, { schema: clear, config }, (request) =>
    drafts.clear(
      viewerOf(request),
      request.params.conversationId,
      request.query.baseVersion ?? Number.MAX_SAFE_INTEGER,
    ),
  )
}
