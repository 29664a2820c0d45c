import { Message, PinList } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { refusals } from '../../schemas.ts'
import { viewerOf } from '../../viewer.ts'
import { conversationParams, messageParams } from '../path-params.ts'

const config = { access: 'write' } as const

const unknown = ['conversation_not_found', 'message_not_found'] as const
const notAllowed = ['not_moderator', 'not_available', 'blocked_by_you', 'closed_by_you', 'silenced'] as const

const pin = {
  operationId: 'pinMessage',
  summary: 'Pin a message',
  description:
    'In a group by its owner and moderators, in a direct conversation by both. At most 100 messages of a conversation are pinned. A second time changes nothing.',
  params: messageParams,
  response: {
    200: Message,
    ...refusals(...unknown, ...notAllowed, 'message_deleted', 'no_pins_here', 'too_many_pins'),
  },
}

const unpin = {
  operationId: 'unpinMessage',
  summary: 'Unpin a message',
  description: 'By whoever may pin one. A second time changes nothing.',
  params: messageParams,
  response: { 200: Message, ...refusals(...unknown, ...notAllowed, 'no_pins_here') },
}

const list = {
  operationId: 'listPins',
  summary: 'List what is pinned in a conversation',
  params: conversationParams,
  response: { 200: PinList, ...refusals('conversation_not_found') },
}

const listed = { schema: list, config: { access: 'read' } } as const

export const pinRoutes: FastifyPluginAsyncTypebox<Conversations> = async (app, { pins }) => {
  const one = '/conversations/:conversationId/messages/:seq/pin'

  app.put(one, { schema: pin, config }, (request) => pins.pin(viewerOf(request), request.params, true))

  app.delete(one, { schema: unpin, config }, (request) => pins.pin(viewerOf(request), request.params, false))

  app.get('/conversations/:conversationId/pins', listed, (request) =>
    pins.list(viewerOf(request), request.params.conversationId),
  )
}
