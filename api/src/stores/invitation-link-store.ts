import type { ConversationId, InvitationLinkId, UserId } from '@parley/shared'

import type { Head } from './membership-store.ts'
import type { User } from './user-store.ts'

export interface NewLink {
  readonly id: InvitationLinkId
  /** SHA-256 of the secret, which itself is stored nowhere. */
  readonly hash: string
  readonly conversationId: ConversationId
  readonly makerId: UserId
  readonly note: string
  /** Null for any number. */
  readonly usesMax: number | null
  readonly createdAt: Date
  readonly expiresAt: Date | null
}

export interface LinkRecord extends NewLink {
  /** How many have joined by it, ever. */
  readonly uses: number
  readonly revoked: { readonly at: Date; readonly by: UserId } | null
  /** Whoever made it may still invite by links. */
  readonly makerMay: boolean
}

/** A place in the list of a group's links. */
export interface LinkPosition {
  readonly createdAt: Date
  readonly id: InvitationLinkId
}

/** Invitation links of groups. They end with the group. */
export interface InvitationLinkStore {
  create(link: NewLink): Promise<void>
  /** The latest first, whatever their state. */
  ofGroup(conversationId: ConversationId, after: LinkPosition | null, limit: number): Promise<LinkRecord[]>
  byHash(hash: string): Promise<LinkRecord | null>
  /** False when there is none. What was revoked before stays as it is. */
  revoke(conversationId: ConversationId, id: InvitationLinkId, by: UserId, at: Date): Promise<boolean>
  /**
   * Uses the link once and enters its group with this read position, reading from where its maker does, which is the
   * answer. Null when it cannot be used, or they are a member already; then nothing is used.
   * @throws LimitReached as MembershipStore.add, and then nothing is used
   */
  accept(link: NewLink, userId: UserId, readSeq: Head, at: Date): Promise<number | null>
  /**
   * As `accept`, of somebody whose account is made with it: all of it or nothing.
   * @throws Duplicate when the username is taken, LimitReached
   */
  register(link: NewLink, user: User, readSeq: Head): Promise<number | null>
}
