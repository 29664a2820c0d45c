import { limits } from '@parley/shared'

import { DomainError } from '../../errors.ts'

/** ASCII only: no two usernames can look alike in another script. */
const pattern = new RegExp(`^[a-z0-9._-]{${limits.usernameMin},${limits.usernameMax}}$`)

/** The one spelling of a username under which it is stored and looked for; null when no one can have it. */
export function normalizeUsername(raw: string): string | null {
  const username = raw.normalize('NFKC').toLowerCase()
  return pattern.test(username) ? username : null
}

/** @throws DomainError username_invalid */
export function acceptUsername(raw: string): string {
  const username = normalizeUsername(raw)
  if (username === null) throw new DomainError('username_invalid', { field: '/username' })
  return username
}
