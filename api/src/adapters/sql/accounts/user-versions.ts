import type { UserId } from '@parley/shared'

import type { Database } from '../tables.ts'

/** In the transaction of the change. One statement, which locks the rows in order of their ids. */
export async function raiseVersions(db: Database, userIds: readonly UserId[]): Promise<void> {
  await db
    .updateTable('users')
    .set((column) => ({ version: column('version', '+', 1) }))
    .where('id', 'in', userIds)
    .execute()
}

/** For the rest of the transaction, in order of their ids as well. */
export async function lockUsers(db: Database, userIds: readonly UserId[]): Promise<void> {
  await db
    .updateTable('users')
    .set((column) => ({ version: column.ref('version') }))
    .where('id', 'in', userIds)
    .execute()
}
