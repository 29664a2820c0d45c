import { limits, type UserId } from '@parley/shared'

import type { BlockPageQuery, BlockRecord, Blocks, BlockStore } from '../../../stores/block-store.ts'
import { LimitReached } from '../../../stores/errors.ts'
import { toUser } from '../accounts/user-row.ts'
import { raiseVersions } from '../accounts/user-versions.ts'
import { freezeReads, showReads } from '../conversations/directs.ts'
import type { Database } from '../database.ts'
import { toDate, toMs } from '../instants.ts'
import { inTransaction } from '../transaction.ts'

export class SqlBlockStore implements BlockStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async of(userId: UserId): Promise<Blocks> {
    const pairs = this.#db.selectFrom('blocks').select(['blocker_id', 'blocked_id'])
    const rows = await pairs
      .where('blocker_id', '=', userId)
      .unionAll(pairs.where('blocked_id', '=', userId))
      .execute()
    const blocked = rows.flatMap((row) => (row.blocker_id === userId ? [row.blocked_id] : []))
    const blockedBy = rows.flatMap((row) => (row.blocked_id === userId ? [row.blocker_id] : []))
    return { blocked: new Set(blocked), blockedBy: new Set(blockedBy) }
  }

  async page(blockerId: UserId, { after, limit }: BlockPageQuery): Promise<BlockRecord[]> {
    const rows = await this.#db
      .selectFrom('blocks')
      .innerJoin('users', 'users.id', 'blocks.blocked_id')
      .selectAll('users')
      .select('blocks.blocked_at')
      .where('blocks.blocker_id', '=', blockerId)
      .where('users.username', '>', after ?? '')
      .orderBy('users.username')
      .limit(limit)
      .execute()
    return rows.map((row) => ({ user: toUser(row), blockedAt: toDate(row.blocked_at) }))
  }

  async block(blockerId: UserId, blockedId: UserId, at: Date): Promise<boolean> {
    if (await isBlocked(this.#db, blockerId, blockedId)) return false
    return inTransaction(this.#db, async (db) => {
      await raiseVersions(db, [blockerId, blockedId]) // which also locks: of two at once, the second one waits here
      if (await isBlocked(db, blockerId, blockedId)) return false
      await countUp(db, blockerId)
      await db
        .insertInto('blocks')
        .values({ blocker_id: blockerId, blocked_id: blockedId, blocked_at: toMs(at) })
        .execute()
      await freezeReads(db, blockerId, blockedId)
      const two = [blockerId, blockedId]
      const invitations = db.deleteFrom('invitations').where('user_id', 'in', two)
      await invitations.where('inviter_id', 'in', two).execute()
      return true
    })
  }

  async unblock(blockerId: UserId, blockedId: UserId): Promise<boolean> {
    if (!(await isBlocked(this.#db, blockerId, blockedId))) return false
    return inTransaction(this.#db, async (db) => {
      await raiseVersions(db, [blockerId, blockedId])
      const { numDeletedRows } = await db
        .deleteFrom('blocks')
        .where('blocker_id', '=', blockerId)
        .where('blocked_id', '=', blockedId)
        .executeTakeFirst()
      if (numDeletedRows === 0n) return false
      await countDown(db, blockerId)
      await showReads(db, blockerId, blockedId)
      return true
    })
  }
}

export async function isBlocked(db: Database, blockerId: UserId, blockedId: UserId): Promise<boolean> {
  const query = db.selectFrom('blocks').select('blocked_at').where('blocker_id', '=', blockerId)
  return (await query.where('blocked_id', '=', blockedId).executeTakeFirst()) !== undefined
}

async function countUp(db: Database, blockerId: UserId): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set((column) => ({ block_count: column('block_count', '+', 1) }))
    .where('id', '=', blockerId)
    .where('block_count', '<', limits.blocksPerUserMax)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new LimitReached('blocks-of-user')
}

async function countDown(db: Database, blockerId: UserId): Promise<void> {
  await db
    .updateTable('users')
    .set((column) => ({ block_count: column('block_count', '-', 1) }))
    .where('id', '=', blockerId)
    .execute()
}
