import type { RawBuilder } from 'kysely'

import type { AccountStores, ConversationStores } from '../../stores/stores.ts'
import { SqlAccessTokenStore } from './accounts/access-token-store.ts'
import { SqlActivityStore } from './accounts/activity-store.ts'
import { ownStores } from './accounts/own-stores.ts'
import { SqlSessionStore } from './accounts/session-store.ts'
import { SqlThrottleStore } from './accounts/throttle-store.ts'
import { SqlUserStore } from './accounts/user-store.ts'
import { SqlBlockStore } from './blocks/block-store.ts'
import { SqlConversationStore } from './conversations/conversation-store.ts'
import { SqlMembershipStore } from './conversations/membership-store.ts'
import type { Database } from './database.ts'
import { fileStoresOn } from './files/file-stores.ts'
import { invitationStoresOn } from './invitations/invitation-stores.ts'
import { SqlBanStore } from './moderation/ban-store.ts'
import { SqlScheduledStore } from './scheduled/scheduled-store.ts'

export interface SqlStores extends AccountStores, Omit<ConversationStores, 'messages' | 'fileBytes'> {
  /** @throws Unavailable when the database does not answer */
  ping(): Promise<void>
  /** Does the work unless another instance is at such work now. */
  alone(work: () => Promise<void>): Promise<void>
  /** Finishes what is under way; whatever is asked later is refused as Unavailable. */
  close(): Promise<void>
}

/** The same stores on every dialect, with what is the time in milliseconds there. */
export function storesOn(db: Database, nowMs: RawBuilder<number>) {
  return {
    users: new SqlUserStore(db),
    sessions: new SqlSessionStore(db),
    tokens: new SqlAccessTokenStore(db),
    conversations: new SqlConversationStore(db),
    memberships: new SqlMembershipStore(db),
    blocks: new SqlBlockStore(db),
    ...invitationStoresOn(db),
    bans: new SqlBanStore(db),
    activity: new SqlActivityStore(db),
    throttles: new SqlThrottleStore(db),
    ...fileStoresOn(db),
    scheduled: new SqlScheduledStore(db, nowMs),
    ...ownStores(db),
  }
}
