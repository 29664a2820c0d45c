import type { ConversationId, UserId } from '@parley/shared'

import type { Database } from './database.ts'

export interface ReadPosition {
  readonly conversationId: ConversationId
  readonly userId: UserId
  readonly seq: number
}

/** Those who read one conversation live stand at the same seq, so they share a statement. */
export async function advanceAll(db: Database, positions: readonly ReadPosition[]): Promise<void> {
  const groups = Map.groupBy(positions, ({ conversationId, seq }) => `${conversationId} ${seq}`)
  for (const [first, ...others] of groups.values()) {
    if (!first) continue
    await db
      .updateTable('memberships')
      .set({ read_seq: first.seq })
      .where('conversation_id', '=', first.conversationId)
      .where(
        'user_id',
        'in',
        [first, ...others].map((position) => position.userId),
      )
      .where('read_seq', '<', first.seq)
      .execute()
  }
}
