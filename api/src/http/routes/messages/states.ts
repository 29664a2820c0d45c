import { Message, MessageStates } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { refusals } from '../../schemas.ts'
import { viewerOf } from '../../viewer.ts'
import { messageParams } from '../path-params.ts'

const unknown = ['conversation_not_found', 'message_not_found'] as const

const list = {
  operationId: 'listMessageStates',
  summary: 'Read what a message said before its edits',
  description: 'None of a message that was never edited, or was deleted, or whose author has dropped them.',
  params: messageParams,
  response: { 200: MessageStates, ...refusals(...unknown) },
}

const clear = {
  operationId: 'clearMessageStates',
  summary: 'Drop what a message of one’s own said before its edits',
  description: 'For everyone; the message stays as it is. A second time changes nothing.',
  params: messageParams,
  response: { 200: Message, ...refusals(...unknown, 'not_author', 'message_deleted') },
}

export const stateRoutes: FastifyPluginAsyncTypebox<Conversations> = async (app, { states }) => {
  const all = '/conversations/:conversationId/messages/:seq/states'

  app.get(all, { schema: list, config: { access: 'read' } }, async (request) => ({
    items: await states.list(viewerOf(request), request.params),
  }))

  app.delete(all, { schema: clear, config: { access: 'write' } }, (request) =>
    states.clear(viewerOf(request), request.params),
  )
}
