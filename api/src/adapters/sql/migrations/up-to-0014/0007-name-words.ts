import type { ConversationId, UserId } from '@parley/shared'
import type { Migration } from 'kysely'

import { deleteUserWords, insertUserWords } from '../../accounts/user-directory.ts'
import { lockUsers } from '../../accounts/user-versions.ts'
import { relist } from '../../conversations/group-directory.ts'
import type { Database } from '../../tables.ts'
import { inTransaction } from '../../transaction.ts'

/** Their words fit into one statement, and others wait for no more. */
const atOnce = 100

/**
 * Words as names are found by them now. One that was interrupted begins anew, which does no harm. What instances of
 * the version before write meanwhile is found by its own rule, until the name is changed again.
 */
export const nameWords: Migration = {
  async up(db: Database): Promise<void> {
    for (let last: string | undefined = ''; last !== undefined;) last = await nameUsersAfter(db, last)
    for (let last: string | undefined = ''; last !== undefined;) last = await nameGroupsAfter(db, last)
  },
}

async function nameUsersAfter(db: Database, last: string): Promise<string | undefined> {
  const some = db.selectFrom('users').select(['id', 'username']).where('username', '>', last)
  const rows = await some.where('deleted_at', 'is', null).orderBy('username').limit(atOnce).execute()
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await together(db, (db) => nameUsers(db, ids))
  return rows.at(-1)?.username
}

async function nameUsers(db: Database, ids: readonly UserId[]): Promise<void> {
  await lockUsers(db, ids)
  const names = db.selectFrom('users').select(['username', 'display_name as displayName'])
  const users = await names.where('id', 'in', ids).where('deleted_at', 'is', null).execute()
  if (users.length === 0) return
  await deleteUserWords(
    db,
    users.map(({ username }) => username),
  )
  await insertUserWords(db, users)
}

async function nameGroupsAfter(db: Database, last: string): Promise<string | undefined> {
  const some = db.selectFrom('conversations').select('id').where('listed_name', 'is not', null)
  const rows = await some
    .where('id', '>', last as ConversationId)
    .orderBy('id')
    .limit(atOnce)
    .execute()
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await together(db, (db) => nameGroups(db, ids))
  return ids.at(-1)
}

async function nameGroups(db: Database, ids: readonly ConversationId[]): Promise<void> {
  const locked = db.updateTable('conversations').set((column) => ({ version: column.ref('version') }))
  await locked.where('id', 'in', ids).execute()
  const names = db.selectFrom('conversations').select(['id', 'name', 'visibility', 'closed_at'])
  for (const { name, ...group } of await names
    .where('id', 'in', ids)
    .where('closed_at', 'is', null)
    .execute())
    if (name !== null) await relist(db, { ...group, name })
}

/** SQLite makes all migrations in one transaction. */
const together = (db: Database, work: (db: Database) => Promise<void>): Promise<void> =>
  db.isTransaction ? work(db) : inTransaction(db, work)
