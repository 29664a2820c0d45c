import { limits } from '@parley/shared'

import { DomainError } from '../../errors.ts'

/**
 * ASCII only, so that no two usernames look alike in another script; and nothing is mapped to it but upper case, so
 * that nobody gets another name than the one they read. What comes with a name that is pasted is none of it.
 */
const pattern = new RegExp(
  String.raw`^[\s\u0085\u200b\u2060]*([A-Za-z0-9._-]{${limits.usernameMin},${limits.usernameMax}})[\s\u0085\u200b\u2060]*$`,
)

/** The one spelling of a username under which it is stored and looked for; null when no one can have it. */
export const normalizeUsername = (raw: string): string | null => pattern.exec(raw)?.[1]?.toLowerCase() ?? null

/** As it may be typed: accounts were once made of compatible forms, too, and browsers fill in what they have kept. */
export const usernameOfSignIn = (raw: string): string | null => normalizeUsername(raw.normalize('NFKC'))

/** Asked only when an account is made: who has a name of dots and hyphens keeps it. @throws DomainError username_invalid */
export function acceptUsername(raw: string): string {
  const username = normalizeUsername(raw)
  if (username === null || !/[a-z0-9]/.test(username))
    throw new DomainError('username_invalid', { field: '/username' })
  return username
}
