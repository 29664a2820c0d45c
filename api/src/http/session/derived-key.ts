import { hkdfSync } from 'node:crypto'

/** A key of its own for each use, so that the same secret may serve several. */
export const derivedKey = (secret: string, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', use, 32))
