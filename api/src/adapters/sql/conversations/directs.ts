import type { ConversationId, UserId } from '@parley/shared'

import { raiseVersions } from '../accounts/user-versions.ts'
import type { Database } from '../database.ts'
import { membershipsWithPeers } from './membership-row.ts'

/** Of a statement, as of countConversationsDown. */
const idsMax = 500

/** Both memberships of each direct conversation of a person. @param peers with these alone */
export function bothSidesOf(db: Database, userId: UserId, peers: readonly UserId[] | null) {
  const own = db.selectFrom('memberships').select('conversation_id').where('user_id', '=', userId)
  const direct = peers ? own.where('peer_id', 'in', peers) : own.where('peer_id', 'is not', null)
  return membershipsWithPeers(db).where('memberships.conversation_id', 'in', direct)
}

/** Of whoever has a direct conversation with this person. */
export async function raiseVersionsOfPeers(db: Database, userId: UserId): Promise<void> {
  const own = db.selectFrom('memberships').select('peer_id').where('user_id', '=', userId)
  const rows = await own.where('peer_id', 'is not', null).orderBy('peer_id').execute()
  const peers = rows.flatMap(({ peer_id }) => peer_id ?? [])
  for (const some of inParts(peers)) await raiseVersions(db, some)
}

/** The conversation is closed to the other person, or open again. False when it was so, or is no direct one. */
export async function closeDirect(
  db: Database,
  id: ConversationId,
  userId: UserId,
  isClosed: 0 | 1,
): Promise<boolean> {
  const ofPerson = db.selectFrom('memberships').select(['peer_id', 'is_closed']).where('user_id', '=', userId)
  const own = await ofPerson.where('conversation_id', '=', id).executeTakeFirst()
  if (!own?.peer_id || own.is_closed === isClosed) return false
  await raiseVersions(db, [userId, own.peer_id])
  await db
    .updateTable('memberships')
    .set({ is_closed: isClosed })
    .where('conversation_id', '=', id)
    .where('user_id', '=', userId)
    .execute()
  return true
}

/** From here on the two see each other's read position as it is now. @param peerId with whom; all where it is left out */
export async function freezeReads(db: Database, userId: UserId, peerId?: UserId): Promise<void> {
  for (const ids of inParts(await directIds(db, userId, peerId).execute())) {
    const freeze = db
      .updateTable('memberships')
      .set((column) => ({ shown_read_seq: column.ref('read_seq') }))
      .where('shown_read_seq', 'is', null)
    await freeze.where('conversation_id', 'in', ids.map(idOf)).execute()
  }
}

/** The reverse, unless one of the two has blocked the other, shows nobody how far they have read, or is gone. */
export async function showReads(db: Database, userId: UserId, peerId?: UserId): Promise<void> {
  const shown = directIds(db, userId, peerId)
    .innerJoin('users as own_user', 'own_user.id', 'memberships.user_id')
    .innerJoin('users as peer', 'peer.id', 'memberships.peer_id')
    .where('own_user.read_receipts', '=', 1)
    .where('peer.read_receipts', '=', 1)
    .where('peer.deleted_at', 'is', null)
    .where('peer.id', 'not in', db.selectFrom('blocks').select('blocked_id').where('blocker_id', '=', userId))
    .where('peer.id', 'not in', db.selectFrom('blocks').select('blocker_id').where('blocked_id', '=', userId))
  for (const ids of inParts(await shown.execute())) {
    const show = db.updateTable('memberships').set({ shown_read_seq: null })
    await show.where('conversation_id', 'in', ids.map(idOf)).execute()
  }
}

function directIds(db: Database, userId: UserId, peerId?: UserId) {
  const own = db.selectFrom('memberships').select('memberships.conversation_id')
  const direct = own.where('memberships.user_id', '=', userId).where('memberships.peer_id', 'is not', null)
  return peerId === undefined ? direct : direct.where('memberships.peer_id', '=', peerId)
}

const idOf = (row: { readonly conversation_id: ConversationId }): ConversationId => row.conversation_id

const inParts = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / idsMax) }, (_, at) =>
    items.slice(at * idsMax, (at + 1) * idsMax),
  )
