import { limits, type SessionId, type UserId } from '@parley/shared'
import type { Insertable } from 'kysely'

import { Duplicate } from '../../../stores/errors.ts'
import type { SessionStore, StoredSession } from '../../../stores/accounts/session-store.ts'
import type { Database } from '../database.ts'
import { toMs } from '../instants.ts'
import { fromSession, tombstone, toSession, unknownTombstone } from './session-row.ts'
import type { SessionsTable } from '../tables.ts'
import { inTransaction } from '../transaction.ts'
import { raiseVersions } from './user-versions.ts'

/** More than one may have, so that who holds the limit sees what is over it. */
const ofUserMax = 2 * limits.sessionsPerUserMax

export class SqlSessionStore implements SessionStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async byHash(idHash: string): Promise<StoredSession | null> {
    const row = await this.#open().where('id_hash', '=', idHash).executeTakeFirst()
    return row ? toSession(row) : null
  }

  /** Each statement by itself refuses a tombstone, so nothing can come between a look and a write. */
  async put(session: StoredSession): Promise<boolean> {
    return (
      (await this.#replace(session)) || (await this.#insert(fromSession(session))) || this.#replace(session)
    )
  }

  async touch(idHash: string, lastSeenAt: Date): Promise<void> {
    await this.#db
      .updateTable('sessions')
      .set({ last_seen_at: toMs(lastSeenAt) })
      .where('id_hash', '=', idHash)
      .where('ended_at', 'is', null)
      .where('last_seen_at', '<', toMs(lastSeenAt))
      .execute()
  }

  async end(idHash: string, at: Date): Promise<void> {
    if (await this.#bury(idHash, at)) return
    if (await this.#insert(unknownTombstone(idHash, toMs(at)))) return
    await this.#bury(idHash, at)
  }

  async ofUser(userId: UserId): Promise<StoredSession[]> {
    const rows = await this.#open()
      .where('user_id', '=', userId)
      .orderBy('sessions.last_seen_at', 'desc')
      .limit(ofUserMax)
      .execute()
    return rows.map(toSession)
  }

  async endOne(userId: UserId, sessionId: SessionId, at: Date): Promise<boolean> {
    return inTransaction(this.#db, async (db) => {
      const { numUpdatedRows } = await db
        .updateTable('sessions')
        .set(tombstone(at))
        .where('session_id', '=', sessionId)
        .where('user_id', '=', userId)
        .where('ended_at', 'is', null)
        .executeTakeFirst()
      if (numUpdatedRows > 0n) await raiseVersions(db, [userId])
      return numUpdatedRows > 0n
    })
  }

  async endAll(userId: UserId, except: SessionId | null, at: Date): Promise<SessionId[]> {
    return inTransaction(this.#db, async (db) => {
      const open = db.selectFrom('sessions').select('session_id').where('user_id', '=', userId)
      const rows = await open.where('ended_at', 'is', null).execute()
      const ended = rows.flatMap(({ session_id: id }) => (id === null || id === except ? [] : [id]))
      if (ended.length > 0) {
        await db.updateTable('sessions').set(tombstone(at)).where('session_id', 'in', ended).execute()
        await raiseVersions(db, [userId])
      }
      return ended
    })
  }

  async sweep(expiredBefore: Date, idleSince: Date, limit: number): Promise<number> {
    const expired = await this.#forget('expires_at', expiredBefore, limit)
    return expired + (await this.#forget('last_seen_at', idleSince, limit - expired))
  }

  /** Whoever signs in while their account is deleted gets a session that opens nothing. */
  #open() {
    return this.#db
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .selectAll('sessions')
      .where('ended_at', 'is', null)
      .where('users.deleted_at', 'is', null)
  }

  /** In two statements: not every database finds rows by an index through a list that it makes itself. */
  async #forget(column: 'expires_at' | 'last_seen_at', before: Date, limit: number): Promise<number> {
    const old = this.#db.selectFrom('sessions').select('id_hash').where(column, '<', toMs(before))
    const rows = await old.orderBy(column).limit(limit).execute()
    if (rows.length === 0) return 0
    const hashes = rows.map((row) => row.id_hash)
    const forget = this.#db.deleteFrom('sessions').where('id_hash', 'in', hashes)
    // Again, since it may have been seen in between.
    const { numDeletedRows } = await forget.where(column, '<', toMs(before)).executeTakeFirst()
    return Number(numDeletedRows)
  }

  async #replace(session: StoredSession): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('sessions')
      .set(fromSession(session))
      .where('id_hash', '=', session.idHash)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  }

  async #insert(row: Insertable<SessionsTable>): Promise<boolean> {
    try {
      await this.#db.insertInto('sessions').values(row).execute()
      return true
    } catch (error) {
      if (error instanceof Duplicate) return false
      throw error
    }
  }

  async #bury(idHash: string, at: Date): Promise<boolean> {
    const update = this.#db.updateTable('sessions').set(tombstone(at)).where('id_hash', '=', idHash)
    return (await update.executeTakeFirst()).numUpdatedRows > 0n
  }
}
