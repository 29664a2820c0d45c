import { Readable } from 'node:stream'

import type { FileId } from '@parley/shared'
import type { FastifyReply, FastifyRequest } from 'fastify'

import type { FileService } from '../../../domain/files/file-service.ts'
import { isShown } from '../../../domain/files/file-type.ts'
import { viewerOf } from '../../viewer.ts'
import { rangeOf } from './byte-range.ts'

type Part = 'content' | 'preview'

interface Named {
  readonly name: string
  readonly type: string
}

/** Asked for each time: a browser may keep it, and use it only after it was told that it may still be seen. */
export async function serveFile(
  files: FileService,
  request: FastifyRequest & { params: { fileId: FileId } },
  reply: FastifyReply,
  part: Part,
): Promise<FastifyReply> {
  const file = await files.find(viewerOf(request), request.params.fileId)
  const bytes = await files.size(file, part)
  const tag = `"${file.sha256}${part === 'preview' ? '-preview' : ''}"`
  reply.headers({ ...fixedHeaders, etag: tag })
  if (request.headers['if-none-match']?.includes(tag)) return reply.code(304).send()
  reply.headers(describing(part === 'preview' ? { name: `${file.name}.webp`, type: 'image/webp' } : file))
  reply.header('content-range', `bytes */${bytes}`)
  const condition = request.headers['if-range']
  const asked = condition === undefined || condition === tag ? request.headers.range : undefined
  const range = rangeOf(asked, bytes)
  if (range === null) reply.removeHeader('content-range')
  else reply.code(206).header('content-range', `bytes ${range.first}-${range.last}/${bytes}`)
  const { first, last } = range ?? { first: 0, last: bytes - 1 }
  reply.header('content-length', last - first + 1)
  if (request.method === 'HEAD' || bytes === 0) return reply.send(Readable.from([]))
  return reply.send(Readable.from(await files.read(file, part, { first, last }), { objectMode: false }))
}

/** Whatever it is, it is no page of ours: nothing in it runs, and no other site embeds it. */
const fixedHeaders = {
  'cache-control': 'private, no-cache',
  'content-security-policy': "sandbox; default-src 'none'",
  'accept-ranges': 'bytes',
}

const describing = ({ name, type }: Named) => ({
  'content-type': isShown(type) ? type : 'application/octet-stream',
  'content-disposition': `${isShown(type) ? 'inline' : 'attachment'}; ${nameIn(name)}`,
})

/** For programs that know only ASCII, and for all others. */
const nameIn = (name: string): string =>
  `filename="${name.replace(/[^\w .()+-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percent)}`

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
