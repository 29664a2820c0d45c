import type { Selectable } from 'kysely'

import type { MembershipRecord } from '../../../stores/membership-store.ts'
import { toDate } from '../instants.ts'
import type { MembershipsTable } from '../tables.ts'

export const membershipColumns = [
  'memberships.conversation_id',
  'memberships.user_id',
  'memberships.kind',
  'memberships.peer_id',
  'memberships.role',
  'memberships.muted',
  'memberships.read_seq',
  'memberships.joined_at',
  'memberships.reads_from_seq',
] as const

type MembershipRow = Omit<Selectable<MembershipsTable>, 'username' | 'shown_read_seq'>

export function toMembership(row: MembershipRow): MembershipRecord {
  return {
    conversationId: row.conversation_id,
    userId: row.user_id,
    kind: row.kind,
    peerId: row.peer_id,
    role: row.role,
    muted: row.muted === 1,
    readSeq: row.read_seq,
    readsFromSeq: row.reads_from_seq,
    joinedAt: toDate(row.joined_at),
  }
}
