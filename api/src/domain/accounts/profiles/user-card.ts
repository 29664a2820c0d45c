import type { UserCard } from '@parley/shared'

import type { User } from '../../../stores/user-store.ts'

/** Shown where the name was: the messages of a deleted account stay. */
const nameOfDeleted = 'Deleted account'

export const userCard = (user: User): UserCard => ({
  id: user.id,
  username: user.username,
  displayName: user.deletedAt === null ? user.displayName : nameOfDeleted,
  deleted: user.deletedAt !== null,
  ...(user.picture !== null && { picture: user.picture }),
})
