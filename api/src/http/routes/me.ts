import { ActivityPage, Me, object, ProfilePatch, SessionId, SessionList, SignedIn } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'

import { cursorOf, limitOf, pageQuery } from '../cursor.ts'
import { noContent, refusals } from '../schemas.ts'
import { originOf, viewerOf } from '../viewer.ts'
import type { AccountServices } from './services.ts'

const reading = { access: 'read' } as const
const config = { access: 'manage' } as const
const cursor = cursorOf(object({ position: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) }))

const show = { operationId: 'getMe', summary: 'Who am I', response: { 200: SignedIn } }

const edit = {
  operationId: 'updateProfile',
  summary: 'Edit one’s profile',
  description:
    'What is left out stays as it is; `location` is replaced whole. Of `privacy`, what concerns one’s direct conversations is told to the other people in them as what they can do there, and never as what was set.',
  body: ProfilePatch,
  response: { 200: Me, ...refusals('name_invalid', 'country_unknown', 'time_zone_unknown') },
}

const listSessions = {
  operationId: 'listSessions',
  summary: 'List one’s sessions',
  description: 'The last used first.',
  response: { 200: SessionList },
}

const endSession = {
  operationId: 'endSession',
  summary: 'End one of one’s sessions',
  description: 'Its cookie is worth nothing from then on, and its realtime connections are closed.',
  params: object({ sessionId: SessionId }),
  response: { 204: noContent, ...refusals('session_not_found') },
}

const endOthers = {
  operationId: 'endOtherSessions',
  summary: 'End all one’s other sessions',
  response: { 204: noContent },
}

const listActivity = {
  operationId: 'listActivity',
  summary: 'List what happened to one’s account',
  description: 'The latest first. Only its owner can read it.',
  querystring: object(pageQuery),
  response: { 200: ActivityPage, ...refusals('invalid_cursor') },
}

export const meRoutes: FastifyPluginAsyncTypebox<AccountServices> = async (
  app,
  { profiles, sessions, activity },
) => {
  app.get('/me', { schema: show, config: reading }, async (request) => {
    const viewer = viewerOf(request)
    return { user: await profiles.me(viewer), sessionId: viewer.sessionId }
  })

  app.patch('/me', { schema: edit, config }, (request) =>
    profiles.edit(viewerOf(request), request.body, originOf(request)),
  )

  app.get('/me/sessions', { schema: listSessions, config }, async (request) => ({
    items: await sessions.list(viewerOf(request)),
  }))

  app.delete('/me/sessions', { schema: endOthers, config }, async (request, reply) => {
    await sessions.endOthers(viewerOf(request), originOf(request))
    return reply.code(204).send()
  })

  app.delete('/me/sessions/:sessionId', { schema: endSession, config }, async (request, reply) => {
    await sessions.end(viewerOf(request), request.params.sessionId, originOf(request))
    return reply.code(204).send()
  })

  app.get('/me/activity', { schema: listActivity, config }, async (request) => {
    const before = cursor.decode(request.query.cursor)?.position ?? null
    const { items, next } = await activity.list(viewerOf(request), before, limitOf(request.query))
    return { items, nextCursor: cursor.encode(next === null ? null : { position: next }) }
  })
}
