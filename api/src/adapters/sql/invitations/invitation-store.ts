import { limits, rights, type ConversationId, type UserId } from '@parley/shared'

import type { InvitationRecord, InvitationStore, Invited } from '../../../stores/invitation-store.ts'
import type { Head } from '../../../stores/membership-store.ts'
import { toUser } from '../accounts/user-row.ts'
import { lockUsers } from '../accounts/user-versions.ts'
import { lockGroup } from '../conversations/conversation-counts.ts'
import { conversationColumns, toConversation } from '../conversations/conversation-row.ts'
import { enterOne, notYetIn } from '../conversations/group-members.ts'
import type { Database } from '../database.ts'
import { toDate, toMs } from '../instants.ts'
import { inTransaction } from '../transaction.ts'

export class SqlInvitationStore implements InvitationStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async ofUser(userId: UserId): Promise<InvitationRecord[]> {
    const rows = await this.#db
      .selectFrom('invitations')
      .innerJoin('conversations', 'conversations.id', 'invitations.conversation_id')
      .select(conversationColumns)
      .select(['invitations.inviter_id', 'invitations.invited_at'])
      .where('invitations.user_id', '=', userId)
      .orderBy('invitations.invited_at', 'desc')
      .orderBy('invitations.conversation_id')
      .execute()
    if (rows.length === 0) return []
    const inviterIds = rows.map((row) => row.inviter_id)
    const users = await this.#db.selectFrom('users').selectAll().where('id', 'in', inviterIds).execute()
    const inviters = new Map(users.map((row) => [row.id, toUser(row)]))
    return rows.flatMap((row) => {
      const inviter = inviters.get(row.inviter_id)
      return inviter
        ? [{ conversation: toConversation(row), inviter, invitedAt: toDate(row.invited_at) }]
        : []
    })
  }

  async invite(
    conversationId: ConversationId,
    inviterId: UserId,
    userIds: readonly UserId[],
    at: Date,
  ): Promise<Invited> {
    if (userIds.length === 0) return nobody
    return inTransaction(this.#db, async (db) => {
      if (!(await lockGroup(db, conversationId))) return nobody
      await lockUsers(db, [inviterId, ...userIds]) // who blocks, is invited elsewhere or deletes their account waits
      if ((await readsFrom(db, conversationId, inviterId)) === null) return nobody
      const apart = await apartAmong(db, inviterId, userIds)
      const possible = (await notYetIn(db, conversationId, userIds)).filter((id) => !apart.has(id))
      const already = await invitedAmong(db, conversationId, userIds)
      const full = await fullAmong(db, userIds)
      const fresh = possible.filter((id) => !already.has(id) && !full.has(id))
      const row = { conversation_id: conversationId, inviter_id: inviterId, invited_at: toMs(at) }
      const rows = fresh.map((user_id) => ({ ...row, user_id }))
      if (rows.length > 0) await db.insertInto('invitations').values(rows).execute()
      return { fresh, already: [...already] }
    })
  }

  accept(conversationId: ConversationId, userId: UserId, readSeq: Head, at: Date): Promise<number | null> {
    return inTransaction(this.#db, async (db) => {
      if (!(await lockGroup(db, conversationId))) return null
      const query = db.selectFrom('invitations').select('inviter_id').where('user_id', '=', userId)
      const row = await query.where('conversation_id', '=', conversationId).executeTakeFirst()
      const readsFromSeq = row ? await readsFrom(db, conversationId, row.inviter_id) : null
      if (readsFromSeq === null) return null
      return enterOne(db, conversationId, userId, { readSeq, readsFromSeq, joinedAt: toMs(at) })
    })
  }

  async decline(conversationId: ConversationId, userId: UserId): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('invitations')
      .where('user_id', '=', userId)
      .where('conversation_id', '=', conversationId)
      .executeTakeFirst()
    return numDeletedRows > 0n
  }
}

const nobody: Invited = { fresh: [], already: [] }

/** Of who may add people there; null of everybody else. */
async function readsFrom(db: Database, id: ConversationId, inviterId: UserId): Promise<number | null> {
  const query = db.selectFrom('memberships').select('reads_from_seq').where('conversation_id', '=', id)
  const row = await query.where('user_id', '=', inviterId).where('role', 'in', rights.add).executeTakeFirst()
  return row?.reads_from_seq ?? null
}

/** Those of them who have blocked this person, or are blocked by them. */
async function apartAmong(db: Database, userId: UserId, others: readonly UserId[]) {
  const blocked = db.selectFrom('blocks').select('blocked_id as id').where('blocker_id', '=', userId)
  const blockers = db.selectFrom('blocks').select('blocker_id as id').where('blocked_id', '=', userId)
  const rows = await blocked
    .where('blocked_id', 'in', others)
    .unionAll(blockers.where('blocker_id', 'in', others))
    .execute()
  return new Set(rows.map((row) => row.id))
}

async function invitedAmong(db: Database, id: ConversationId, userIds: readonly UserId[]) {
  const query = db.selectFrom('invitations').select('user_id').where('user_id', 'in', userIds)
  const rows = await query.where('conversation_id', '=', id).execute()
  return new Set(rows.map((row) => row.user_id))
}

async function fullAmong(db: Database, userIds: readonly UserId[]) {
  const rows = await db
    .selectFrom('invitations')
    .select('user_id')
    .where('user_id', 'in', userIds)
    .groupBy('user_id')
    .having(({ fn }) => fn.countAll(), '>=', limits.invitationsPerUserMax)
    .execute()
  return new Set(rows.map((row) => row.user_id))
}
