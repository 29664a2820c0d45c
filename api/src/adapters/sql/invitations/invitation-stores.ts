import type { Database } from '../database.ts'
import { SqlJoinRequestStore } from '../moderation/join-request-store.ts'
import { SqlInvitationLinkStore } from './invitation-link-store.ts'
import { SqlInvitationStore } from './invitation-store.ts'

/** By name, by link, and asked for. */
export const invitationStoresOn = (db: Database) => ({
  invitations: new SqlInvitationStore(db),
  invitationLinks: new SqlInvitationLinkStore(db),
  joinRequests: new SqlJoinRequestStore(db),
})
