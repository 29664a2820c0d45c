import { limits, type SessionId, type UserId } from '@parley/shared'
import type { Insertable, Selectable } from 'kysely'

import { LimitReached } from '../../../stores/errors.ts'
import type {
  AccessTokenStore,
  StoredAccessToken,
  TokenUse,
} from '../../../stores/accounts/access-token-store.ts'
import type { Database } from '../database.ts'
import { toDate, toDateOrNull, toMs } from '../instants.ts'
import type { AccessTokensTable } from '../tables.ts'
import { inTransaction } from '../transaction.ts'
import { lockUsers, raiseVersions } from './user-versions.ts'

export class SqlAccessTokenStore implements AccessTokenStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async create(token: StoredAccessToken): Promise<void> {
    await inTransaction(this.#db, async (db) => {
      await lockUsers(db, [token.userId]) // of two at once, the second one counts the first
      const own = db.selectFrom('access_tokens').select('id').where('user_id', '=', token.userId)
      const { length } = await own.limit(limits.tokensPerUserMax).execute()
      if (length >= limits.tokensPerUserMax) throw new LimitReached('tokens-of-user')
      await db.insertInto('access_tokens').values(fromToken(token)).execute()
    })
  }

  async byHash(hash: string): Promise<StoredAccessToken | null> {
    const row = await this.#open().where('token_hash', '=', hash).executeTakeFirst()
    return row ? toToken(row) : null
  }

  async ofUser(userId: UserId): Promise<StoredAccessToken[]> {
    const rows = this.#open().where('access_tokens.user_id', '=', userId)
    const latest = rows.orderBy('access_tokens.created_at', 'desc').orderBy('access_tokens.id')
    return (await latest.limit(limits.tokensPerUserMax).execute()).map(toToken)
  }

  async noteUse(id: SessionId, { lastUsedOn, lastUsedFrom }: TokenUse): Promise<void> {
    const use = { last_used_on: lastUsedOn, last_used_from: lastUsedFrom }
    await this.#db.updateTable('access_tokens').set(use).where('id', '=', id).execute()
  }

  async remove(userId: UserId, id: SessionId): Promise<string | null> {
    return inTransaction(this.#db, async (db) => {
      await lockUsers(db, [userId]) // of two at once, the second one finds nothing
      const own = db.selectFrom('access_tokens').select('name').where('id', '=', id)
      const token = await own.where('user_id', '=', userId).executeTakeFirst()
      if (!token) return null
      await db.deleteFrom('access_tokens').where('id', '=', id).execute()
      await raiseVersions(db, [userId])
      return token.name
    })
  }

  async removeAll(userId: UserId): Promise<SessionId[]> {
    return inTransaction(this.#db, async (db) => {
      await lockUsers(db, [userId])
      const own = db.selectFrom('access_tokens').select('id').where('user_id', '=', userId)
      const ids = (await own.execute()).map(({ id }) => id)
      if (ids.length === 0) return ids
      await db.deleteFrom('access_tokens').where('id', 'in', ids).execute()
      await raiseVersions(db, [userId])
      return ids
    })
  }

  async sweep(expiredBefore: Date, limit: number): Promise<number> {
    const expired = this.#db.selectFrom('access_tokens').select('id')
    const rows = await expired
      .where('expires_at', '<', toMs(expiredBefore))
      .orderBy('expires_at')
      .limit(limit)
      .execute()
    if (rows.length === 0) return 0
    const ids = rows.map(({ id }) => id)
    const forget = this.#db.deleteFrom('access_tokens').where('id', 'in', ids)
    return Number((await forget.executeTakeFirst()).numDeletedRows)
  }

  /** What was made while the account was deleted opens nothing. */
  #open() {
    return this.#db
      .selectFrom('access_tokens')
      .innerJoin('users', 'users.id', 'access_tokens.user_id')
      .selectAll('access_tokens')
      .where('users.deleted_at', 'is', null)
  }
}

const fromToken = (token: StoredAccessToken): Insertable<AccessTokensTable> => ({
  id: token.id,
  token_hash: token.hash,
  user_id: token.userId,
  name: token.name,
  scope: token.scope,
  created_at: toMs(token.createdAt),
  expires_at: token.expiresAt && toMs(token.expiresAt),
  last_used_on: token.lastUse?.lastUsedOn ?? null,
  last_used_from: token.lastUse?.lastUsedFrom ?? null,
})

const toToken = (row: Selectable<AccessTokensTable>): StoredAccessToken => ({
  id: row.id,
  hash: row.token_hash,
  userId: row.user_id,
  name: row.name,
  scope: row.scope,
  createdAt: toDate(row.created_at),
  expiresAt: toDateOrNull(row.expires_at),
  lastUse: useOf(row),
})

const useOf = ({ last_used_on: on, last_used_from: from }: Selectable<AccessTokensTable>): TokenUse | null =>
  on === null || from === null ? null : { lastUsedOn: on, lastUsedFrom: from }
