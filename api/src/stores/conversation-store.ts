import type {
  ClientId,
  ConversationId,
  ConversationKind,
  ExpireAfterSeconds,
  GroupHistory,
  UserId,
  Visibility,
  Writers,
} from '@parley/shared'

export interface ConversationRecord {
  readonly id: ConversationId
  readonly kind: ConversationKind
  readonly name: string | null
  readonly topic: string
  readonly description: string
  readonly picture: string | null
  readonly visibility: Visibility
  readonly memberCount: number
  /** Grows with each change of the group or of who is in it. */
  readonly version: number
  readonly createdAt: Date
  /** So long its messages last; null where they stay. */
  readonly expireAfterSeconds: ExpireAfterSeconds | null
  /** Only those write who may announce. */
  readonly announcements: boolean
  /** It is closed, can be found, and people may ask to join it. */
  readonly askToJoin: boolean
  /** Of a group: what of its messages is there for those who join from now on. */
  readonly history: GroupHistory
}

/** What of a conversation decides about each message that is sent there. */
export type ConversationRules = Pick<ConversationRecord, 'expireAfterSeconds' | 'announcements' | 'version'>

export interface NewConversation {
  readonly id: ConversationId
  readonly name: string
  readonly topic: string
  readonly visibility: Visibility
  /** As of the record; where nothing is said, nobody may. */
  readonly askToJoin?: boolean
  /** All, where it is left out. */
  readonly history?: GroupHistory
  readonly createdAt: Date
}

/** What a client has named a creation of a group by. */
export interface GroupCreation {
  readonly creatorId: UserId
  readonly clientId: ClientId
  /** Of what was asked for. */
  readonly digest: string
}

export interface KnownCreation {
  readonly conversationId: ConversationId
  readonly digest: string
  /** What was answered; null until the group is whole. */
  readonly outcome: string | null
}

/** A place in the list of groups that can be found. */
export interface GroupPosition {
  /** As the group's record has it; how names are compared is the store's own affair. */
  readonly name: string
  readonly id: ConversationId
}

export interface GroupSearch {
  /** As typed, trimmed and in lower case. By the rule of nameBeginnings, in the name. Empty finds all. */
  readonly prefix: string
  /** Who asks: groups from which they are banned are left out. */
  readonly viewerId?: UserId
  /** The last of the page before. */
  readonly after: GroupPosition | null
  readonly limit: number
}

/** Conversations without their members: see MembershipStore. Closed groups count as absent everywhere. */
export interface ConversationStore {
  byId(id: ConversationId): Promise<ConversationRecord | null>
  /** The direct conversation of these two, if there is one. */
  direct(a: UserId, b: UserId): Promise<ConversationRecord | null>
  /**
   * The direct conversation of these two, or the notes of one (`a` equals `b`): made with its memberships
   * when there is none, the same one whoever asks, also at the same instant.
   * @param writers whom `b` let write to them when it was decided that `a` may
   * @throws LimitReached when one of them is in as many conversations as one can be in
   * @throws Outdated when `writers` are others by now, one of the two has blocked the other, or `b` is gone
   */
  openDirect(
    a: UserId,
    b: UserId,
    id: ConversationId,
    at: Date,
    writers?: Writers,
  ): Promise<{ record: ConversationRecord; created: boolean }>
  /**
   * With its owner as the first member.
   * @throws LimitReached when the owner is in too many conversations for that
   * @throws Duplicate when the clientId of `naming` has created a group before
   */
  createGroup(
    group: NewConversation,
    ownerId: UserId,
    naming?: GroupCreation | null,
  ): Promise<ConversationRecord>
  /** Of a group that was closed since, too. */
  creation(creatorId: UserId, clientId: ClientId): Promise<KnownCreation | null>
  finishCreation(naming: GroupCreation, outcome: string): Promise<void>
  /** Of a group that did not come about. */
  forgetCreation(naming: GroupCreation): Promise<void>
  /** Null when there is no such group, or it has ended. @throws Outdated when `byId` may not change that any more */
  updateGroup(
    id: ConversationId,
    patch: {
      readonly name?: string
      readonly topic?: string
      readonly description?: string
      readonly announcements?: boolean
      readonly askToJoin?: boolean
      readonly history?: GroupHistory
    },
    byId?: UserId | null,
  ): Promise<ConversationRecord | null>
  /**
   * Opens or closes a group to strangers, as of the message with this seq: those who join by themselves read from
   * there. What is so already stays so as of where it was. Nobody asks to join one that was open until now, or is.
   */
  setVisibility(
    id: ConversationId,
    visibility: Visibility,
    fromSeq: number,
  ): Promise<ConversationRecord | null>
  /** How long messages last that are sent from now on. False when it was so, or there is no such conversation. */
  setExpiry(id: ConversationId, expireAfterSeconds: ExpireAfterSeconds | null): Promise<boolean>
  /** Of all conversations in which messages disappear or not everybody writes: few. */
  rules(): Promise<Map<ConversationId, ConversationRules>>
  /** Ends every membership with it and returns whose they were; the record stays, unreachable. */
  closeGroup(id: ConversationId, at: Date): Promise<UserId[]>
  /** Groups that are open, or let people ask to join, in order of name (lower case), then id. */
  findListed(query: GroupSearch): Promise<ConversationRecord[]>
}
