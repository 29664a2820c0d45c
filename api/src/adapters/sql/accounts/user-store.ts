import type { UserId } from '@parley/shared'

import { Duplicate } from '../../../stores/errors.ts'
import type { User, UserPatch, UserSearch, UserStore } from '../../../stores/user-store.ts'
import { raiseVersionsOfPeers } from '../conversations/directs.ts'
import type { Database } from '../database.ts'
import { endPictures } from '../files/picture-store.ts'
import { toMs } from '../instants.ts'
import { inTransaction } from '../transaction.ts'
import { changeDirects, lockedPrivacy } from './privacy-change.ts'
import { deleteUserWords, insertUserWords, usernamesPage } from './user-directory.ts'
import { emptied, fromPatch, fromUser, toUser } from './user-row.ts'

/** Of one statement: others come in between. */
const versionsMax = 500

export class SqlUserStore implements UserStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async create(user: User): Promise<void> {
    await inTransaction(this.#db, (db) => insertUser(db, user))
  }

  async createFirst(user: User): Promise<boolean> {
    try {
      return await inTransaction(this.#db, async (db) => {
        // Of two at once the second one waits for this row, and finds it taken, or the first one's account.
        const row = { throttle_key: 'first-account', failures: 1, last_failure_at: toMs(user.createdAt) }
        await db.insertInto('throttles').values(row).execute()
        if (await hasAny(db)) return false
        await insertUser(db, user)
        return true
      })
    } catch (error) {
      if (error instanceof Duplicate) return false
      throw error
    }
  }

  hasAny(): Promise<boolean> {
    return hasAny(this.#db)
  }

  async byId(id: UserId): Promise<User | null> {
    const row = await this.#db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
    return row ? toUser(row) : null
  }

  async byUsername(username: string): Promise<User | null> {
    const query = this.#db.selectFrom('users').selectAll().where('username', '=', username)
    const row = await query.executeTakeFirst()
    return row ? toUser(row) : null
  }

  async byIds(ids: readonly UserId[]): Promise<User[]> {
    if (ids.length === 0) return []
    const rows = await this.#db.selectFrom('users').selectAll().where('id', 'in', ids).execute()
    return rows.map(toUser)
  }

  async versions(ids: readonly UserId[]): Promise<Map<UserId, number>> {
    const versions = new Map<UserId, number>()
    for (let at = 0; at < ids.length; at += versionsMax) {
      const query = this.#db.selectFrom('users').select(['id', 'version'])
      const rows = await query.where('id', 'in', ids.slice(at, at + versionsMax)).execute()
      for (const { id, version } of rows) versions.set(id, version)
    }
    return versions
  }

  async update(id: UserId, patch: UserPatch): Promise<boolean> {
    if (Object.values(patch).every((value) => value === undefined)) return false
    return inTransaction(this.#db, async (db) => {
      const before = patch.privacy && (await lockedPrivacy(db, id))
      if (!(await updateRow(db, id, patch))) return false
      if (patch.displayName !== undefined) await rename(db, id, patch.displayName)
      return before !== undefined && changeDirects(db, id, before, { ...before, ...patch.privacy })
    })
  }

  async replaceHash(id: UserId, from: string, to: string): Promise<boolean> {
    const update = this.#db.updateTable('users').set({ password_hash: to }).where('id', '=', id)
    const { numUpdatedRows } = await update
      .where('password_hash', '=', from)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  }

  async setLastSeen(id: UserId, at: Date): Promise<void> {
    await this.#db
      .updateTable('users')
      .set({ last_seen_at: toMs(at) })
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .where((where) => where.or([where('last_seen_at', 'is', null), where('last_seen_at', '<', toMs(at))]))
      .execute()
  }

  async remove(id: UserId, at: Date): Promise<void> {
    await inTransaction(this.#db, async (db) => {
      const gone = { ...emptied, deleted_at: toMs(at) }
      const update = db.updateTable('users').where('id', '=', id).where('deleted_at', 'is', null)
      const { numUpdatedRows } = await update
        .set((column) => ({ ...gone, version: column('version', '+', 1) }))
        .executeTakeFirst()
      if (numUpdatedRows === 0n) return
      await raiseVersionsOfPeers(db, id)
      await db.deleteFrom('invitations').where('user_id', '=', id).execute()
      await db.deleteFrom('bans').where('user_id', '=', id).execute()
      await db.deleteFrom('join_requests').where('user_id', '=', id).execute()
      await db.deleteFrom('saved_messages').where('user_id', '=', id).execute()
      await endPictures(db, id, at)
      await db.deleteFrom('drafts').where('user_id', '=', id).execute()
      const unsent = db
        .updateTable('files')
        .set({ due_at: toMs(at) })
        .where('uploader_id', '=', id)
      const scheduled = db.selectFrom('scheduled_messages').select('client_id').where('user_id', '=', id)
      await unsent
        .where((where) =>
          where.or([where('conversation_id', 'is', null), where('client_id', 'in', scheduled)]),
        )
        .execute()
      await db.deleteFrom('scheduled_messages').where('user_id', '=', id).execute()
      const names = db.selectFrom('users').select('username').where('id', '=', id)
      const user = await names.executeTakeFirst()
      if (user) await deleteUserWords(db, [user.username])
    })
  }

  async search(query: UserSearch): Promise<User[]> {
    const rows = await this.#db
      .selectFrom(usernamesPage(this.#db, query).as('found'))
      .innerJoin('users', 'users.username', 'found.username')
      .selectAll('users')
      .orderBy('users.username')
      .execute()
    return rows.map(toUser)
  }
}

/** In the transaction that makes an account. @throws Duplicate */
export async function insertUser(db: Database, user: User): Promise<void> {
  await db.insertInto('users').values(fromUser(user)).execute()
  await insertUserWords(db, [user])
}

async function hasAny(db: Database): Promise<boolean> {
  return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** Not of a deleted account: a change under way must not bring its profile or password back. */
async function updateRow(db: Database, id: UserId, patch: UserPatch): Promise<boolean> {
  const update = db.updateTable('users').set(fromPatch(patch)).where('id', '=', id)
  const { numUpdatedRows } = await update.where('deleted_at', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

async function rename(db: Database, id: UserId, displayName: string): Promise<void> {
  const query = db.selectFrom('users').select('username').where('id', '=', id)
  const { username } = await query.executeTakeFirstOrThrow()
  await deleteUserWords(db, [username])
  await insertUserWords(db, [{ username, displayName }])
}
