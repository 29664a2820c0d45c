import type { AddedMembers, ConversationId, MemberPage, UserId } from '@parley/shared'

import type { Result } from '../state/result.ts'

/** Who is in a group. */
export interface MemberActions {
  list(id: ConversationId, cursor: string | null, limit?: number): Promise<Result<MemberPage>>
  add(id: ConversationId, userIds: readonly UserId[]): Promise<Result<AddedMembers>>
  remove(id: ConversationId, userId: UserId): Promise<Result<void>>
  handOver(id: ConversationId, userId: UserId): Promise<Result<void>>
  /** Lets them write nothing there for so long. */
  silence(id: ConversationId, userId: UserId, forMs: number): Promise<Result<void>>
  liftSilence(id: ConversationId, userId: UserId): Promise<Result<void>>
}
