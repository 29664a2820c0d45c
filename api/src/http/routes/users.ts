import { limits, line, object, Profile, UserId, UserList, Username, UserPage } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'

import { DomainError } from '../../domain/errors.ts'
import { cursorOf, limitOf, pageQuery } from '../cursor.ts'
import { compression } from '../plugins/compression.ts'
import { refusals } from '../schemas.ts'
import { viewerOf } from '../viewer.ts'
import type { AccountServices } from './services.ts'

const config = { access: 'read' } as const
const uuidLength = 36
const cursor = cursorOf(object({ username: Type.String({ maxLength: limits.usernameMax }) }))
const idList = Compile(Type.Array(UserId, { minItems: 1, maxItems: limits.idsPerRequestMax }))

const search = {
  operationId: 'findUsers',
  summary: 'Find people',
  description:
    'By the beginnings of words of the username and the display name, in any order and whatever their accents, in order of username; everyone whom one has not blocked without `q`. An instance may list only those with whom one shares a conversation: others are found by the whole username.',
  querystring: object({ q: Type.Optional(line({ maxLength: limits.searchMax })), ...pageQuery }),
  response: { 200: UserPage, ...refusals('invalid_cursor') },
}

const listById = {
  operationId: 'listUsersById',
  summary: 'Look people up by id',
  description: 'In no order. Ids that nobody has are left out.',
  querystring: object({
    ids: Type.String({
      maxLength: limits.idsPerRequestMax * (uuidLength + 1),
      description: `1 to ${limits.idsPerRequestMax} ids, separated by commas.`,
      examples: ['0b7e4c1e-5a8f-4d0c-9a53-0d4b7d9b8f11'],
    }),
  }),
  response: { 200: UserList },
}

const showByUsername = {
  operationId: 'getUserByUsername',
  summary: 'See someone’s profile, by username',
  params: object({ username: Username }),
  response: { 200: Profile, ...refusals('user_not_found') },
}

const show = {
  operationId: 'getUser',
  summary: 'See someone’s profile',
  description: 'As much of it as they let the asker see. Also of deleted accounts, of which little is left.',
  params: object({ userId: UserId }),
  response: { 200: Profile, ...refusals('user_not_found') },
}

export const userRoutes: FastifyPluginAsyncTypebox<AccountServices> = async (app, { people }) => {
  await app.register(compression)
  const searched = { schema: search, config: { ...config, queued: true }, compress: {} }
  app.get('/users', searched, async (request) => {
    const { q = '', cursor: position } = request.query
    const after = cursor.decode(position)?.username ?? null
    const { items, next } = await people.search(viewerOf(request), {
      prefix: q,
      after,
      limit: limitOf(request.query),
    })
    return { items, nextCursor: cursor.encode(next === null ? null : { username: next }) }
  })

  app.get('/users/by-id', { schema: listById, config, compress: {} }, async (request) => ({
    items: await people.cards(parseIds(request.query.ids)),
  }))

  app.get('/users/by-username/:username', { schema: showByUsername, config }, (request) =>
    people.profileByUsername(viewerOf(request), request.params.username),
  )

  app.get('/users/:userId', { schema: show, config }, (request) =>
    people.profile(viewerOf(request), request.params.userId),
  )
}

function parseIds(list: string): UserId[] {
  const ids: unknown = list.split(',')
  if (!idList.Check(ids)) throw new DomainError('invalid_request', { field: '/ids' })
  return ids
}
