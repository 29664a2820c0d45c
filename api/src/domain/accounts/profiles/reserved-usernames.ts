import { allName } from '@parley/shared/text'

import { DomainError } from '../../errors.ts'

/** Names under which one would be taken for the instance itself, or for whoever runs it. */
const officialWords = [
  'abuse',
  'admin',
  'admins',
  'administration',
  'administrator',
  'administrators',
  'everyone',
  'helpdesk',
  'hostmaster',
  'mod',
  'moderation',
  'moderator',
  'moderators',
  'mods',
  'noreply',
  'official',
  'operator',
  'parley',
  'postmaster',
  'root',
  'security',
  'server',
  'service',
  'staff',
  'superuser',
  'support',
  'sysadmin',
  'sysop',
  'system',
  'team',
  'webmaster',
]

/** What a digit is read as, and a pair of letters. */
const lookalikes: readonly (readonly [pattern: RegExp, letter: string])[] = [
  [/[._-]/g, ''],
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/[1l]/g, 'i'],
  [/0/g, 'o'],
  [/3/g, 'e'],
  [/4/g, 'a'],
  [/5/g, 's'],
  [/7/g, 't'],
]

/** How a username looks to someone who does not look closely. Usernames are ASCII, so there are no other letters. */
const glance = (username: string): string =>
  lookalikes.reduce((text, [pattern, letter]) => text.replace(pattern, letter), username)

/** Also several of them, such as parley.support. */
const reserved = new RegExp(`^(?:${officialWords.map(glance).join('|')})+$`)

/** Asked only when an account is made: who has such a name keeps it. @throws DomainError username_reserved */
export function requireUnreserved(username: string): string {
  // Who mentions `allName` means everybody; no other name is read so, however much it looks like it.
  if (username === allName || reserved.test(glance(username)))
    throw new DomainError('username_reserved', { field: '/username' })
  return username
}
