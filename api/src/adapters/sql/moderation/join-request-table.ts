import type { ConversationId, UserId } from '@parley/shared'
import type { Generated } from 'kysely'

/** At most one of each person in each group. */
export interface JoinRequestsTable {
  conversation_id: ConversationId
  user_id: UserId
  sentence: string
  /** In milliseconds since 1970 in UTC, as all instants are. */
  asked_at: number
  /** Null while it is open. */
  declined_at: Generated<number | null>
}
