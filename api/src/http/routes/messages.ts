import {
  ChangePage,
  Message,
  MessageAck,
  MessageEdit,
  MessagePage,
  NewMessage,
  object,
  PageLimit,
  Position,
  ReadPosition,
  Seq,
} from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'

import type { MessageService } from '../../domain/messages/message-service.ts'
import type { ReadService } from '../../domain/messages/read-service.ts'
import { limitOf } from '../cursor.ts'
import { noContent, ref, refusals } from '../schemas.ts'
import { viewerOf } from '../viewer.ts'
import { conversationParams, messageParams } from './path-params.ts'
import { anchorOf } from './page-anchor.ts'

export interface MessageRouteOptions {
  readonly messages: MessageService
  readonly reads: ReadService
}

const config = { access: 'user' } as const
const tags = ['Messages']

const page = {
  summary: 'Read messages',
  description:
    'The latest ones, or those before, after or around a seq: at most one of the three. In order of seq in every case.',
  tags,
  params: conversationParams,
  querystring: object({
    before: Type.Optional(Seq),
    after: Type.Optional(Position),
    around: Type.Optional(Seq),
    limit: Type.Optional(PageLimit),
  }),
  response: { 200: ref(MessagePage), ...refusals('conversation_not_found') },
}

const changes = {
  summary: 'Catch up',
  description: 'The present state of every message that is new, was edited or was deleted after this rev.',
  tags,
  params: conversationParams,
  querystring: object({ after: Position, limit: Type.Optional(PageLimit) }),
  response: { 200: ref(ChangePage), ...refusals('conversation_not_found') },
}

const send = {
  summary: 'Send a message',
  description: 'Repeat it with the same `clientId` until it is answered: it is stored once.',
  tags,
  params: conversationParams,
  body: NewMessage,
  response: {
    201: ref(MessageAck),
    ...refusals('conversation_not_found', 'message_empty', 'message_too_long', 'client_id_reused'),
  },
}

const edit = {
  summary: 'Edit a message of one’s own',
  tags,
  params: messageParams,
  body: MessageEdit,
  response: {
    200: ref(Message),
    ...refusals(
      'conversation_not_found',
      'message_not_found',
      'not_author',
      'message_deleted',
      'message_empty',
      'message_too_long',
    ),
  },
}

const remove = {
  summary: 'Delete a message of one’s own',
  description: 'It keeps its place without its text, and is the answer. A second time changes nothing.',
  tags,
  params: messageParams,
  response: { 200: ref(Message), ...refusals('conversation_not_found', 'message_not_found', 'not_author') },
}

const read = {
  summary: 'Say how far one has read',
  description: 'A position only moves forward.',
  tags,
  params: conversationParams,
  body: ReadPosition,
  response: { 204: noContent, ...refusals('conversation_not_found') },
}

export const messageRoutes: FastifyPluginAsyncTypebox<MessageRouteOptions> = async (
  app,
  { messages, reads },
) => {
  const queued = { ...config, queued: true } as const
  app.get('/conversations/:conversationId/messages', { schema: page, config: queued }, (request) => {
    const anchor = anchorOf(request.query)
    return messages.page(viewerOf(request), request.params.conversationId, anchor, limitOf(request.query))
  })

  app.get('/conversations/:conversationId/changes', { schema: changes, config: queued }, (request) => {
    const { after } = request.query
    return messages.changes(viewerOf(request), request.params.conversationId, after, limitOf(request.query))
  })

  app.post('/conversations/:conversationId/messages', { schema: send, config }, async (request, reply) => {
    const sending = { ...request.body, conversationId: request.params.conversationId }
    return reply.code(201).send(await messages.sending.send(viewerOf(request), sending))
  })

  app.patch('/conversations/:conversationId/messages/:seq', { schema: edit, config }, (request) => {
    const { conversationId, seq } = request.params
    return messages.edit(viewerOf(request), conversationId, seq, request.body.text)
  })

  app.delete('/conversations/:conversationId/messages/:seq', { schema: remove, config }, (request) => {
    const { conversationId, seq } = request.params
    return messages.remove(viewerOf(request), conversationId, seq)
  })

  app.put('/conversations/:conversationId/read', { schema: read, config }, async (request, reply) => {
    await reads.read(viewerOf(request), request.params.conversationId, request.body.seq)
    return reply.code(204).send()
  })
}
