import type { ConversationId, UserId } from '@parley/shared'

import type { Database } from '../tables.ts'

/** Those of them who are banned from the group. */
export const bannedAmong = (db: Database, id: ConversationId, userIds: readonly UserId[]) =>
  db.selectFrom('bans').select('user_id').where('conversation_id', '=', id).where('user_id', 'in', userIds)

/** The groups from which they are banned. */
export const bannedFrom = (db: Database, userId: UserId) =>
  db.selectFrom('bans').select('conversation_id').where('user_id', '=', userId)
