import { may, type MemberRole } from '@parley/shared'
import type { Selectable } from 'kysely'

import type { LinkRecord } from '../../../stores/invitation-link-store.ts'
import type { Database } from '../database.ts'
import { toDate, toDateOrNull } from '../instants.ts'
import type { InvitationLinksTable } from './link-table.ts'

type LinkRow = Selectable<InvitationLinksTable> & { readonly maker_role: MemberRole | null }

/** With what the maker is in the group now. */
export const linkRows = (db: Database) =>
  db
    .selectFrom('invitation_links')
    .leftJoin('memberships', (join) =>
      join
        .onRef('memberships.conversation_id', '=', 'invitation_links.conversation_id')
        .onRef('memberships.user_id', '=', 'invitation_links.maker_id'),
    )
    .selectAll('invitation_links')
    .select('memberships.role as maker_role')

export const toLink = (row: LinkRow): LinkRecord => ({
  id: row.id,
  hash: row.token_hash,
  conversationId: row.conversation_id,
  makerId: row.maker_id,
  note: row.note,
  uses: row.uses,
  usesMax: row.uses_max,
  createdAt: toDate(row.created_at),
  expiresAt: toDateOrNull(row.expires_at),
  revoked: revocationIn(row),
  makerMay: row.maker_role !== null && may(row.maker_role, 'invite'),
})

const revocationIn = ({ revoked_at: at, revoked_by: by }: LinkRow): LinkRecord['revoked'] =>
  at === null || by === null ? null : { at: toDate(at), by }
