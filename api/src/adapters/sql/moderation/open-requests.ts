import type { ConversationId, UserId } from '@parley/shared'

import type { Database } from '../database.ts'

export const openRequests = (db: Database) =>
  db.selectFrom('join_requests').where('join_requests.declined_at', 'is', null)

/** Those of which whoever decides knows. Whom a group shuts out asks as everybody does, and is left out here. */
export const shownRequests = (db: Database) =>
  openRequests(db).where(({ not, exists, selectFrom }) =>
    not(
      exists(
        selectFrom('bans')
          .select('bans.user_id')
          .whereRef('bans.user_id', '=', 'join_requests.user_id')
          .whereRef('bans.conversation_id', '=', 'join_requests.conversation_id'),
      ),
    ),
  )

/** How many are shown to this person, of each group in which they decide; those with none are left out. */
export async function requestCounts(
  db: Database,
  userId: UserId,
  only: ConversationId | null,
): Promise<Map<ConversationId, number>> {
  const rows = await shownRequests(db)
    .innerJoin('memberships', 'memberships.conversation_id', 'join_requests.conversation_id')
    .select('join_requests.conversation_id')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('memberships.user_id', '=', userId)
    .where('memberships.role', '<>', 'member')
    .$if(only !== null, (query) => query.where('join_requests.conversation_id', '=', only))
    .groupBy('join_requests.conversation_id')
    .execute()
  return new Map(rows.map((row) => [row.conversation_id, Number(row.count)]))
}

/** Who was declined stays so. */
export async function endOpenRequests(db: Database, id: ConversationId): Promise<void> {
  const requests = db.deleteFrom('join_requests').where('conversation_id', '=', id)
  await requests.where('declined_at', 'is', null).execute()
}
