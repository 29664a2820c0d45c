import type { Location, Me, Profile } from '@parley/shared'

import type { User } from '../../../stores/user-store.ts'
import { userCard } from './user-card.ts'

/** @param location null for those who may not see it */
export const profileOf = (user: User, location: Location | null): Profile => ({
  ...userCard(user),
  bio: user.bio,
  pronouns: user.pronouns,
  statusText: user.statusText,
  createdAt: user.createdAt.toISOString(),
  location,
})

export const meOf = (user: User): Me => ({
  ...profileOf(user, user.location),
  location: user.location,
  locationAudience: user.locationAudience,
  privacy: user.privacy,
})
