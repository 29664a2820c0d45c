import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

import type { FastifyRequest } from 'fastify'

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const base = BigInt(digits.length)
const secretBytes = 32
/** As many digits as the largest secret, and the largest checksum, takes. */
const secretLength = 43
const checksumLength = 6

const form = /^parley_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/

/** Its beginning and its checksum tell it from everything else, for those who search texts for secrets. */
export function newAccessToken(): { readonly token: string; readonly hash: string } {
  const secret = inDigits(BigInt(`0x${randomBytes(secretBytes).toString('hex')}`), secretLength)
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

/** 256 random bits need no slower one. */
const sha256 = (token: string): string => createHash('sha256').update(token).digest('hex')

const checksumOf = (secret: string): string => inDigits(BigInt(crc32(secret)), checksumLength)

function inDigits(number: bigint, length: number): string {
  let text = ''
  for (let rest = number; rest > 0n; rest /= base) text = digits.charAt(Number(rest % base)) + text
  return text.padStart(length, '0')
}
