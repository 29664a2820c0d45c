import { FileId, limits, object, UploadedFile } from '@parley/shared'
import type { FastifyPluginAsyncTypebox, TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { DomainError } from '../../../domain/errors.ts'
import { uploadMs } from '../../../domain/files/due.ts'
import { noContent, refusals } from '../../schemas.ts'
import { viewerOf } from '../../viewer.ts'
import { lengthOf, takeRawBytes } from './raw-bytes.ts'
import { serveFile } from './served-file.ts'
import { uploading } from './uploading.ts'

const params = object({ fileId: FileId })
const bytes = { description: 'The bytes.', content: { '*/*': { schema: {} } } }
const part = { description: 'The part that was asked for.', content: { '*/*': { schema: {} } } }
const unchanged = { description: 'It is the one that is known.', type: 'null' }

const upload = {
  operationId: 'uploadFile',
  summary: 'Upload a file',
  description:
    'The body is the file. What it is is found out from its content, whatever it is sent as; what a form can send (`text/plain`) is sent as `application/octet-stream`. It is removed after a day when no message has taken it.',
  querystring: object({
    uploadId: Type.String({
      format: 'uuid',
      pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
      description: 'Chosen by the client, once for each file, and kept across retries: a UUID in lower case.',
      examples: ['5f0c3b1e-90c4-4c3b-8c55-0c7d3b1f8a12'],
    }),
    durationMs: Type.Optional(
      Type.Integer({
        minimum: 0,
        description: 'Of a recording. Kept where the content is sound.',
        examples: [4_200],
      }),
    ),
    wave: Type.Optional(
      Type.String({
        pattern: '^[0-9,]+$',
        maxLength: 700,
        description:
          'Of a recording: up to 100 numbers from 0 to 100, how loud it is from its beginning to its end. With `durationMs` it makes a voice message, and WebM, MP4 and Ogg are sound then.',
        examples: ['0,12,80,41'],
      }),
    ),
  }),
  headers: Type.Object({
    'x-file-name': Type.String({
      minLength: 1,
      maxLength: limits.fileNameHeaderMax,
      description: 'What the file is called, percent-encoded (UTF-8).',
      examples: ['Tea%20at%20four.png'],
    }),
    'repr-digest': Type.Optional(
      Type.String({
        maxLength: 1_000,
        description: 'As RFC 9530 has it. Checked where it has `sha-256`.',
        examples: ['sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:'],
      }),
    ),
  }),
  response: {
    201: UploadedFile,
    ...refusals('file_too_large', 'files_full', 'storage_full', 'digest_mismatch'),
  },
}

const download = {
  operationId: 'getFile',
  summary: 'Get a file',
  description:
    'For those who can read its message, asked for each time; before it is sent, for who has uploaded it. Takes ranges.',
  params,
  response: {
    200: bytes,
    206: part,
    304: unchanged,
    ...refusals('file_not_found', 'range_not_satisfiable'),
  },
}

const preview = {
  ...download,
  operationId: 'getFilePreview',
  summary: 'Get a smaller picture of a file',
  description: `At most ${limits.previewWidth}×${limits.previewHeight}, as WebP, where the file says \`hasPreview\`. For whom the file is.`,
}

const remove = {
  operationId: 'deleteFile',
  summary: 'Delete a file that was not sent',
  description: 'What was sent goes with its message.',
  params,
  response: { 204: noContent, ...refusals('file_not_found', 'file_taken') },
}

const writing = { access: 'write' } as const
const reading = { access: 'read' } as const

export const fileRoutes: FastifyPluginAsyncTypebox<Conversations> = async (app, { uploads, files }) => {
  const slow = { handlerTimeout: uploadMs }

  await app.register(async (scope) => {
    takeRawBytes(scope)
    const config = { ...writing, takesFile: true } as const
    const typed = scope.withTypeProvider<TypeBoxTypeProvider>()
    typed.post('/files', { schema: upload, config, ...slow }, async (request, reply) => {
      const { uploadId, durationMs, wave } = request.query
      const sent = {
        uploadId,
        name: request.headers['x-file-name'],
        sentAs: request.headers['content-type'] ?? '',
        length: lengthOf(request.headers['content-length']),
        sha256: sha256Of(request.headers['repr-digest']),
        durationMs: durationMs === undefined ? null : Math.min(durationMs, limits.durationMsMax),
        wave: wave === undefined ? null : waveOf(wave),
      }
      const receive = (body: AsyncIterable<Uint8Array>) => uploads.receive(viewerOf(request), sent, body)
      return reply.code(201).send(await uploading(request, receive))
    })
  })

  app.get('/files/:fileId', { schema: download, config: reading, ...slow }, (request, reply) =>
    serveFile(files, request, reply, 'content'),
  )

  app.get('/files/:fileId/preview', { schema: preview, config: reading, ...slow }, (request, reply) =>
    serveFile(files, request, reply, 'preview'),
  )

  app.delete('/files/:fileId', { schema: remove, config: writing }, async (request, reply) => {
    await files.removeUnsent(viewerOf(request), request.params.fileId)
    return reply.code(204).send()
  })
}

/** @throws DomainError invalid_request */
function waveOf(text: string): number[] {
  const points = text.split(',')
  if (points.length > limits.wavePointsMax) throw new DomainError('invalid_request', { field: '/wave' })
  return points.map((point) => Math.min(Number(point), limits.wavePointMax))
}

/** @throws DomainError invalid_request */
function sha256Of(header: string | undefined): string | null {
  if (header === undefined || !/(?:^|,)\s*sha-256=/.test(header)) return null
  const [, digest] = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):\s*(?:,|$)/.exec(header) ?? []
  if (digest === undefined) throw new DomainError('invalid_request', { field: '/repr-digest' })
  return Buffer.from(digest, 'base64').toString('hex')
}
