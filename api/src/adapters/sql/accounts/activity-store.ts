import type { UserId } from '@parley/shared'
import type { ExpressionBuilder } from 'kysely'

import type { ActivityRecord, ActivityStore } from '../../../stores/accounts/activity-store.ts'
import type { Database } from '../database.ts'
import { toDate, toMs } from '../instants.ts'
import type { Tables } from '../tables.ts'

export class SqlActivityStore implements ActivityStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async append({ userId, kind, at, address, device, tokenName }: ActivityRecord): Promise<void> {
    const row = { user_id: userId, kind, at: toMs(at), address, device, token_name: tokenName }
    await this.#db.insertInto('activity').values(row).execute()
  }

  async ofUser(userId: UserId, before: number | null, limit: number) {
    const rows = await this.#db
      .selectFrom('activity')
      .selectAll()
      .where('user_id', '=', userId)
      .where('position', '<', before ?? Number.MAX_SAFE_INTEGER)
      .orderBy('position', 'desc')
      .limit(limit)
      .execute()
    return rows.map(({ user_id: userId, at, token_name: tokenName, ...row }) => ({
      ...row,
      userId,
      at: toDate(at),
      tokenName,
    }))
  }

  async hasSignedInFrom(userId: UserId, beginnings: readonly string[], since: Date): Promise<boolean> {
    const row = await this.#db
      .selectFrom('activity')
      .select('position')
      .where('user_id', '=', userId)
      .where((where) => where.or(beginnings.map((beginning) => beginsWith(where, beginning))))
      .where('kind', 'in', ['signed-in', 'registered'])
      .where('at', '>=', toMs(since))
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  }

  async sweep(olderThan: Date, limit: number): Promise<number> {
    const old = this.#db.selectFrom('activity').select('position').where('at', '<', toMs(olderThan))
    const rows = await old.orderBy('at').limit(limit).execute()
    if (rows.length === 0) return 0
    const positions = rows.map((row) => row.position)
    const forget = this.#db.deleteFrom('activity').where('position', 'in', positions)
    return Number((await forget.executeTakeFirst()).numDeletedRows)
  }
}

/** A range, which an index finds: addresses are ASCII, compared by their bytes. */
const beginsWith = (where: ExpressionBuilder<Tables, 'activity'>, beginning: string) => {
  const next = String.fromCharCode(beginning.charCodeAt(beginning.length - 1) + 1)
  return where.and([
    where('address', '>=', beginning),
    where('address', '<', `${beginning.slice(0, -1)}${next}`),
  ])
}
