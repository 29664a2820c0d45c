import type { Insertable, Selectable } from 'kysely'

import type { StoredSession } from '../../../stores/accounts/session-store.ts'
import { toDate, toMs } from '../instants.ts'
import type { SessionsTable } from '../tables.ts'

/** Keeps the id refused and forgets the rest, also the owner's name of the session, which may go on under another id. */
export function tombstone(at: Date) {
  return { ended_at: toMs(at), session_id: null, data: '', device: '', address: '' }
}

/** The tombstone of an id that was never stored needs to outlive only the requests under way. */
const unknownTombstoneMs = 24 * 60 * 60 * 1000

export function unknownTombstone(idHash: string, at: number): Insertable<SessionsTable> {
  const instants = { created_at: at, last_seen_at: at, expires_at: at + unknownTombstoneMs, ended_at: at }
  return { id_hash: idHash, session_id: null, user_id: null, data: '', device: '', address: '', ...instants }
}

export function fromSession(session: StoredSession): Insertable<SessionsTable> {
  return {
    id_hash: session.idHash,
    session_id: session.sessionId,
    user_id: session.userId,
    data: session.data,
    device: session.device,
    address: session.address,
    created_at: toMs(session.createdAt),
    last_seen_at: toMs(session.lastSeenAt),
    expires_at: toMs(session.expiresAt),
  }
}

export function toSession(row: Selectable<SessionsTable>): StoredSession {
  if (row.session_id === null || row.user_id === null) throw new Error('A session without a user was stored.')
  return {
    idHash: row.id_hash,
    sessionId: row.session_id,
    userId: row.user_id,
    data: row.data,
    device: row.device,
    address: row.address,
    createdAt: toDate(row.created_at),
    lastSeenAt: toDate(row.last_seen_at),
    expiresAt: toDate(row.expires_at),
  }
}
