import { limits, type UserId } from '@parley/shared'

import type {
  SavedPageQuery,
  SavedPlace,
  SavedRecord,
  SavedStore,
} from '../../../stores/accounts/saved-store.ts'
import { LimitReached } from '../../../stores/errors.ts'
import type { Database } from '../database.ts'
import { toDate, toMs } from '../instants.ts'
import { inTransaction } from '../transaction.ts'
import { lockUsers } from './user-versions.ts'

export class SqlSavedStore implements SavedStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async save(userId: UserId, place: SavedPlace, at: Date): Promise<number | null> {
    if (await isSaved(this.#db, userId, place)) return null
    return inTransaction(this.#db, async (db) => {
      await lockUsers(db, [userId]) // of two at once, the second one waits here
      if (await isSaved(db, userId, place)) return null
      const version = await counted(db, userId, 1)
      const { conversationId: conversation_id, seq } = place
      const row = { user_id: userId, conversation_id, seq, version, saved_at: toMs(at) }
      await db.insertInto('saved_messages').values(row).execute()
      return version
    })
  }

  async remove(userId: UserId, place: SavedPlace): Promise<number | null> {
    if (!(await isSaved(this.#db, userId, place))) return null
    return inTransaction(this.#db, async (db) => {
      await lockUsers(db, [userId])
      const { numDeletedRows } = await db
        .deleteFrom('saved_messages')
        .where('user_id', '=', userId)
        .where('conversation_id', '=', place.conversationId)
        .where('seq', '=', place.seq)
        .executeTakeFirst()
      return numDeletedRows === 0n ? null : counted(db, userId, -1)
    })
  }

  async page(userId: UserId, { before, limit }: SavedPageQuery): Promise<SavedRecord[]> {
    const rows = await this.#db
      .selectFrom('saved_messages')
      .selectAll()
      .where('user_id', '=', userId)
      .where('version', '<', before ?? Number.MAX_SAFE_INTEGER)
      .orderBy('version', 'desc')
      .limit(limit)
      .execute()
    return rows.map(({ conversation_id: conversationId, seq, version, saved_at }) => ({
      ...{ conversationId, seq, version },
      savedAt: toDate(saved_at),
    }))
  }

  places(userId: UserId): Promise<SavedPlace[]> {
    const rows = this.#db.selectFrom('saved_messages').where('user_id', '=', userId)
    return rows.select(['conversation_id as conversationId', 'seq']).execute()
  }

  async version(userId: UserId): Promise<number> {
    const row = this.#db.selectFrom('users').select('saved_version').where('id', '=', userId)
    return (await row.executeTakeFirst())?.saved_version ?? 0
  }
}

async function isSaved(db: Database, userId: UserId, { conversationId, seq }: SavedPlace): Promise<boolean> {
  const query = db.selectFrom('saved_messages').select('version').where('user_id', '=', userId)
  const found = query.where('conversation_id', '=', conversationId).where('seq', '=', seq)
  return (await found.executeTakeFirst()) !== undefined
}

/** Answers with the version that this takes. */
async function counted(db: Database, userId: UserId, by: 1 | -1): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set((column) => ({
      saved_count: column('saved_count', '+', by),
      saved_version: column('saved_version', '+', 1),
    }))
    .where('id', '=', userId)
    .where('saved_count', '<=', by > 0 ? limits.savedMax - 1 : limits.savedMax)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new LimitReached('saved-of-user')
  const row = db.selectFrom('users').select('saved_version').where('id', '=', userId)
  return (await row.executeTakeFirstOrThrow()).saved_version
}
