import type {
  AddedMembers,
  BanPage,
  ConversationId,
  ConversationSummary,
  CreatedInvitationLink,
  FoundGroup,
  InvitationLinkId,
  InvitationLinkPage,
  JoinRequestPage,
  MemberPage,
  NewBan,
  NewInvitationLink,
  RoleSetting,
  UserId,
} from '@parley/shared'

import type { Result } from '../state/result.ts'

/** Invitation links. */
export interface LinkActions {
  list(id: ConversationId, cursor: string | null): Promise<Result<InvitationLinkPage>>
  create(id: ConversationId, link: NewInvitationLink): Promise<Result<CreatedInvitationLink>>
  revoke(id: ConversationId, linkId: InvitationLinkId): Promise<Result<void>>
  /** Where one leads; uses nothing. */
  show(token: string): Promise<Result<FoundGroup>>
  accept(token: string): Promise<Result<ConversationSummary>>
}

/** To join closed groups: one's own, and those about which one decides. */
export interface RequestActions {
  ask(id: ConversationId, sentence: string): Promise<Result<void>>
  withdraw(id: ConversationId): Promise<Result<void>>
  list(id: ConversationId, cursor: string | null): Promise<Result<JoinRequestPage>>
  approve(id: ConversationId, userId: UserId): Promise<Result<void>>
  decline(id: ConversationId, userId: UserId): Promise<Result<void>>
}

export interface MemberActions {
  list(id: ConversationId, cursor: string | null, limit?: number): Promise<Result<MemberPage>>
  add(id: ConversationId, userIds: readonly UserId[]): Promise<Result<AddedMembers>>
  remove(id: ConversationId, userId: UserId): Promise<Result<void>>
  handOver(id: ConversationId, userId: UserId): Promise<Result<void>>
  /** Lets them write nothing there for so long. */
  silence(id: ConversationId, userId: UserId, forMs: number): Promise<Result<void>>
  liftSilence(id: ConversationId, userId: UserId): Promise<Result<void>>
  setRole(id: ConversationId, userId: UserId, role: RoleSetting['role']): Promise<Result<void>>
  bans(id: ConversationId, cursor: string | null): Promise<Result<BanPage>>
  ban(id: ConversationId, userId: UserId, ban: NewBan): Promise<Result<void>>
  liftBan(id: ConversationId, userId: UserId): Promise<Result<void>>
}
