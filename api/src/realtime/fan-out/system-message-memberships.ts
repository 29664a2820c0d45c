import type { Message, UserId } from '@parley/shared'

/**
 * Who entered or left a conversation, as a message tells it: true for who is in it then, null where the
 * message does not say. Each had an event of its own before.
 */
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
