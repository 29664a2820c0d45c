import {
  ChangePage,
  ConversationId,
  limits,
  line,
  Message,
  MessageAck,
  MessageEdit,
  MessagePage,
  NewMessage,
  object,
  PageLimit,
  Position,
  rawMax,
  ReadPosition,
  SearchPage,
  Seq,
  TimeZone,
} from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'

import { searches } from '../../../domain/account-rates.ts'
import type { Conversations } from '../../../domain/build-conversations.ts'
import { cursorOf, limitOf, pageQuery } from '../../cursor.ts'
import { noContent, refusals } from '../../schemas.ts'
import { viewerOf } from '../../viewer.ts'
import { conversationParams, messageParams } from '../path-params.ts'
import { anchorOf } from './page-anchor.ts'

const reading = { access: 'read' } as const
const config = { access: 'write' } as const
const cursor = cursorOf(Type.String({ pattern: '^[0-9a-f]{24}$' }))

const closedDoors = [
  'not_available',
  'blocked_by_you',
  'closed_by_you',
  'silenced',
  'announcements_only',
] as const
const authorsOnly = ['conversation_not_found', 'message_not_found', 'not_author'] as const

const page = {
  operationId: 'listMessages',
  summary: 'Read messages',
  description:
    'The latest ones, or those before, after or around a seq: at most one of the three. In order of seq in every case.',
  params: conversationParams,
  querystring: object({
    before: Type.Optional(Seq),
    after: Type.Optional(Position),
    around: Type.Optional(Seq),
    limit: Type.Optional(PageLimit),
  }),
  response: { 200: MessagePage, ...refusals('conversation_not_found') },
}

const changes = {
  operationId: 'listChanges',
  summary: 'Catch up',
  description: 'The present state of every message that is new, was edited or was deleted after this rev.',
  params: conversationParams,
  querystring: object({ after: Position, limit: Type.Optional(PageLimit) }),
  response: { 200: ChangePage, ...refusals('conversation_not_found') },
}

const send = {
  operationId: 'sendMessage',
  summary: 'Send a message',
  description: 'Repeat it with the same `clientId` until it is answered: it is stored once.',
  params: conversationParams,
  body: NewMessage,
  response: {
    201: MessageAck,
    ...refusals(
      'conversation_not_found',
      ...closedDoors,
      'message_empty',
      'message_too_long',
      'reply_not_found',
      'file_not_found',
      'file_taken',
      'files_full',
      'forward_not_found',
      'client_id_reused',
    ),
  },
}

const edit = {
  operationId: 'editMessage',
  summary: 'Edit a message of one’s own',
  description:
    'What it said before stays readable to the members: see `listMessageStates`. The same text changes nothing.',
  params: messageParams,
  body: MessageEdit,
  response: {
    200: Message,
    ...refusals(
      ...authorsOnly,
      ...closedDoors,
      'message_deleted',
      'message_edited',
      'message_forwarded',
      'message_empty',
      'message_too_long',
    ),
  },
}

const remove = {
  operationId: 'deleteMessage',
  summary: 'Delete a message',
  description:
    'One of one’s own, or any in a group that one owns or moderates, which then says `deletedBy`. It keeps its place without its text, and is the answer. A second time changes nothing.',
  params: messageParams,
  response: { 200: Message, ...refusals(...authorsOnly) },
}

const clear = {
  operationId: 'clearMessages',
  summary: 'Delete for oneself all that was written so far',
  description:
    'In a direct conversation, or one’s notes, which is hidden with it. The other person keeps everything and is not told. One can still delete what one wrote oneself, for both.',
  params: conversationParams,
  response: { 204: noContent, ...refusals('conversation_not_found', 'not_direct') },
}

const read = {
  operationId: 'markMessagesRead',
  summary: 'Say how far one has read',
  description: 'A position only moves forward.',
  params: conversationParams,
  body: ReadPosition,
  response: { 204: noContent, ...refusals('conversation_not_found') },
}

const find = {
  operationId: 'searchMessages',
  summary: 'Search messages',
  description:
    'In all of one’s conversations, or in one, the last to arrive first. Every word of `q` must be in the text: as a part of a word, or as a whole one where it has one or two letters; of Chinese, Japanese, Korean and Thai any characters that stand together. Case and accents do not matter. Words between quotes stand together as they are. Filters, of which each can stand alone: `from:` a username, or `me`; `in:` the name of a group, the username of the other person, or `me` for one’s notes; `before:`, `after:` and `on:` a day, as in `on:2026-03-01`, which the first two leave out; `has:link`, `has:file`, `has:picture` and `has:voice`. A name with blanks is put between quotes. Any other word with a colon is a word.',
  querystring: object({
    q: line({ minLength: 1, maxLength: rawMax(limits.searchQueryMax), examples: ['engine from:ada'] }),
    conversationId: Type.Optional(ConversationId),
    timeZone: Type.Optional(
      Type.String({
        ...TimeZone,
        description: 'Whose days those of `q` are; else that of the profile, or UTC.',
      }),
    ),
    ...pageQuery,
  }),
  response: {
    200: SearchPage,
    ...refusals('search_too_short', 'invalid_cursor', 'conversation_not_found'),
  },
}

const queued = { ...reading, queued: true } as const
const withText = { config, bodyLimit: limits.messageBodyBytesMax }

export const talkRoutes: FastifyPluginAsyncTypebox<Conversations> = async (
  app,
  { messages, reads, search, directs },
) => {
  app.get('/conversations/:conversationId/messages', { schema: page, config: queued }, (request) => {
    const anchor = anchorOf(request.query)
    return messages.page(viewerOf(request), request.params.conversationId, anchor, limitOf(request.query))
  })

  app.get('/conversations/:conversationId/changes', { schema: changes, config: queued }, (request) => {
    const { after } = request.query
    return messages.changes(viewerOf(request), request.params.conversationId, after, limitOf(request.query))
  })

  app.post(
    '/conversations/:conversationId/messages',
    { schema: send, ...withText },
    async (request, reply) => {
      const sending = { ...request.body, conversationId: request.params.conversationId }
      return reply.code(201).send(await messages.sending.send(viewerOf(request), sending))
    },
  )

  app.patch('/conversations/:conversationId/messages/:seq', { schema: edit, ...withText }, (request) => {
    const { params, body } = request
    return messages.edit(viewerOf(request), params.conversationId, params.seq, body.text, body.baseEditedAt)
  })

  app.delete('/conversations/:conversationId/messages/:seq', { schema: remove, config }, (request) => {
    const { conversationId, seq } = request.params
    return messages.remove(viewerOf(request), conversationId, seq)
  })

  app.delete('/conversations/:conversationId/messages', { schema: clear, config }, async (request, reply) => {
    await directs.clear(viewerOf(request), request.params.conversationId)
    return reply.code(204).send()
  })

  app.put('/conversations/:conversationId/read', { schema: read, config }, async (request, reply) => {
    await reads.read(viewerOf(request), request.params.conversationId, request.body.seq)
    return reply.code(204).send()
  })

  app.get('/messages/search', { schema: find, config: { ...reading, rate: searches } }, async (request) => {
    const { q: text, conversationId = null, timeZone = null, cursor: at } = request.query
    const sought = { text, conversationId, timeZone, after: cursor.decode(at), limit: limitOf(request.query) }
    const { hits: items, next, ...progress } = await search.search(viewerOf(request), sought)
    return { items, nextCursor: cursor.encode(next), ...progress }
  })
}
