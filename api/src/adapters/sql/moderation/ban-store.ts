import { limits, type ConversationId, type UserId } from '@parley/shared'
import type { Selectable } from 'kysely'

import { LimitReached } from '../../../stores/errors.ts'
import type { BanEnds, BanPosition, BanRecord, BanStore } from '../../../stores/moderation/ban-store.ts'
import { lockGroup } from '../conversations/conversation-counts.ts'
import { endMembership } from '../conversations/group-members.ts'
import type { Database } from '../database.ts'
import { toDate, toMs } from '../instants.ts'
import { inTransaction } from '../transaction.ts'
import type { BansTable } from './ban-table.ts'
import { bannedAmong } from './banned.ts'
import { requireActingOn, requireRight } from './required-rights.ts'

export class SqlBanStore implements BanStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  ban(ban: BanRecord): Promise<BanEnds | null> {
    const { conversationId, userId, bannedBy } = ban
    return inTransaction(this.#db, async (db) => {
      if (!(await lockGroup(db, conversationId))) return null
      await requireActingOn(db, conversationId, { actorId: bannedBy, targetId: userId }, 'ban')
      await deleteBan(db, conversationId, userId)
      await requireRoom(db, conversationId)
      await db.insertInto('bans').values(fromBan(ban)).execute()
      const wasMember = await endMembership(db, conversationId, userId)
      return { wasMember, wasInvited: await endInvitation(db, conversationId, userId) }
    })
  }

  lift(conversationId: ConversationId, userId: UserId, byId: UserId): Promise<boolean> {
    return inTransaction(this.#db, async (db) => {
      if (!(await lockGroup(db, conversationId))) return false
      await requireRight(db, conversationId, byId, 'ban')
      return deleteBan(db, conversationId, userId)
    })
  }

  async ofGroup(id: ConversationId, after: BanPosition | null, limit: number): Promise<BanRecord[]> {
    let query = this.#db.selectFrom('bans').selectAll().where('conversation_id', '=', id)
    if (after) {
      const at = toMs(after.bannedAt)
      query = query.where(({ eb, or, and }) =>
        or([eb('banned_at', '<', at), and([eb('banned_at', '=', at), eb('user_id', '<', after.userId)])]),
      )
    }
    const latest = query.orderBy('banned_at', 'desc').orderBy('user_id', 'desc')
    return (await latest.limit(limit).execute()).map(toBan)
  }

  async among(conversationId: ConversationId, userIds: readonly UserId[]): Promise<Set<UserId>> {
    if (userIds.length === 0) return new Set()
    const rows = await bannedAmong(this.#db, conversationId, userIds).execute()
    return new Set(rows.map((row) => row.user_id))
  }
}

async function deleteBan(db: Database, id: ConversationId, userId: UserId): Promise<boolean> {
  const bans = db.deleteFrom('bans').where('conversation_id', '=', id).where('user_id', '=', userId)
  return (await bans.executeTakeFirst()).numDeletedRows > 0n
}

async function requireRoom(db: Database, id: ConversationId): Promise<void> {
  const bans = db.selectFrom('bans').where('conversation_id', '=', id)
  const { count } = await bans.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()
  if (Number(count) >= limits.bansMax) throw new LimitReached('bans-of-group')
}

async function endInvitation(db: Database, id: ConversationId, userId: UserId): Promise<boolean> {
  const open = db.deleteFrom('invitations').where('conversation_id', '=', id).where('user_id', '=', userId)
  return (await open.executeTakeFirst()).numDeletedRows > 0n
}

const fromBan = (ban: BanRecord): BansTable => ({
  conversation_id: ban.conversationId,
  user_id: ban.userId,
  banned_by: ban.bannedBy,
  reason: ban.reason,
  banned_at: toMs(ban.bannedAt),
})

const toBan = (row: Selectable<BansTable>): BanRecord => ({
  conversationId: row.conversation_id,
  userId: row.user_id,
  bannedBy: row.banned_by,
  reason: row.reason,
  bannedAt: toDate(row.banned_at),
})
