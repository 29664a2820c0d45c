import { crc32 } from 'node:zlib'

import type { FastifyRequest } from 'fastify'

import { inDigits, newSecret, sha256 } from '../secret.ts'

/** As many digits as the largest checksum takes. */
const checksumLength = 6

const form = /^parley_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/

/** Its beginning and its checksum tell it from everything else, for those who search texts for secrets. */
export function newAccessToken(): { readonly token: string; readonly hash: string } {
  const secret = newSecret()
  const token = `parley_${secret}${checksumOf(secret)}`
  return { token, hash: sha256(token) }
}

/** By which it is found; null of what is none. */
export function hashOf(token: string): string | null {
  const [, secret = '', checksum] = form.exec(token) ?? []
  return checksum === checksumOf(secret) ? sha256(token) : null
}

/** What a program shows as its token, whatever it is; null where there is none. Proxies may ask for other kinds. */
export function bearerOf({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  const { authorization = '' } = headers
  return /^bearer(?= |$)/i.test(authorization) ? authorization.slice('bearer'.length).trim() : null
}

const checksumOf = (secret: string): string => inDigits(BigInt(crc32(secret)), checksumLength)
