import { object, SavedChange, SavedPage, SavedPlaces } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { cursorOf, limitOf, pageQuery } from '../../cursor.ts'
import { refusals } from '../../schemas.ts'
import { viewerOf } from '../../viewer.ts'
import { messageParams as params } from '../path-params.ts'

const reading = { access: 'read' } as const
const config = { access: 'write' } as const
const cursor = cursorOf(object({ version: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) }))

const list = {
  operationId: 'listSaved',
  summary: 'List what one has saved for later',
  description:
    'The last to be saved first, each message as it is now, or why it is not shown. Nobody else can see it.',
  querystring: object(pageQuery),
  response: { 200: SavedPage, ...refusals('invalid_cursor') },
}

const places = {
  operationId: 'listSavedPlaces',
  summary: 'List where all is that one has saved for later',
  description: 'Without the messages themselves: by it a client knows which of them are saved.',
  response: { 200: SavedPlaces },
}

const save = {
  operationId: 'saveMessage',
  summary: 'Save a message for later',
  description: 'At most 1,000. Again changes nothing. One’s own devices are told, and nobody else.',
  params,
  response: {
    200: SavedChange,
    ...refusals('conversation_not_found', 'message_not_found', 'message_deleted', 'too_many_saved'),
  },
}

const remove = {
  operationId: 'removeSavedMessage',
  summary: 'Remove a message from what one has saved',
  description: 'Also one that is not there any more. Again changes nothing.',
  params,
  response: { 200: SavedChange },
}

export const savedRoutes: FastifyPluginAsyncTypebox<Conversations> = async (app, { saved }) => {
  const one = '/me/saved/:conversationId/:seq'

  app.get('/me/saved', { schema: list, config: reading }, async (request) => {
    const before = cursor.decode(request.query.cursor)?.version ?? null
    const page = await saved.list(viewerOf(request), { before, limit: limitOf(request.query) })
    const { items, next, version } = page
    return { items, version, nextCursor: cursor.encode(next === null ? null : { version: next }) }
  })

  app.get('/me/saved/places', { schema: places, config: reading }, (request) =>
    saved.places(viewerOf(request)),
  )

  app.put(one, { schema: save, config }, (request) => saved.save(viewerOf(request), request.params))

  app.delete(one, { schema: remove, config }, (request) => saved.remove(viewerOf(request), request.params))
}
