import type { ConversationId, InvitationLinkId, UserId } from '@parley/shared'
import type { Generated } from 'kysely'

export interface InvitationLinksTable {
  id: InvitationLinkId
  token_hash: string
  conversation_id: ConversationId
  maker_id: UserId
  note: string
  /** How many have joined by it, ever. */
  uses: Generated<number>
  /** Null for any number. */
  uses_max: number | null
  /** In milliseconds since 1970 in UTC, as all instants are. */
  created_at: number
  expires_at: number | null
  revoked_at: Generated<number | null>
  revoked_by: Generated<UserId | null>
}
