import type { ConversationId, UserId } from '@parley/shared'

export interface BansTable {
  conversation_id: ConversationId
  user_id: UserId
  banned_by: UserId
  reason: string
  /** In milliseconds since 1970 in UTC, as all instants are. */
  banned_at: number
}
