import type { ConversationId, UserId } from '@parley/shared'

import type { ConversationRecord } from './conversation-store.ts'
import type { Head } from './membership-store.ts'
import type { User } from './user-store.ts'

export interface InvitationRecord {
  readonly conversation: ConversationRecord
  readonly inviter: User
  readonly invitedAt: Date
}

export interface Invited {
  /** Whom there was no invitation for. */
  readonly fresh: UserId[]
  /** Whom there was one for already, which stays. */
  readonly already: UserId[]
}

/**
 * Invitations that are open, one for each person and group. It ends with the group, when its inviter hands that over, when
 * one of the two blocks the other, when the person becomes a member by whatever way, and with their account.
 */
export interface InvitationStore {
  /** The latest first; never more than limits.invitationsPerUserMax. */
  ofUser(userId: UserId): Promise<InvitationRecord[]>
  /**
   * Of these people, who can be: not who is a member, has blocked the inviter or is blocked by them, or has as many open
   * as one can have. Nobody where the inviter does not own the group.
   */
  invite(
    conversationId: ConversationId,
    inviterId: UserId,
    userIds: readonly UserId[],
    at: Date,
  ): Promise<Invited>
  /**
   * Enters the group with this read position, reading from where the inviter does, which is the answer. Null when there
   * is no such invitation.
   * @throws LimitReached as MembershipStore.add, and then it stays open
   */
  accept(conversationId: ConversationId, userId: UserId, readSeq: Head, at: Date): Promise<number | null>
  /** False when there was none. */
  decline(conversationId: ConversationId, userId: UserId): Promise<boolean>
}
