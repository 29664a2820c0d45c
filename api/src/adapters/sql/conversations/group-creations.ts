import type { ClientId, ConversationId, UserId } from '@parley/shared'

import type { GroupCreation, KnownCreation } from '../../../stores/conversation-store.ts'
import type { Database } from '../database.ts'

/** @throws Duplicate when the creator has used the clientId before */
export async function noteCreation(
  db: Database,
  { creatorId, clientId, digest }: GroupCreation,
  conversationId: ConversationId,
): Promise<void> {
  const row = { creator_id: creatorId, client_id: clientId, conversation_id: conversationId, digest }
  await db.insertInto('group_creations').values(row).execute()
}

export async function creationOf(
  db: Database,
  creatorId: UserId,
  clientId: ClientId,
): Promise<KnownCreation | null> {
  const row = await db
    .selectFrom('group_creations')
    .select(['conversation_id', 'digest', 'outcome'])
    .where('creator_id', '=', creatorId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  return row ? { conversationId: row.conversation_id, digest: row.digest, outcome: row.outcome } : null
}
