import type { ConversationId, UserId } from '@parley/shared'

import type { Head } from './membership-store.ts'
import type { User } from './user-store.ts'

export interface JoinRequestRecord {
  readonly user: User
  readonly sentence: string
  readonly askedAt: Date
}

/** A place in the list of the requests of a group. */
export interface JoinRequestPosition {
  readonly askedAt: Date
  readonly userId: UserId
}

export interface Asking {
  readonly userId: UserId
  readonly sentence: string
  readonly at: Date
  /** Who was declined after this asks for nothing yet. */
  readonly declinedSince: Date
}

export interface Approving {
  readonly userId: UserId
  readonly byId: UserId
  readonly readSeq: Head
  readonly at: Date
}

export interface Declining {
  readonly userId: UserId
  readonly byId: UserId
  readonly at: Date
}

/**
 * To join closed groups that let people ask, one of each person in each group. It ends when it is decided or withdrawn,
 * when the person becomes a member by whatever way, with their account, and when nobody can ask there any more.
 */
export interface JoinRequestStore {
  /** False where nobody can ask, or this one is a member. One that is open, or was declined lately, stays as it is. */
  ask(conversationId: ConversationId, asking: Asking): Promise<boolean>
  /** Whether there is one that is open, or was declined after that. */
  isKnown(conversationId: ConversationId, userId: UserId, declinedSince: Date): Promise<boolean>
  /** False when there was none. */
  withdraw(conversationId: ConversationId, userId: UserId): Promise<boolean>
  /** Where this person's are open. */
  ofUser(userId: UserId): Promise<ConversationId[]>
  /** The open ones that are shown to those who decide, the oldest first. */
  page(
    conversationId: ConversationId,
    after: JoinRequestPosition | null,
    limit: number,
  ): Promise<JoinRequestRecord[]>
  /** Whose are open, in no order, whether they are shown or not. */
  askers(conversationId: ConversationId, limit: number): Promise<UserId[]>
  /** The owner, and moderators up to a bound. */
  deciders(conversationId: ConversationId): Promise<UserId[]>
  /**
   * Makes the person a member who reads from where whoever approves it does, which is the answer. Null when there is no
   * such request.
   * @throws Outdated when who approves it may not any more; LimitReached as MembershipStore.add, and then it stays open
   */
  approve(conversationId: ConversationId, approving: Approving): Promise<number | null>
  /** False when there is no such request. @throws Outdated as `approve` */
  decline(conversationId: ConversationId, declining: Declining): Promise<boolean>
  /** Whether one of this person was declined. */
  isDeclined(conversationId: ConversationId, userId: UserId): Promise<boolean>
}
