import type { ConversationId, UserId } from '@parley/shared'

import type { ListedConversation } from '../../../stores/membership-store.ts'
import type { User } from '../../../stores/user-store.ts'
import { conversationColumns, toConversation } from './conversation-row.ts'
import type { Database } from '../database.ts'
import { membershipsWithPeers, toMembership } from './membership-row.ts'
import { toUser } from '../accounts/user-row.ts'
import { requestCounts } from '../moderation/open-requests.ts'

/** Three queries however many there are: the conversations, the people of the direct ones, and who asks to join. */
export async function listedOf(
  db: Database,
  userId: UserId,
  only: ConversationId | null,
): Promise<ListedConversation[]> {
  const rows = await conversationsOf(db, userId, only).execute()
  const peers = await peersOf(db, userId, only)
  const requests = await requestCounts(db, userId, only)
  return rows.map((row) => ({
    conversation: toConversation(row),
    membership: toMembership(row),
    peer: peerOf(peers, row.peer_id, row.peer_read_seq),
    joinRequests: requests.get(row.conversation_id) ?? 0,
  }))
}

function conversationsOf(db: Database, userId: UserId, only: ConversationId | null) {
  return membershipsWithPeers(db)
    .innerJoin('conversations', 'conversations.id', 'memberships.conversation_id')
    .select(conversationColumns)
    .select(({ fn }) => fn.coalesce('peer.shown_read_seq', 'peer.read_seq').as('peer_read_seq'))
    .where('memberships.user_id', '=', userId)
    .$if(only !== null, (query) => query.where('memberships.conversation_id', '=', only))
}

async function peersOf(
  db: Database,
  userId: UserId,
  only: ConversationId | null,
): Promise<Map<UserId, User>> {
  const ids = db
    .selectFrom('memberships')
    .select('peer_id')
    .where('user_id', '=', userId)
    .$if(only !== null, (query) => query.where('conversation_id', '=', only))
  const rows = await db.selectFrom('users').selectAll().where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, toUser(row)]))
}

function peerOf(
  peers: ReadonlyMap<UserId, User>,
  id: UserId | null,
  readSeq: number | null,
): ListedConversation['peer'] {
  const user = id === null ? undefined : peers.get(id)
  return user && readSeq !== null ? { user, readSeq } : null
}
