import { randomBytes } from 'node:crypto'

const idBytes = 32
const idPattern = /^[A-Za-z0-9_-]{43}$/

export const newSessionId = (): string => randomBytes(idBytes).toString('base64url')

/** 256 random bits need no signature: they cannot be guessed. What has another form never reaches the database. */
export const unsigned = {
  sign: (id: string) => id,
  unsign: (id: string) => ({ valid: idPattern.test(id), renew: false, value: id }),
}
