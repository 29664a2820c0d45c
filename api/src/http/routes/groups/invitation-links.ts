import {
  ConversationSummary,
  CreatedInvitationLink,
  FoundGroup,
  InvitationLinkId,
  InvitationLinkPage,
  InvitationToken,
  NewInvitationLink,
  object,
} from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { cursorOf, limitOf, pageQuery } from '../../cursor.ts'
import { noContent, refusals } from '../../schemas.ts'
import { newSecret, sha256 } from '../../secret.ts'
import { originOf, viewerOf } from '../../viewer.ts'
import { conversationParams, linkParams } from '../path-params.ts'

const reading = { access: 'read' } as const
const config = { access: 'write' } as const
const lastMsMax = 8_640_000_000_000_000 // of a Date
const cursor = cursorOf(
  object({ createdMs: Type.Integer({ minimum: 0, maximum: lastMsMax }), id: InvitationLinkId }),
)
const tokenParams = object({ token: InvitationToken })

const notAllowed = ['conversation_not_found', 'not_a_group', 'not_moderator'] as const

const make = {
  operationId: 'createInvitationLink',
  summary: 'Make an invitation link to a group',
  description:
    'For its owner and moderators. Whoever has the link joins the group by it, for one use and a week where nothing else is said, and reads there what its maker reads. The answer has the token of the link, which is stored as a hash and cannot be told again. Who makes many in a day waits until the day is over.',
  params: conversationParams,
  body: NewInvitationLink,
  response: { 201: CreatedInvitationLink, ...refusals(...notAllowed, 'too_many_links') },
}

const list = {
  operationId: 'listInvitationLinks',
  summary: 'List the invitation links of a group',
  description: 'For its owner and moderators. The latest first, those that do not work any more included.',
  params: conversationParams,
  querystring: object(pageQuery),
  response: { 200: InvitationLinkPage, ...refusals(...notAllowed, 'invalid_cursor') },
}

const revoke = {
  operationId: 'revokeInvitationLink',
  summary: 'Revoke an invitation link',
  description:
    'For the owner and the moderators of the group. Nobody joins by it from then on; it stays in the list.',
  params: linkParams,
  response: { 204: noContent, ...refusals(...notAllowed, 'invitation_link_not_found') },
}

const show = {
  operationId: 'getInvitationLink',
  summary: 'See where an invitation link leads',
  description:
    'Uses nothing. A link that never was, is used up, expired or revoked, or whose group or maker is no more, answers alike. Whoever asks for many that do not work waits, longer and longer.',
  params: tokenParams,
  response: { 200: FoundGroup, ...refusals('invitation_link_not_found') },
}

const accept = {
  operationId: 'acceptInvitationLink',
  summary: 'Join a group by an invitation link',
  description:
    'Who is a member already stays one, and nothing is used, as where the group is full. A link that does not work answers as above.',
  params: tokenParams,
  response: {
    200: ConversationSummary,
    ...refusals(
      'invitation_link_not_found',
      'conversation_not_found',
      'group_full',
      'too_many_conversations',
      'too_many_joins',
    ),
  },
}

export const invitationLinkRoutes: FastifyPluginAsyncTypebox<Conversations> = async (
  app,
  { invitationLinks, conversations },
) => {
  const ofGroup = '/conversations/:conversationId/invitation-links'

  app.post(ofGroup, { schema: make, config }, async (request, reply) => {
    const token = newSecret()
    const { conversationId } = request.params
    const made = await invitationLinks.make(viewerOf(request), conversationId, request.body, sha256(token))
    return reply.code(201).send({ ...made, token })
  })

  app.get(ofGroup, { schema: list, config: reading }, async (request) => {
    const position = cursor.decode(request.query.cursor)
    const after = position && { createdAt: new Date(position.createdMs), id: position.id }
    const query = { after, limit: limitOf(request.query) }
    const { items, next } = await invitationLinks.list(
      viewerOf(request),
      request.params.conversationId,
      query,
    )
    return { items, nextCursor: cursor.encode(next && { createdMs: next.createdAt.getTime(), id: next.id }) }
  })

  app.delete(`${ofGroup}/:linkId`, { schema: revoke, config }, async (request, reply) => {
    const { conversationId, linkId } = request.params
    await invitationLinks.revoke(viewerOf(request), conversationId, linkId)
    return reply.code(204).send()
  })

  app.get('/invitation-links/:token', { schema: show, config: reading }, (request) =>
    invitationLinks.show(viewerOf(request), {
      hash: sha256(request.params.token),
      origin: originOf(request),
    }),
  )

  app.post('/invitation-links/:token/accept', { schema: accept, config }, async (request) => {
    const viewer = viewerOf(request)
    const knock = { hash: sha256(request.params.token), origin: originOf(request) }
    return conversations.summary(viewer.userId, await invitationLinks.accept(viewer, knock))
  })
}
