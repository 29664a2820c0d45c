import type { Message, UserId } from '@parley/shared'

/** Who is in a conversation after this message: true or false; null where it does not say. Events said it before. */
export function systemMessageMemberships({ system, senderId }: Message): [UserId, boolean | null][] {
  switch (system?.kind) {
    case 'member-joined':
      return [[senderId, true]]
    case 'members-added':
      return system.userIds.map((userId) => [userId, true])
    case 'member-left':
      return [[senderId, false]]
    case 'member-removed':
      return [[system.userId, false]]
    case 'owner-changed':
      return [senderId, system.userId].map((userId) => [userId, null])
    default:
      return []
  }
}
