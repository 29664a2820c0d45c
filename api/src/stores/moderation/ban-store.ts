import type { ConversationId, UserId } from '@parley/shared'

export interface BanRecord {
  readonly conversationId: ConversationId
  readonly userId: UserId
  readonly bannedBy: UserId
  /** May be empty. */
  readonly reason: string
  readonly bannedAt: Date
}

/** A place in the list of a group's bans. */
export type BanPosition = Pick<BanRecord, 'bannedAt' | 'userId'>

/** What a ban has ended. */
export interface BanEnds {
  readonly wasMember: boolean
  readonly wasInvited: boolean
}

/**
 * Who is shut out of which group: by whatever way somebody would enter it, the store that lets them in asks this one. A ban
 * ends with the group, and with the account of the person.
 */
export interface BanStore {
  /**
   * Ends the membership and the invitation of the person, if there is one. A later ban of the same person takes the place
   * of the one before. Null when there is no such group.
   * @throws Outdated when whoever bans them may not, or not any more
   * @throws LimitReached when as many are banned as can be
   */
  ban(ban: BanRecord): Promise<BanEnds | null>
  /** False when there was none. @throws Outdated as `ban` */
  lift(conversationId: ConversationId, userId: UserId, byId: UserId): Promise<boolean>
  /** The latest first. */
  ofGroup(conversationId: ConversationId, after: BanPosition | null, limit: number): Promise<BanRecord[]>
  /** Those of them who are banned. */
  among(conversationId: ConversationId, userIds: readonly UserId[]): Promise<Set<UserId>>
}
