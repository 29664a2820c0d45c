import { sql } from 'kysely'

import { Duplicate } from '../../../stores/errors.ts'
import type { Quota, ThrottleRecord, ThrottleStore } from '../../../stores/accounts/throttle-store.ts'
import type { Database } from '../database.ts'
import { toDate, toMs } from '../instants.ts'
import { inTransaction } from '../transaction.ts'

export class SqlThrottleStore implements ThrottleStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async get(keys: readonly string[]): Promise<Map<string, ThrottleRecord>> {
    if (keys.length === 0) return new Map()
    const rows = await this.#db
      .selectFrom('throttles')
      .selectAll()
      .where('throttle_key', 'in', keys)
      .execute()
    return new Map(rows.map((row) => [row.throttle_key, toRecord(row)]))
  }

  async fail(key: string, at: Date, forgiveEveryMs: number): Promise<ThrottleRecord> {
    return inTransaction(this.#db, async (db) => {
      if (!(await count(db, key, toMs(at), forgiveEveryMs))) await begin(db, key, toMs(at), forgiveEveryMs)
      const query = db.selectFrom('throttles').selectAll().where('throttle_key', '=', key)
      return toRecord(await query.executeTakeFirstOrThrow())
    })
  }

  async take(key: string, at: Date, quota: Quota, amount: number): Promise<Date | null> {
    if (await takeMore(this.#db, key, toMs(at), quota, amount)) return null
    const rows = this.#db.selectFrom('throttles').selectAll().where('throttle_key', '=', key)
    const row = await rows.executeTakeFirst()
    // One that has room was begun by somebody else in between.
    if (row && hasRoom(row, toMs(at), quota, amount)) return this.take(key, at, quota, amount)
    if (row) return toDate(row.last_failure_at + quota.windowMs)
    try {
      const first = { throttle_key: key, failures: amount, last_failure_at: toMs(at) }
      await this.#db.insertInto('throttles').values(first).execute()
      return null
    } catch (error) {
      if (!(error instanceof Duplicate)) throw error
      return this.take(key, at, quota, amount)
    }
  }

  async clear(key: string): Promise<void> {
    await this.#db.deleteFrom('throttles').where('throttle_key', '=', key).execute()
  }

  async sweep(olderThan: Date, limit: number): Promise<number> {
    const old = this.#db
      .selectFrom('throttles')
      .select('throttle_key')
      .where('last_failure_at', '<', toMs(olderThan))
    const rows = await old.orderBy('last_failure_at').limit(limit).execute()
    if (rows.length === 0) return 0
    const keys = rows.map((row) => row.throttle_key)
    const forget = this.#db.deleteFrom('throttles').where('throttle_key', 'in', keys)
    // Again, since it may have failed once more in between.
    const { numDeletedRows } = await forget.where('last_failure_at', '<', toMs(olderThan)).executeTakeFirst()
    return Number(numDeletedRows)
  }
}

/** One statement, so that no failure is lost. `failures` first, from the old instant: MySQL assigns left to right. */
async function count(db: Database, key: string, at: number, forgiveEveryMs: number): Promise<boolean> {
  const quietMs = sql`(case when last_failure_at < ${at} then ${at} - last_failure_at else 0 end)`
  const forgiven = sql`((${quietMs} - ${quietMs} % ${forgiveEveryMs}) / ${forgiveEveryMs})`
  const { numUpdatedRows } = await db
    .updateTable('throttles')
    .set({
      failures: sql`case when failures <= ${forgiven} then 1 else failures + 1 - ${forgiven} end`,
      last_failure_at: sql`case when last_failure_at > ${at} then last_failure_at else ${at} end`,
    })
    .where('throttle_key', '=', key)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

async function begin(db: Database, key: string, at: number, forgiveEveryMs: number): Promise<void> {
  try {
    await db.insertInto('throttles').values({ throttle_key: key, failures: 1, last_failure_at: at }).execute()
  } catch (error) {
    if (!(error instanceof Duplicate)) throw error
    await count(db, key, at, forgiveEveryMs)
  }
}

/** One statement, as `count`. The instant is that of the first; a clock that was set back further than that begins anew. */
async function takeMore(db: Database, key: string, at: number, { max, windowMs }: Quota, amount: number) {
  const isOver = sql<boolean>`abs(last_failure_at - ${at}) >= ${windowMs}`
  const { numUpdatedRows } = await db
    .updateTable('throttles')
    .set({
      failures: sql`case when ${isOver} then ${amount} else failures + ${amount} end`,
      last_failure_at: sql`case when ${isOver} then ${at} else last_failure_at end`,
    })
    .where('throttle_key', '=', key)
    .where(sql<boolean>`(${isOver} or failures + ${amount} <= ${max})`)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

interface Count {
  readonly failures: number
  readonly last_failure_at: number
}

/** As the statement above decides. */
const hasRoom = (count: Count, at: number, { max, windowMs }: Quota, amount: number): boolean =>
  Math.abs(count.last_failure_at - at) >= windowMs || count.failures + amount <= max

function toRecord(row: Count): ThrottleRecord {
  return { failures: row.failures, lastFailureAt: toDate(row.last_failure_at) }
}
