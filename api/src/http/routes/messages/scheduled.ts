import {
  ConversationId,
  limits,
  MessageAck,
  NewScheduledMessage,
  object,
  ScheduledChange,
  ScheduledList,
  ScheduledMessage,
} from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { noContent, refusals } from '../../schemas.ts'
import { viewerOf } from '../../viewer.ts'
import { conversationParams, scheduledParams as params } from '../path-params.ts'

const reading = { access: 'read' } as const
const config = { access: 'write' } as const

const list = {
  operationId: 'listScheduled',
  summary: 'List what one has scheduled',
  description:
    'In all conversations, or in one. What was not sent in its time is in it too, with the reason.',
  querystring: object({ conversationId: Type.Optional(ConversationId) }),
  response: { 200: ScheduledList },
}

const closedDoors = [
  'conversation_not_found',
  'not_available',
  'blocked_by_you',
  'closed_by_you',
  'silenced',
  'announcements_only',
] as const
const wrongParts = [
  'message_empty',
  'message_too_long',
  'schedule_time_invalid',
  'time_zone_unknown',
] as const

const schedule = {
  operationId: 'scheduleMessage',
  summary: 'Schedule a message',
  description:
    'At most 100. It is sent at its time under its `clientId`, as if one sent it then: every rule is asked again, and who may not write there any more has it back with the reason. Again changes nothing.',
  params: conversationParams,
  body: NewScheduledMessage,
  response: {
    201: ScheduledMessage,
    ...refusals(
      ...closedDoors,
      ...wrongParts,
      'reply_not_found',
      'file_not_found',
      'file_taken',
      'client_id_reused',
      'scheduled_sent',
      'too_many_scheduled',
    ),
  },
}

const change = {
  operationId: 'changeScheduled',
  summary: 'Change a scheduled message, or its time',
  description:
    'A new time makes one wait again that was not sent. Of a change and its sending at the same moment one wins: the refusal has the `seq` of the message.',
  params,
  body: ScheduledChange,
  response: {
    200: ScheduledMessage,
    ...refusals('scheduled_not_found', 'scheduled_sent', ...closedDoors, ...wrongParts),
  },
}

const cancel = {
  operationId: 'cancelScheduled',
  summary: 'Cancel a scheduled message',
  description: 'Its files go with it.',
  params,
  response: { 204: noContent, ...refusals('scheduled_not_found', 'scheduled_sent', ...closedDoors) },
}

const send = {
  operationId: 'sendScheduled',
  summary: 'Send a scheduled message now',
  description:
    'Also one that was not sent in its time. Where it is refused it stays as it was. Again answers alike.',
  params,
  response: {
    201: MessageAck,
    ...refusals('scheduled_not_found', ...closedDoors, 'reply_not_found', 'client_id_reused'),
  },
}

export const scheduledRoutes: FastifyPluginAsyncTypebox<Conversations> = async (app, { scheduled }) => {
  const all = '/conversations/:conversationId/scheduled'
  const one = `${all}/:clientId`
  const withText = { config, bodyLimit: limits.messageBodyBytesMax }

  app.get('/me/scheduled', { schema: list, config: reading }, (request) =>
    scheduled.list(viewerOf(request), request.query.conversationId ?? null),
  )

  app.post(all, { schema: schedule, ...withText }, async (request, reply) => {
    const { conversationId } = request.params
    return reply.code(201).send(await scheduled.schedule(viewerOf(request), conversationId, request.body))
  })

  app.patch(one, { schema: change, ...withText }, (request) =>
    scheduled.change(viewerOf(request), request.params, request.body),
  )

  app.delete(one, { schema: cancel, config }, async (request, reply) => {
    await scheduled.cancel(viewerOf(request), request.params)
    return reply.code(204).send()
  })

  app.post(`${one}/send`, { schema: send, config }, async (request, reply) =>
    reply.code(201).send(await scheduled.sendNow(viewerOf(request), request.params)),
  )
}
