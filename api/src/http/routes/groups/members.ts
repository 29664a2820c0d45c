import {
  AddedMembers,
  ConversationSummary,
  MemberPage,
  Membership,
  MembershipPatch,
  NewMembers,
  object,
} from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { cursorOf, limitOf, pageQuery } from '../../cursor.ts'
import { noContent, refusals } from '../../schemas.ts'
import { viewerOf } from '../../viewer.ts'
import { conversationParams, memberParams } from '../path-params.ts'
import { banRoutes } from './bans.ts'
import { roleRoutes } from './roles.ts'
import { silenceRoutes } from './silences.ts'

const reading = { access: 'read' } as const
const config = { access: 'write' } as const
const cursor = cursorOf(object({ username: Type.String() }))

const inGroups = ['conversation_not_found', 'not_a_group'] as const

const list = {
  operationId: 'listMembers',
  summary: 'List the members of a conversation',
  description: 'In order of username.',
  params: conversationParams,
  querystring: object(pageQuery),
  response: { 200: MemberPage, ...refusals('conversation_not_found', 'invalid_cursor') },
}
const listed = { schema: list, config: { ...reading, queued: true } }

const join = {
  operationId: 'joinGroup',
  summary: 'Join an open group',
  description:
    'Who is a member already stays one. A closed group answers as if it did not exist. Who joins many in an hour waits until the hour is over.',
  params: conversationParams,
  response: {
    200: ConversationSummary,
    ...refusals('conversation_not_found', 'group_full', 'too_many_conversations', 'too_many_joins'),
  },
}

const leave = {
  operationId: 'leaveGroup',
  summary: 'Leave a group',
  description:
    'The owner hands it over or closes it first, unless there is nobody else in it: then it is closed.',
  params: conversationParams,
  response: {
    204: noContent,
    ...refusals('conversation_not_found', 'not_a_group', 'owner_must_hand_over'),
  },
}

const add = {
  operationId: 'addMembers',
  summary: 'Add people to a group',
  description:
    'For its owner and moderators. All must exist, or nobody is added; who is a member already is passed over. Who lets only others add them is `invited`, and decides themselves; who is not available, or has as many invitations as one can, is named in `refused`. Who names many people in a day, here and in new groups, waits until the day is over.',
  params: conversationParams,
  body: NewMembers,
  response: {
    200: AddedMembers,
    ...refusals(
      ...inGroups,
      'not_moderator',
      'user_not_found',
      'group_full',
      'too_many_conversations',
      'too_many_added',
    ),
  },
}

const remove = {
  operationId: 'removeMember',
  summary: 'Remove someone from a group',
  description:
    'For its owner, who cannot remove themselves, and for its moderators, who remove members only. What these wrote stays.',
  params: memberParams,
  response: {
    204: noContent,
    ...refusals(...inGroups, 'not_moderator', 'not_owner', 'member_not_found', 'owner_must_hand_over'),
  },
}

const change = {
  operationId: 'updateMembership',
  summary: 'Change one’s own membership',
  description:
    'In a direct conversation that is `closed` the other person cannot write, nor can oneself, until it is opened again; all else goes on. A hidden conversation comes back with the next message, whoever writes it, and with `false`; of that the other person is told nothing.',
  params: conversationParams,
  body: MembershipPatch,
  response: { 200: Membership, ...refusals('conversation_not_found', 'not_direct', 'mute_end_invalid') },
}

const memberRoutes: FastifyPluginAsyncTypebox<Conversations> = async (app, services) => {
  const { memberships, directs, conversations } = services
  await app.register(roleRoutes, services)

  app.get('/conversations/:conversationId/members', listed, async (request) => {
    const after = cursor.decode(request.query.cursor)?.username ?? null
    const query = { after, limit: limitOf(request.query) }
    const { items, next } = await memberships.members(viewerOf(request), request.params.conversationId, query)
    return { items, nextCursor: cursor.encode(next === null ? null : { username: next }) }
  })

  app.post('/conversations/:conversationId/join', { schema: join, config }, async (request) => {
    const viewer = viewerOf(request)
    await memberships.join(viewer, request.params.conversationId)
    return conversations.summary(viewer.userId, request.params.conversationId)
  })

  app.post('/conversations/:conversationId/leave', { schema: leave, config }, async (request, reply) => {
    await memberships.leave(viewerOf(request), request.params.conversationId)
    return reply.code(204).send()
  })

  app.post('/conversations/:conversationId/members', { schema: add, config }, (request) => {
    return memberships.add(viewerOf(request), request.params.conversationId, request.body.userIds)
  })

  app.delete(
    '/conversations/:conversationId/members/:userId',
    { schema: remove, config },
    async (request, reply) => {
      const { conversationId, userId } = request.params
      await memberships.remove(viewerOf(request), conversationId, userId)
      return reply.code(204).send()
    },
  )

  app.patch('/conversations/:conversationId/membership', { schema: change, config }, async (request) => {
    const [viewer, { conversationId }] = [viewerOf(request), request.params]
    const { muted: _, mutedUntil: __, notify: ___, ...ofDirect } = request.body
    const mute = memberships.muteBy(request.body)
    await directs.change(viewer, conversationId, ofDirect)
    if (mute) await memberships.setMuted(viewer, conversationId, ...mute)
    return (await conversations.summary(viewer.userId, conversationId)).membership
  })
}

export const memberRoutesByTag = { Members: memberRoutes, Silences: silenceRoutes, Bans: banRoutes }
