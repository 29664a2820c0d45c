import type { Static } from 'typebox'

import { UserId } from '../ids.ts'
import { choice, Instant, object, page } from './common.ts'
import { UserCard } from './user.ts'

/** Somebody whom one has blocked. */
export const BlockedPerson = object({ user: UserCard, blockedAt: Instant }, { $id: 'BlockedPerson' })
export type BlockedPerson = Static<typeof BlockedPerson>

export const BlockPage = page(BlockedPerson, 'BlockPage')
export type BlockPage = Static<typeof BlockPage>

/** Why somebody was not added, and nobody else is kept out by it. */
export const NotAdded = object({
  userId: UserId,
  code: choice(['not_available', 'blocked_by_you', 'banned'], {
    description: 'Who is `banned` from the group can be added once the ban is lifted.',
  }),
})
export type NotAdded = Static<typeof NotAdded>
