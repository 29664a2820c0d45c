import { Silence } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { noContent, refusals } from '../../schemas.ts'
import { viewerOf } from '../../viewer.ts'
import { memberParams } from '../path-params.ts'

const config = { access: 'write' } as const
const url = '/conversations/:conversationId/silences/:userId'

const refused = [
  'conversation_not_found',
  'not_a_group',
  'not_moderator',
  'not_owner',
  'not_yourself',
  'member_not_found',
] as const

const silence = {
  operationId: 'silenceMember',
  summary: 'Let a member of a group write nothing there for a time',
  description:
    'For its owner and its moderators. Until then the member neither sends, edits, reacts, pins nor forwards anything in the group, nor is shown as typing; they read, take back what is theirs, and leave. Leaving and coming back changes nothing of it. They alone are told. In place of the one there was.',
  params: memberParams,
  body: Silence,
  response: { 204: noContent, ...refusals(...refused, 'silence_end_invalid') },
}

const lift = {
  operationId: 'liftSilence',
  summary: 'Let a member write again',
  description: 'For the owner of the group and its moderators. Who can write already can do so still.',
  params: memberParams,
  response: { 204: noContent, ...refusals(...refused) },
}

export const silenceRoutes: FastifyPluginAsyncTypebox<Conversations> = async (app, { silences }) => {
  app.put(url, { schema: silence, config }, async (request, reply) => {
    const { conversationId, userId } = request.params
    await silences.silence(viewerOf(request), conversationId, userId, request.body.until)
    return reply.code(204).send()
  })

  app.delete(url, { schema: lift, config }, async (request, reply) => {
    const { conversationId, userId } = request.params
    await silences.lift(viewerOf(request), conversationId, userId)
    return reply.code(204).send()
  })
}
