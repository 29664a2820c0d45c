import type { ConversationId, UserId } from '@parley/shared'

export interface SilencesTable {
  conversation_id: ConversationId
  user_id: UserId
  /** In milliseconds since 1970 in UTC, as all instants are. */
  until_at: number
  silenced_by: UserId
  silenced_at: number
}
