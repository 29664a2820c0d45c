import { sql } from 'kysely'

import { SqlActivityStore } from './activity-store.ts'
import type { Database } from './database.ts'
import { SqlConversationStore } from './conversation-store.ts'
import { SqlMembershipStore } from './membership-store.ts'
import { SqlSessionStore } from './session-store.ts'
import { SqlThrottleStore } from './throttle-store.ts'
import { SqlUserStore } from './user-store.ts'

/** The same stores on every dialect. */
export function storesOn(db: Database) {
  return {
    users: new SqlUserStore(db),
    sessions: new SqlSessionStore(db),
    conversations: new SqlConversationStore(db),
    memberships: new SqlMembershipStore(db),
    activity: new SqlActivityStore(db),
    throttles: new SqlThrottleStore(db),
  }
}

/** @throws Unavailable when the database does not answer */
export const pingOf = (db: Database) => async (): Promise<void> =>
  void (await db.selectNoFrom(sql`1`.as('one')).execute())
