import { Readable } from 'node:stream'

import {
  choice,
  ConversationId,
  ConversationSummary,
  limits,
  Me,
  object,
  PictureHash,
  UserId,
} from '@parley/shared'
import type { FastifyPluginAsyncTypebox, TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { uploadMs } from '../../../domain/files/due.ts'
import type { ReadPicture, SentPicture } from '../../../domain/pictures/pictures.ts'
import type { GroupPictures } from '../../../domain/pictures/group-pictures.ts'
import { refusals } from '../../schemas.ts'
import { originOf, viewerOf } from '../../viewer.ts'
import { conversationParams } from '../path-params.ts'
import type { AccountServices } from '../services.ts'
import { lengthOf, takeRawBytes } from './raw-bytes.ts'
import { uploading } from './uploading.ts'

const pixel = (what: string, example: number, minimum = 0) =>
  Type.Optional(Type.Integer({ minimum, maximum: 100_000, description: what, examples: [example] }))

const cropQuery = object({
  x: pixel('Where the square begins, in pixels from the left after the picture was turned.', 120),
  y: pixel('As `x`, from the top.', 40),
  size: pixel(
    'Its edge. Without it the largest square in the middle is taken; what is beyond the picture is not.',
    800,
    1,
  ),
})
type CropQuery = Partial<Record<'x' | 'y' | 'size', number>>

const refusedPictures = ['file_too_large', 'picture_invalid', 'pictures_unavailable', 'storage_full'] as const
const notAllowed = ['conversation_not_found', 'not_a_group', 'not_moderator'] as const

const description = `The body is the picture, of up to ${limits.pictureBytesMax / 1024 ** 2} MB: JPEG, PNG, GIF, WebP, AVIF or TIFF, whatever it is sent as. Shown is a square of it, of its first frame, and nothing of what a camera adds is kept.`

const setOwn = {
  operationId: 'setPicture',
  summary: 'Set one’s picture',
  description,
  querystring: cropQuery,
  response: { 200: Me, ...refusals(...refusedPictures) },
}

const removeOwn = {
  operationId: 'deletePicture',
  summary: 'Remove one’s picture',
  description: 'Nobody can load it from then on, nor those that one had before.',
  response: { 200: Me },
}

const setOfGroup = {
  operationId: 'setGroupPicture',
  summary: 'Set the picture of a group',
  description: `For its owner and moderators. ${description}`,
  params: conversationParams,
  querystring: cropQuery,
  response: { 200: ConversationSummary, ...refusals(...notAllowed, ...refusedPictures) },
}

const removeOfGroup = {
  operationId: 'deleteGroupPicture',
  summary: 'Remove the picture of a group',
  description:
    'For its owner and moderators. Nobody can load it from then on, nor those that the group had before.',
  params: conversationParams,
  response: { 200: ConversationSummary, ...refusals(...notAllowed) },
}

const named = {
  hash: PictureHash,
  size: choice(['64', '256'], { description: 'Its edge in pixels.', examples: ['256'] }),
}
const webp = { description: 'A square, as WebP.', content: { '*/*': { schema: {} } } }
const unchanged = { description: 'It is the one that is known.', type: 'null' }

const getOfPerson = {
  operationId: 'getPicture',
  summary: 'Get the picture of a person',
  description: 'By the `picture` of their card. What it was before can be had for a day longer.',
  params: object({ userId: UserId, ...named }),
  response: { 200: webp, 304: unchanged, ...refusals('picture_not_found') },
}

const getOfGroup = {
  operationId: 'getGroupPicture',
  summary: 'Get the picture of a group',
  description: 'For its members, by its `picture`. What it was before can be had for a day longer.',
  params: object({ conversationId: ConversationId, ...named }),
  response: { 200: webp, 304: unchanged, ...refusals('conversation_not_found', 'picture_not_found') },
}

const managing = { access: 'manage' } as const
const writing = { access: 'write' } as const
const config = { access: 'read' } as const

export interface PictureServices extends Conversations, Pick<AccountServices, 'profiles'> {
  readonly groupPictures: GroupPictures
}

export const pictureRoutes: FastifyPluginAsyncTypebox<PictureServices> = async (
  app,
  { profiles, pictures, groupPictures, conversations },
) => {
  await app.register(async (raw) => {
    takeRawBytes(raw)
    const scope = raw.withTypeProvider<TypeBoxTypeProvider>()
    const options = { takesFile: true, handlerTimeout: uploadMs } as const
    const own = { schema: setOwn, config: { ...managing, takesFile: true }, ...options } as const
    scope.put('/me/picture', own, (request) =>
      uploading(request, (body) =>
        profiles.setPicture(viewerOf(request), sentIn(request, body), originOf(request)),
      ),
    )
    const ofGroup = { schema: setOfGroup, config: { ...writing, takesFile: true }, ...options } as const
    scope.put('/conversations/:conversationId/picture', ofGroup, async (request) => {
      const [viewer, id] = [viewerOf(request), request.params.conversationId]
      await uploading(request, (body) => groupPictures.set(viewer, id, sentIn(request, body)))
      return conversations.summary(viewer.userId, id)
    })
  })

  app.delete('/me/picture', { schema: removeOwn, config: managing }, (request) =>
    profiles.removePicture(viewerOf(request), originOf(request)),
  )

  const ungroup = { schema: removeOfGroup, config: writing }
  app.delete('/conversations/:conversationId/picture', ungroup, async (request) => {
    const [viewer, id] = [viewerOf(request), request.params.conversationId]
    await groupPictures.remove(viewer, id)
    return conversations.summary(viewer.userId, id)
  })

  app.get('/users/:userId/picture/:hash/:size', { schema: getOfPerson, config }, (request, reply) => {
    const { userId, ...address } = request.params
    return serve(request, reply, address, () => pictures.read(userId, address.hash, partOf(address)))
  })

  const group = { schema: getOfGroup, config }
  app.get('/conversations/:conversationId/picture/:hash/:size', group, (request, reply) => {
    const { conversationId: id, ...address } = request.params
    return serve(request, reply, address, () =>
      groupPictures.read(viewerOf(request), id, address.hash, partOf(address)),
    )
  })
}

interface Address {
  readonly hash: string
  readonly size: '64' | '256'
}

const partOf = ({ size }: Address) => (size === '256' ? 'content' : 'preview')

function sentIn(
  { query, headers }: { query: CropQuery; headers: FastifyRequest['headers'] },
  body: AsyncIterable<Uint8Array>,
): SentPicture {
  const { x = 0, y = 0, size } = query
  return {
    body,
    length: lengthOf(headers['content-length']),
    crop: size === undefined ? null : { x, y, size },
  }
}

/** Shown again and again for a day without a question, and no longer by who may not see it any more. */
async function serve(
  request: FastifyRequest,
  reply: FastifyReply,
  { hash, size }: Address,
  read: () => Promise<ReadPicture>,
): Promise<FastifyReply> {
  const { bytes, length } = await read()
  const tag = `"${hash}-${size}"`
  reply.headers({
    'cache-control': 'private, max-age=86400',
    'content-security-policy': "sandbox; default-src 'none'",
    etag: tag,
  })
  if (request.headers['if-none-match']?.includes(tag)) return reply.code(304).send()
  reply.headers({ 'content-type': 'image/webp', 'content-length': length })
  return reply.send(Readable.from(bytes, { objectMode: false }))
}
