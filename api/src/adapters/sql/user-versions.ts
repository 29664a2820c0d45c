import type { UserId } from '@parley/shared'

import type { Database } from './database.ts'

export async function raiseVersions(db: Database, ids: readonly UserId[]): Promise<void> {
  await db
    .updateTable('users')
    .set((column) => ({ conversation_count: column.ref('conversation_count') }))
    .where('id', 'in', ids)
    .execute()
}
