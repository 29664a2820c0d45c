import type { ConversationId, UserId } from '@parley/shared'

import type { Database } from '../database.ts'

export interface ReadPosition {
  readonly conversationId: ConversationId
  readonly userId: UserId
  readonly seq: number
}

/** Those who read one conversation live stand at the same seq, so they share the statements. */
export async function advanceAll(db: Database, positions: readonly ReadPosition[]): Promise<boolean[]> {
  const moved = new Set<ReadPosition>()
  const groups = Map.groupBy(positions, ({ conversationId, seq }) => `${conversationId} ${seq}`)
  for (const [first, ...others] of groups.values()) {
    if (!first) continue
    const below = await advance(db, first, others)
    for (const position of [first, ...others]) if (below.delete(position.userId)) moved.add(position)
  }
  return positions.map((position) => moved.has(position))
}

/** Answers with those who were below. */
async function advance(
  db: Database,
  { conversationId, userId, seq }: ReadPosition,
  others: readonly ReadPosition[],
): Promise<Set<UserId>> {
  const userIds = [userId, ...others.map((position) => position.userId)]
  const below = await db
    .selectFrom('memberships')
    .select('user_id')
    .where('conversation_id', '=', conversationId)
    .where('user_id', 'in', userIds)
    .where('read_seq', '<', seq)
    .execute()
  await db
    .updateTable('memberships')
    .set({ read_seq: seq })
    .where('conversation_id', '=', conversationId)
    .where('user_id', 'in', userIds)
    .where('read_seq', '<', seq)
    .execute()
  return new Set(below.map((row) => row.user_id))
}
