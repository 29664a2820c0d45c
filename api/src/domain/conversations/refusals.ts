import { may, type Right, type UserId } from '@parley/shared'

import { LimitReached, Outdated } from '../../stores/errors.ts'
import type { User, UserStore } from '../../stores/user-store.ts'
import { DomainError } from '../errors.ts'

/** The people themselves, in the order asked for. @throws DomainError user_not_found when one of them does not exist or was deleted */
export async function requirePeople(users: UserStore, ids: readonly UserId[]): Promise<User[]> {
  if (ids.length === 0) return []
  const found = new Map((await users.byIds(ids)).map((user) => [user.id, user]))
  return [...new Set(ids)].map((id) => {
    const user = found.get(id)
    if (!user || user.deletedAt !== null) throw new DomainError('user_not_found')
    return user
  })
}

const limitCodes = {
  'members-of-group': 'group_full',
  'bans-of-group': 'too_many_bans',
  'conversations-of-user': 'too_many_conversations',
  'blocks-of-user': 'too_many_blocked',
  'tokens-of-user': 'too_many_tokens',
  'files-of-user': 'files_full',
  'saved-of-user': 'too_many_saved',
  'scheduled-of-user': 'too_many_scheduled',
  'drafts-of-user': 'too_many_drafts',
} as const

/** @throws DomainError group_full, too_many_conversations, where the store throws LimitReached */
export async function refusingLimits<Result>(write: Promise<Result>): Promise<Result> {
  try {
    return await write
  } catch (error) {
    if (error instanceof LimitReached) throw new DomainError(limitCodes[error.limit])
    throw error
  }
}

/** Of who may not do that in a group. */
export const lacking = (right: Right): DomainError =>
  new DomainError(may('moderator', right) ? 'not_moderator' : 'not_owner')

/**
 * For what the store writes only if the role still allows it.
 * @throws DomainError not_owner, not_moderator, where the store throws Outdated
 */
export async function refusingOutdated<Result>(right: Right, write: Promise<Result>): Promise<Result> {
  try {
    return await write
  } catch (error) {
    if (error instanceof Outdated) throw lacking(right)
    throw error
  }
}
