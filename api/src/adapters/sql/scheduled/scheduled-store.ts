import { limits, type ConversationId, type UserId } from '@parley/shared'
import type { RawBuilder, Updateable } from 'kysely'

import { LimitReached, Outdated } from '../../../stores/errors.ts'
import type {
  Lease,
  ScheduledContent,
  ScheduledKey,
  ScheduledPatch,
  ScheduledRecord,
  ScheduledStore,
} from '../../../stores/scheduled-store.ts'
import { lockUsers } from '../accounts/user-versions.ts'
import type { Database } from '../database.ts'
import { toMs } from '../instants.ts'
import type { ScheduledMessagesTable } from '../tables.ts'
import { inTransaction } from '../transaction.ts'
import { fromScheduled, toScheduled } from './scheduled-row.ts'

export class SqlScheduledStore implements ScheduledStore {
  readonly #db: Database
  readonly #nowMs: RawBuilder<number>

  constructor(db: Database, nowMs: RawBuilder<number>) {
    this.#db = db
    this.#nowMs = nowMs
  }

  async add(record: ScheduledKey & ScheduledContent, at: Date): Promise<ScheduledRecord> {
    const row = fromScheduled(record, at)
    return inTransaction(this.#db, async (db) => {
      await lockUsers(db, [record.userId]) // of two at once, the second one waits here
      const user = db.selectFrom('users').select('deleted_at').where('id', '=', record.userId)
      if ((await user.executeTakeFirst())?.deleted_at !== null)
        throw new Outdated('The account was deleted meanwhile')
      await db.insertInto('scheduled_messages').values(row).execute()
      const own = await db
        .selectFrom('scheduled_messages')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('user_id', '=', record.userId)
        .executeTakeFirstOrThrow()
      if (own.count > limits.scheduledMax) throw new LimitReached('scheduled-of-user')
      return { ...record, createdAt: at, failure: null, version: 1 }
    })
  }

  async of(key: ScheduledKey): Promise<ScheduledRecord | null> {
    const rows = this.#db.selectFrom('scheduled_messages').selectAll()
    const row = await whereKey(rows, key).executeTakeFirst()
    return row ? toScheduled(row) : null
  }

  async list(userId: UserId, conversationId: ConversationId | null): Promise<ScheduledRecord[]> {
    let rows = this.#db.selectFrom('scheduled_messages').selectAll().where('user_id', '=', userId)
    if (conversationId !== null) rows = rows.where('conversation_id', '=', conversationId)
    return (await rows.orderBy('send_at').orderBy('client_id').execute()).map(toScheduled)
  }

  async change(
    key: ScheduledKey,
    { text, sendAt, timeZone }: ScheduledPatch,
  ): Promise<ScheduledRecord | null> {
    const time = sendAt && { send_at: toMs(sendAt), due_at: toMs(sendAt), failure: null }
    return this.#changeFree(key, {
      ...(text !== undefined && { text }),
      ...(timeZone !== undefined && { time_zone: timeZone }),
      ...time,
    })
  }

  async cancel(key: ScheduledKey): Promise<boolean> {
    const free = whereKey(this.#db.deleteFrom('scheduled_messages'), key)
    const { numDeletedRows } = await free.where('leased_until', '<=', this.#nowMs).executeTakeFirst()
    return numDeletedRows > 0n
  }

  async lease(key: ScheduledKey, { leaseMs }: Lease): Promise<ScheduledRecord | null> {
    return this.#changeFree(key, {}, leaseMs)
  }

  async leaseDue(now: Date, limit: number, lease: Lease): Promise<ScheduledRecord[]> {
    const due = await this.#db
      .selectFrom('scheduled_messages')
      .select(['user_id as userId', 'conversation_id as conversationId', 'client_id as clientId'])
      .where('due_at', '<=', toMs(now))
      .where('leased_until', '<=', this.#nowMs)
      .orderBy('due_at')
      .limit(limit)
      .execute()
    const leased: ScheduledRecord[] = []
    for (const key of due) {
      const record = await this.#changeFree(key, {}, lease.leaseMs, now)
      if (record) leased.push(record)
    }
    return leased
  }

  async release(leased: ScheduledRecord, dueAt: Date, failure: ScheduledRecord['failure']): Promise<boolean> {
    const due_at = failure === null ? toMs(dueAt) : null
    const update = this.#db.updateTable('scheduled_messages').set({ leased_until: 0, due_at, failure })
    const own = whereKey(update, leased).where('version', '=', leased.version)
    return (await own.executeTakeFirst()).numUpdatedRows > 0n
  }

  async remove(key: ScheduledKey): Promise<boolean> {
    const row = whereKey(this.#db.deleteFrom('scheduled_messages'), key)
    return (await row.executeTakeFirst()).numDeletedRows > 0n
  }

  /** One that nobody sends, and that is due by then where that is given. */
  async #changeFree(
    key: ScheduledKey,
    change: Updateable<ScheduledMessagesTable>,
    leaseMs = 0,
    dueBy?: Date,
  ): Promise<ScheduledRecord | null> {
    return inTransaction(this.#db, async (db) => {
      const update = db.updateTable('scheduled_messages').set((column) => ({
        ...change,
        version: column('version', '+', 1),
        ...(leaseMs > 0 && { leased_until: column(this.#nowMs, '+', leaseMs) }),
      }))
      let free = whereKey(update, key).where('leased_until', '<=', this.#nowMs)
      if (dueBy) free = free.where('due_at', '<=', toMs(dueBy))
      const { numUpdatedRows } = await free.executeTakeFirst()
      if (numUpdatedRows === 0n) return null
      const row = whereKey(db.selectFrom('scheduled_messages').selectAll(), key)
      return toScheduled(await row.executeTakeFirstOrThrow())
    })
  }
}

interface Narrowed<Self> {
  where(column: 'user_id' | 'conversation_id' | 'client_id', operator: '=', value: string): Self
}

const whereKey = <Query extends Narrowed<Query>>(
  query: Query,
  { userId, conversationId, clientId }: ScheduledKey,
): Query =>
  query
    .where('user_id', '=', userId)
    .where('conversation_id', '=', conversationId)
    .where('client_id', '=', clientId)
