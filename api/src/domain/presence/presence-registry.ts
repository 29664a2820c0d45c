import type { UserId } from '@parley/shared'

export type PeopleHandler = (userIds: readonly UserId[]) => void

/** Who is connected, to this instance or to another. Best effort, as presence is: nothing in it throws. */
export interface PresenceRegistry {
  /** Resolves once everyone who asks gets this answer. */
  enter(userId: UserId): Promise<void>
  /** False when the person is still connected to another instance. */
  leave(userId: UserId): Promise<boolean>
  /** As leave, for all who are connected here. Answers with those who are connected nowhere any more. */
  leaveAll(): Promise<UserId[]>
  onlineAmong(userIds: readonly UserId[]): Promise<ReadonlySet<UserId>>
  /** Called with people whose last connection was at an instance that is no more: of several that notice, one. */
  onGone(handler: PeopleHandler): void
  /** Called with people of this instance whom the others may have taken for offline for a while. */
  onBack(handler: PeopleHandler): void
}
