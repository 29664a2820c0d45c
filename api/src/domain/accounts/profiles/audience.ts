import type { Audience, UserId } from '@parley/shared'

import type { MembershipStore } from '../../../stores/membership-store.ts'
import type { MessageStore } from '../../../stores/message-store.ts'

export interface AudienceStores {
  readonly memberships: Pick<MembershipStore, 'sharedInPrivate'>
  readonly messages: Pick<MessageStore, 'hasWritten'>
}

/** Whether somebody belongs to those whom the owner of a profile has chosen, as the owner always does. */
export async function isInAudience(
  stores: AudienceStores,
  audience: Audience,
  ownerId: UserId,
  userId: UserId,
): Promise<boolean> {
  if (ownerId === userId) return true
  switch (audience) {
    case 'everyone':
      return true
    case 'contacts':
      return hasWrittenTo(stores, ownerId, userId)
    case 'nobody':
      return false
  }
}

/** By what they did themselves: anyone may open a conversation with them, or put them into a group. */
async function hasWrittenTo(stores: AudienceStores, userId: UserId, otherId: UserId): Promise<boolean> {
  const shared = await stores.memberships.sharedInPrivate(userId, otherId)
  return shared.length > 0 && stores.messages.hasWritten(userId, shared)
}
