import { createHash, randomBytes } from 'node:crypto'

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const base = BigInt(digits.length)
const secretBytes = 32
/** As many digits as the largest secret takes. */
const secretLength = 43

/** Of letters and digits alone, so that it is chosen by a double click, and no text around it changes where it ends. */
export const newSecret = (): string =>
  inDigits(BigInt(`0x${randomBytes(secretBytes).toString('hex')}`), secretLength)

/** 256 random bits need no slower one. */
export const sha256 = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export function inDigits(number: bigint, length: number): string {
  let text = ''
  for (let rest = number; rest > 0n; rest /= base) text = digits.charAt(Number(rest % base)) + text
  return text.padStart(length, '0')
}
