import { limits, rights, type ConversationId, type UserId } from '@parley/shared'

import type {
  Approving,
  Asking,
  Declining,
  JoinRequestPosition,
  JoinRequestRecord,
  JoinRequestStore,
} from '../../../stores/join-request-store.ts'
import { toUser } from '../accounts/user-row.ts'
import { lockUsers } from '../accounts/user-versions.ts'
import { lockGroup } from '../conversations/conversation-counts.ts'
import { enterOne, notYetIn } from '../conversations/group-members.ts'
import type { Database } from '../database.ts'
import { toDate, toMs } from '../instants.ts'
import { inTransaction } from '../transaction.ts'
import { openRequests, shownRequests } from './open-requests.ts'
import { requireRight } from './required-rights.ts'

/** What decides about a request, or ends it, does so behind the group's lock: of two at once, the first one counts. */
export class SqlJoinRequestStore implements JoinRequestStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  ask(id: ConversationId, asking: Asking): Promise<boolean> {
    const { userId, sentence, at } = asking
    return inTransaction(this.#db, async (db) => {
      if (!(await lockGroup(db, id))) return false
      await lockUsers(db, [userId]) // who deletes their account waits
      if (!(await canAsk(db, id, userId))) return false
      if (await isKnown(db, id, userId, asking.declinedSince)) return true
      await requestOf(db, id, userId).execute()
      const row = { conversation_id: id, user_id: userId, sentence, asked_at: toMs(at) }
      await db.insertInto('join_requests').values(row).execute()
      return true
    })
  }

  isKnown(id: ConversationId, userId: UserId, declinedSince: Date): Promise<boolean> {
    return isKnown(this.#db, id, userId, declinedSince)
  }

  withdraw(id: ConversationId, userId: UserId): Promise<boolean> {
    return inTransaction(this.#db, async (db) => {
      if (!(await lockGroup(db, id))) return false
      const open = requestOf(db, id, userId).where('declined_at', 'is', null)
      return (await open.executeTakeFirst()).numDeletedRows > 0n
    })
  }

  async ofUser(userId: UserId): Promise<ConversationId[]> {
    const query = openRequests(this.#db).select('conversation_id').where('user_id', '=', userId)
    return (await query.execute()).map((row) => row.conversation_id)
  }

  async page(
    id: ConversationId,
    after: JoinRequestPosition | null,
    limit: number,
  ): Promise<JoinRequestRecord[]> {
    const askedAt = after ? toMs(after.askedAt) : 0
    const rows = await shownRequests(this.#db)
      .innerJoin('users', 'users.id', 'join_requests.user_id')
      .selectAll('users')
      .select(['join_requests.sentence', 'join_requests.asked_at'])
      .where('join_requests.conversation_id', '=', id)
      .where('join_requests.asked_at', '>=', askedAt)
      .where(({ or, eb }) =>
        or([
          eb('join_requests.asked_at', '>', askedAt),
          eb('join_requests.user_id', '>', after?.userId ?? beforeAll),
        ]),
      )
      .orderBy('join_requests.asked_at')
      .orderBy('join_requests.user_id')
      .limit(limit)
      .execute()
    return rows.map((row) => ({ user: toUser(row), sentence: row.sentence, askedAt: toDate(row.asked_at) }))
  }

  async askers(id: ConversationId, limit: number): Promise<UserId[]> {
    const query = openRequests(this.#db).select('user_id').where('conversation_id', '=', id)
    return (await query.limit(limit).execute()).map((row) => row.user_id)
  }

  async deciders(id: ConversationId): Promise<UserId[]> {
    const members = this.#db.selectFrom('memberships').select('user_id').where('conversation_id', '=', id)
    const rows = await members
      .where('role', 'in', rights.approve)
      .orderBy('role', 'desc') // the owner among them, however many moderators there are
      .limit(limits.decidersToldMax)
      .execute()
    return rows.map((row) => row.user_id)
  }

  approve(id: ConversationId, { userId, byId, readSeq, at }: Approving): Promise<number | null> {
    return inTransaction(this.#db, async (db) => {
      if (!(await lockGroup(db, id))) return null
      await requireRight(db, id, byId, 'approve')
      if (!(await isShown(db, id, userId))) return null
      const readsFromSeq = await readsFrom(db, id, byId)
      return enterOne(db, id, userId, { readSeq, readsFromSeq, joinedAt: toMs(at) })
    })
  }

  decline(id: ConversationId, { userId, byId, at }: Declining): Promise<boolean> {
    return inTransaction(this.#db, async (db) => {
      if (!(await lockGroup(db, id))) return false
      await requireRight(db, id, byId, 'approve')
      if (!(await isShown(db, id, userId))) return false
      await db
        .updateTable('join_requests')
        .set({ declined_at: toMs(at), sentence: '' })
        .where('conversation_id', '=', id)
        .where('user_id', '=', userId)
        .execute()
      return true
    })
  }

  async isDeclined(id: ConversationId, userId: UserId): Promise<boolean> {
    const query = this.#db.selectFrom('join_requests').select('user_id').where('conversation_id', '=', id)
    const row = await query
      .where('user_id', '=', userId)
      .where('declined_at', 'is not', null)
      .executeTakeFirst()
    return row !== undefined
  }
}

const beforeAll = '' as UserId // sorts before every id

const requestOf = (db: Database, id: ConversationId, userId: UserId) =>
  db.deleteFrom('join_requests').where('conversation_id', '=', id).where('user_id', '=', userId)

async function canAsk(db: Database, id: ConversationId, userId: UserId): Promise<boolean> {
  const group = db.selectFrom('conversations').select('id').where('id', '=', id).where('ask_to_join', '=', 1)
  if (!(await group.executeTakeFirst())) return false
  return (await notYetIn(db, id, [userId])).length > 0
}

async function isKnown(db: Database, id: ConversationId, userId: UserId, declinedSince: Date) {
  const query = db.selectFrom('join_requests').select('declined_at').where('conversation_id', '=', id)
  const row = await query.where('user_id', '=', userId).executeTakeFirst()
  return row !== undefined && (row.declined_at === null || row.declined_at > toMs(declinedSince))
}

async function isShown(db: Database, id: ConversationId, userId: UserId): Promise<boolean> {
  const query = shownRequests(db).select('join_requests.user_id')
  const one = query.where('join_requests.conversation_id', '=', id)
  return (await one.where('join_requests.user_id', '=', userId).executeTakeFirst()) !== undefined
}

async function readsFrom(db: Database, id: ConversationId, userId: UserId): Promise<number> {
  const query = db.selectFrom('memberships').select('reads_from_seq').where('conversation_id', '=', id)
  return (await query.where('user_id', '=', userId).executeTakeFirstOrThrow()).reads_from_seq
}
