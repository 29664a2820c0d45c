import type { ConversationId, ConversationKind, MemberRole, RoleSetting, UserId } from '@parley/shared'

import type { ConversationRecord } from './conversation-store.ts'
import type { Stretch } from './message-store.ts'
import type { User } from './user-store.ts'

export interface MembershipRecord {
  readonly conversationId: ConversationId
  readonly userId: UserId
  /** Of the conversation; it never changes. */
  readonly kind: ConversationKind
  /** The other person of a direct conversation. */
  readonly peerId: UserId | null
  readonly role: MemberRole
  readonly muted: boolean
  /** While it is muted, what mentions the member is told all the same. */
  readonly tellsMentions: boolean
  /** When it ends by itself; null where one ends it, and where there is nothing to end. */
  readonly mutedUntil: Date | null
  /** What is not there for the member counts as read; others who see how far they have read are not told so. */
  readonly readSeq: number
  /** The first message that is there for this member; 1 where it is all of them. */
  readonly readsFromSeq: number
  readonly joinedAt: Date
  /** The member has closed the direct conversation. */
  readonly isClosed: boolean
  /** The other person of the direct conversation takes nothing in it: closed it, takes no messages at all, or is gone. */
  readonly isPeerClosed: boolean
  /** One of the two of a direct conversation shows nobody how far they have read. */
  readonly hidesReads: boolean
  /** Until when a moderator of the group lets them write nothing there; it may be over. As on the wire, as events carry it. */
  readonly silencedUntil: string | null
  /** Not in the list until there is a message behind this one. */
  readonly hiddenSeq: number | null
}

/** The seq of the last message; as a function it is asked behind the group's lock, in the order of those who enter. */
export type Head = number | (() => Promise<number>)

export interface ListedConversation {
  readonly conversation: ConversationRecord
  readonly membership: MembershipRecord
  /** The other person of a direct conversation, and how far they have read. */
  readonly peer: { readonly user: User; readonly readSeq: number } | null
  /** How many ask to join, where one decides about it; 0 elsewhere. */
  readonly joinRequests: number
}

export interface MemberRecord {
  readonly user: User
  readonly role: MemberRole
  readonly joinedAt: Date
  /** As of a membership. */
  readonly silencedUntil: string | null
}

export interface MemberPageQuery {
  /** The username of the last member of the page before. */
  readonly after: string | null
  readonly limit: number
}

export interface RoleChange {
  readonly userId: UserId
  readonly role: RoleSetting['role']
  readonly byId: UserId
}

export interface MembershipStore {
  of(conversationId: ConversationId, userId: UserId): Promise<MembershipRecord | null>
  /** One of one's conversations as the list shows it. */
  listedOne(userId: UserId, conversationId: ConversationId): Promise<ListedConversation | null>
  /** All conversations of a person, in no order; never more than limits.conversationsPerUserMax. */
  listed(userId: UserId): Promise<ListedConversation[]>
  /** As `listed`, only the memberships. */
  ofUser(userId: UserId): Promise<MembershipRecord[]>
  /** Those members who are called so. */
  named(conversationId: ConversationId, usernames: readonly string[]): Promise<Map<string, UserId>>
  /** In order of username. */
  members(conversationId: ConversationId, query: MemberPageQuery): Promise<MemberRecord[]>
  /**
   * Adds those who are not members yet, with this read position, and returns them. They read from `readsFromSeq`
   * on; everything where it is left out; only what is written behind it where newcomers read from joining on. All or none: nothing is written when it throws. A group that has ended
   * takes nobody.
   * @throws LimitReached when the group is full or someone is in too many conversations to enter a group
   * @throws Outdated when whoever adds them (`byId`) may add nobody any more
   */
  add(
    conversationId: ConversationId,
    userIds: readonly UserId[],
    readSeq: Head,
    at: Date,
    more?: { readonly readsFromSeq?: number; readonly byId?: UserId },
  ): Promise<UserId[]>
  /**
   * Enters a group that is open, by oneself: with this read position, and reading from where it was opened,
   * or from joining on where newcomers do, which is the answer. Null when they are a member already, or the group is not open any more.
   * @throws LimitReached as `add`
   */
  join(conversationId: ConversationId, userId: UserId, readSeq: Head, at: Date): Promise<number | null>
  /**
   * False when they were no member, or are the owner, also by having been handed the group at this very moment.
   * @throws Outdated when whoever removes them (`byId`) may not any more
   */
  remove(conversationId: ConversationId, userId: UserId, byId?: UserId): Promise<boolean>
  /** False when they were no member, or had that role. @throws Outdated when `byId` may not change it any more */
  setRole(conversationId: ConversationId, change: RoleChange): Promise<boolean>
  /** The owner becomes a member and another one the owner, in one step. False when the roles were others. */
  handOver(conversationId: ConversationId, from: UserId, to: UserId): Promise<boolean>
  setMuted(
    conversationId: ConversationId,
    userId: UserId,
    muted: boolean,
    until: Date | null,
    tellsMentions?: boolean,
  ): Promise<void>
  /** Closes a direct conversation to the other person, or opens it again. False when it was so, or is no direct one. */
  setClosed(conversationId: ConversationId, userId: UserId, closed: boolean): Promise<boolean>
  /** Of each of one's direct conversations (of those with these people, where they are not null) both memberships. */
  bothSidesOf(userId: UserId, peers: readonly UserId[] | null): Promise<MembershipRecord[]>
  /** Out of the list up to this message; null is back in it. */
  setHidden(conversationId: ConversationId, userId: UserId, seq: number | null): Promise<void>
  /** What was written up to `headSeq` is gone for this member, who also hides the conversation. Only ever forward. */
  clear(conversationId: ConversationId, userId: UserId, headSeq: number): Promise<void>
  /** Many in one step, each only forward; those of non-members are ignored. Answers for each whether it moved. */
  advanceRead(
    positions: readonly {
      readonly conversationId: ConversationId
      readonly userId: UserId
      readonly seq: number
    }[],
  ): Promise<boolean[]>
  /** Those of `others` with whom this person shares a conversation. */
  contactsAmong(userId: UserId, others: readonly UserId[]): Promise<Set<UserId>>
  /** The direct conversation and the closed groups of which both are members, each since it is closed, in no order. */
  sharedInPrivate(userId: UserId, otherId: UserId): Promise<Stretch[]>
}
