import type { Selectable } from 'kysely'

import type { MembershipRecord } from '../../../stores/membership-store.ts'
import type { Database } from '../database.ts'
import { toDate, toDateOrNull, toInstantOrNull } from '../instants.ts'
import type { MembershipsTable } from '../tables.ts'

/** With what of the other person of a direct conversation decides what there is for this member. */
export const membershipsWithPeers = (db: Database) =>
  db
    .selectFrom('memberships')
    .innerJoin('users as own_user', 'own_user.id', 'memberships.user_id')
    .leftJoin('memberships as peer', (join) =>
      join
        .onRef('peer.conversation_id', '=', 'memberships.conversation_id')
        .onRef('peer.user_id', '=', 'memberships.peer_id'),
    )
    .leftJoin('silences', (join) =>
      join
        .onRef('silences.conversation_id', '=', 'memberships.conversation_id')
        .onRef('silences.user_id', '=', 'memberships.user_id'),
    )
    .leftJoin('users as peer_user', 'peer_user.id', 'memberships.peer_id')
    .select([
      'memberships.conversation_id',
      'memberships.user_id',
      'memberships.kind',
      'memberships.peer_id',
      'memberships.role',
      'memberships.muted',
      'memberships.muted_until',
      'memberships.tells_mentions',
      'memberships.read_seq',
      'memberships.joined_at',
      'memberships.reads_from_seq',
      'memberships.is_closed',
      'memberships.hidden_seq',
      'silences.until_at as silenced_until',
      'own_user.read_receipts as own_receipts',
      'peer.is_closed as peer_closed',
      'peer_user.writers as peer_writers',
      'peer_user.deleted_at as peer_deleted_at',
      'peer_user.read_receipts as peer_receipts',
    ])

type MembershipRow = Omit<Selectable<MembershipsTable>, 'username' | 'shown_read_seq'> & {
  readonly silenced_until: number | null
  readonly own_receipts: number
  readonly peer_closed: number | null
  readonly peer_writers: string | null
  readonly peer_deleted_at: number | null
  readonly peer_receipts: number | null
}

export function toMembership(row: MembershipRow): MembershipRecord {
  return {
    conversationId: row.conversation_id,
    userId: row.user_id,
    kind: row.kind,
    peerId: row.peer_id,
    role: row.role,
    muted: row.muted === 1,
    tellsMentions: row.tells_mentions === 1,
    mutedUntil: toDateOrNull(row.muted_until),
    readSeq: Math.max(row.read_seq, row.reads_from_seq - 1),
    readsFromSeq: row.reads_from_seq,
    joinedAt: toDate(row.joined_at),
    isClosed: row.is_closed === 1,
    isPeerClosed: row.peer_closed === 1 || row.peer_writers === 'nobody' || row.peer_deleted_at !== null,
    hidesReads: row.peer_id !== null && (row.own_receipts === 0 || row.peer_receipts === 0),
    silencedUntil: toInstantOrNull(row.silenced_until),
    hiddenSeq: row.hidden_seq,
  }
}
