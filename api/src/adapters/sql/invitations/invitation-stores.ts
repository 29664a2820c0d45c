import type { Database } from '../database.ts'
import { SqlInvitationLinkStore } from './invitation-link-store.ts'
import { SqlInvitationStore } from './invitation-store.ts'

/** By name, and by link. */
export const invitationStoresOn = (db: Database) => ({
  invitations: new SqlInvitationStore(db),
  invitationLinks: new SqlInvitationLinkStore(db),
})
