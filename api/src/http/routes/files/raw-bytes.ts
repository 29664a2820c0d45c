import type { FastifyInstance } from 'fastify'

import { DomainError } from '../../../domain/errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its body is the bytes of a file. */
    takesFile?: true
  }
}

/** Bodies come as streams, whatever they are. */
export function takeRawBytes(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (request, payload, done) =>
    isOfForm(request.headers['content-type']) ? done(formRefused()) : done(null, payload),
  )
}

/** How many bytes are said to come; null when it is not said. */
export const lengthOf = (header: string | undefined): number | null =>
  header === undefined ? null : Number(header)

/** A browser sends these, and nothing else, for any site that asks it to. */
const isOfForm = (type = ''): boolean =>
  /^\s*(?:text\/plain|application\/x-www-form-urlencoded|multipart\/form-data|)\s*(?:;|$)/i.test(type)

const formRefused = (): DomainError =>
  new DomainError('unsupported_media_type', {
    detail: 'A text, and what has no type, is sent as application/octet-stream.',
  })
