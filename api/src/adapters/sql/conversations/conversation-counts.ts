import { limits, type ConversationId, type ConversationKind, type UserId } from '@parley/shared'

import { LimitReached } from '../../../stores/errors.ts'
import type { Database } from '../database.ts'

/** Locks the group's row, so that its changes follow each other. False when there is none, or it has ended. */
export async function lockGroup(db: Database, id: ConversationId): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('conversations')
    .set((column) => ({ version: column.ref('version') }))
    .where('id', '=', id)
    .where('kind', '=', 'group')
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** @throws LimitReached when the group has no room for them all */
export async function countMembersUp(db: Database, id: ConversationId, by: number): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('conversations')
    .set((column) => ({ member_count: column('member_count', '+', by), version: column('version', '+', 1) }))
    .where('id', '=', id)
    .where('member_count', '<=', limits.groupMembersMax - by)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new LimitReached('members-of-group')
}

/** Groups leave room for direct conversations. */
const conversationsMax = {
  group: limits.conversationsPerUserMax - limits.conversationsKeptForDirect,
  direct: limits.conversationsPerUserMax,
  notes: limits.conversationsPerUserMax,
} as const satisfies Record<ConversationKind, number>

/**
 * One conversation more for each of them, and another version.
 * @throws LimitReached when one of them is in as many as one can be in to enter one of this kind
 */
export async function countConversationsUp(
  db: Database,
  userIds: readonly UserId[],
  kind: ConversationKind,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set((column) => ({
      conversation_count: column('conversation_count', '+', 1),
      version: column('version', '+', 1),
    }))
    .where('id', 'in', userIds)
    .where('conversation_count', '<', conversationsMax[kind])
    .executeTakeFirst()
  if (numUpdatedRows < BigInt(userIds.length)) throw new LimitReached('conversations-of-user')
}

export async function countMemberDown(db: Database, id: ConversationId): Promise<void> {
  await db
    .updateTable('conversations')
    .set((column) => ({ member_count: column('member_count', '-', 1), version: column('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Of a statement: with more ids it would hold the database up for others, or be too long for it. */
const usersMax = 500

/** One conversation less for each of them, and another version. */
export async function countConversationsDown(db: Database, userIds: readonly UserId[]): Promise<void> {
  for (let at = 0; at < userIds.length; at += usersMax) {
    await db
      .updateTable('users')
      .set((column) => ({
        conversation_count: column('conversation_count', '-', 1),
        version: column('version', '+', 1),
      }))
      .where('id', 'in', userIds.slice(at, at + usersMax))
      .execute()
  }
}
