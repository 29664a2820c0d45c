import type { ConversationId, UserId } from '@parley/shared'

import type { NewSilence, SilenceAct, SilenceStore } from '../../../stores/moderation/silence-store.ts'
import { raiseVersions } from '../accounts/user-versions.ts'
import { lockGroup } from '../conversations/conversation-counts.ts'
import type { Database } from '../database.ts'
import { toDate, toMs } from '../instants.ts'
import { inTransaction } from '../transaction.ts'
import { requireActingOn, rolesOf } from './required-rights.ts'

export class SqlSilenceStore implements SilenceStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  silence({ until, at, ...act }: NewSilence): Promise<boolean> {
    const { conversationId, userId, actorId } = act
    return inTransaction(this.#db, async (db) => {
      if (!(await begin(db, act))) return false
      await endSilence(db, conversationId, userId)
      await dropEnded(db, conversationId, at)
      const by = { silenced_by: actorId, silenced_at: toMs(at) }
      await db
        .insertInto('silences')
        .values({ conversation_id: conversationId, user_id: userId, until_at: toMs(until), ...by })
        .execute()
      await raise(db, conversationId, userId)
      return true
    })
  }

  lift(act: SilenceAct): Promise<boolean> {
    const { conversationId, userId } = act
    return inTransaction(this.#db, async (db) => {
      if (!(await begin(db, act)) || !(await endSilence(db, conversationId, userId))) return false
      await raise(db, conversationId, userId)
      return true
    })
  }

  async endsOf(conversationId: ConversationId, userIds: readonly UserId[]): Promise<Map<UserId, string>> {
    if (userIds.length === 0) return new Map()
    const query = this.#db.selectFrom('silences').select(['user_id', 'until_at'])
    const rows = await query
      .where('conversation_id', '=', conversationId)
      .where('user_id', 'in', userIds)
      .execute()
    return new Map(rows.map((row) => [row.user_id, toDate(row.until_at).toISOString()]))
  }
}

/** In the transaction of whoever makes them one who cannot be silenced. False where they were not. */
export async function endSilence(
  db: Database,
  conversationId: ConversationId,
  userId: UserId,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('silences')
    .where('conversation_id', '=', conversationId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** False where they are no member. @throws Outdated */
async function begin(db: Database, { conversationId, userId, actorId }: SilenceAct): Promise<boolean> {
  if (!(await lockGroup(db, conversationId))) return false
  await requireActingOn(db, conversationId, { actorId, targetId: userId }, 'silence')
  return (await rolesOf(db, conversationId, [userId])).has(userId)
}

async function dropEnded(db: Database, conversationId: ConversationId, at: Date): Promise<void> {
  const ended = db.deleteFrom('silences').where('conversation_id', '=', conversationId)
  await ended.where('until_at', '<=', toMs(at)).execute()
}

async function raise(db: Database, conversationId: ConversationId, userId: UserId): Promise<void> {
  await db
    .updateTable('conversations')
    .set((column) => ({ version: column('version', '+', 1) }))
    .where('id', '=', conversationId)
    .execute()
  await raiseVersions(db, [userId])
}
