import type { ConversationId, UserId } from '@parley/shared'

import type {
  Head,
  ListedConversation,
  MemberPageQuery,
  MemberRecord,
  MembershipRecord,
  MembershipStore,
  RoleChange,
} from '../../../stores/membership-store.ts'
import type { Stretch } from '../../../stores/message-store.ts'
import type { Database } from '../database.ts'
import { bothSidesOf, closeDirect } from './directs.ts'
import { addMembers, changeRole, handGroupOver, joinGroup, removeMember } from './group-members.ts'
import { toDate, toInstantOrNull, toMs } from '../instants.ts'
import { listedOf } from './inbox.ts'
import { membershipsWithPeers, toMembership } from './membership-row.ts'
import { advanceAll, type ReadPosition } from './read-positions.ts'
import { inTransaction } from '../transaction.ts'
import { toUser } from '../accounts/user-row.ts'
import { raiseVersions } from '../accounts/user-versions.ts'

export class SqlMembershipStore implements MembershipStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async of(conversationId: ConversationId, userId: UserId): Promise<MembershipRecord | null> {
    const query = membershipsWithPeers(this.#db).where('memberships.conversation_id', '=', conversationId)
    const row = await query.where('memberships.user_id', '=', userId).executeTakeFirst()
    return row ? toMembership(row) : null
  }

  async listedOne(userId: UserId, conversationId: ConversationId): Promise<ListedConversation | null> {
    const [listed] = await listedOf(this.#db, userId, conversationId)
    return listed ?? null
  }

  listed(userId: UserId): Promise<ListedConversation[]> {
    return listedOf(this.#db, userId, null)
  }

  async ofUser(userId: UserId): Promise<MembershipRecord[]> {
    const query = membershipsWithPeers(this.#db).where('memberships.user_id', '=', userId)
    return (await query.execute()).map(toMembership)
  }

  async members(conversationId: ConversationId, { after, limit }: MemberPageQuery): Promise<MemberRecord[]> {
    const rows = await this.#db
      .selectFrom('memberships')
      .innerJoin('users', 'users.id', 'memberships.user_id')
      .selectAll('users')
      .leftJoin('silences', (join) =>
        join
          .onRef('silences.conversation_id', '=', 'memberships.conversation_id')
          .onRef('silences.user_id', '=', 'memberships.user_id'),
      )
      .select(['memberships.role', 'memberships.joined_at', 'silences.until_at'])
      .where('memberships.conversation_id', '=', conversationId)
      .where('memberships.username', '>', after ?? '')
      .orderBy('memberships.username')
      .limit(limit)
      .execute()
    return rows.map((row) => ({
      user: toUser(row),
      role: row.role,
      joinedAt: toDate(row.joined_at),
      silencedUntil: toInstantOrNull(row.until_at),
    }))
  }

  async named(conversationId: ConversationId, usernames: readonly string[]): Promise<Map<string, UserId>> {
    if (usernames.length === 0) return new Map()
    const members = this.#db.selectFrom('memberships').select(['username', 'user_id'])
    const rows = await members
      .where('conversation_id', '=', conversationId)
      .where('username', 'in', usernames)
      .execute()
    return new Map(rows.map((row) => [row.username, row.user_id]))
  }

  add(
    conversationId: ConversationId,
    userIds: readonly UserId[],
    readSeq: Head,
    at: Date,
    { readsFromSeq = 1, byId }: { readonly readsFromSeq?: number; readonly byId?: UserId } = {},
  ): Promise<UserId[]> {
    const entering = { readSeq, readsFromSeq, joinedAt: toMs(at), byId: byId ?? null }
    return inTransaction(this.#db, (db) => addMembers(db, conversationId, userIds, entering))
  }

  join(conversationId: ConversationId, userId: UserId, readSeq: Head, at: Date): Promise<number | null> {
    const entering = { readSeq, joinedAt: toMs(at) }
    return inTransaction(this.#db, (db) => joinGroup(db, conversationId, userId, entering))
  }

  remove(conversationId: ConversationId, userId: UserId, byId: UserId | null = null): Promise<boolean> {
    return inTransaction(this.#db, (db) => removeMember(db, conversationId, userId, byId))
  }

  setRole(conversationId: ConversationId, change: RoleChange): Promise<boolean> {
    return inTransaction(this.#db, (db) => changeRole(db, conversationId, change))
  }

  handOver(conversationId: ConversationId, from: UserId, to: UserId): Promise<boolean> {
    return inTransaction(this.#db, (db) => handGroupOver(db, conversationId, from, to))
  }

  async setMuted(
    conversationId: ConversationId,
    userId: UserId,
    muted: boolean,
    until: Date | null,
    tellsMentions = false,
  ): Promise<void> {
    const set = {
      muted: muted ? 1 : 0,
      tells_mentions: tellsMentions ? 1 : 0,
      muted_until: until && toMs(until),
    } as const
    await ownMembership(this.#db, conversationId, userId).set(set).execute()
  }

  async setHidden(conversationId: ConversationId, userId: UserId, seq: number | null): Promise<void> {
    await ownMembership(this.#db, conversationId, userId).set({ hidden_seq: seq }).execute()
  }

  clear(conversationId: ConversationId, userId: UserId, headSeq: number): Promise<void> {
    return inTransaction(this.#db, async (db) => {
      await raiseVersions(db, [userId])
      const update = ownMembership(db, conversationId, userId).where('reads_from_seq', '<=', headSeq + 1)
      await update.set({ reads_from_seq: headSeq + 1, hidden_seq: headSeq }).execute()
    })
  }

  setClosed(conversationId: ConversationId, userId: UserId, closed: boolean): Promise<boolean> {
    return inTransaction(this.#db, (db) => closeDirect(db, conversationId, userId, closed ? 1 : 0))
  }

  async bothSidesOf(userId: UserId, peers: readonly UserId[] | null): Promise<MembershipRecord[]> {
    if (peers?.length === 0) return []
    return (await bothSidesOf(this.#db, userId, peers).execute()).map(toMembership)
  }

  async advanceRead(positions: readonly ReadPosition[]): Promise<boolean[]> {
    if (positions.length === 0) return []
    return inTransaction(this.#db, (db) => advanceAll(db, positions))
  }

  async contactsAmong(userId: UserId, others: readonly UserId[]): Promise<Set<UserId>> {
    if (others.length === 0) return new Set()
    const rows = await this.#db
      .selectFrom('memberships as own')
      .innerJoin('memberships as theirs', 'theirs.conversation_id', 'own.conversation_id')
      .select('theirs.user_id')
      .distinct()
      .where('own.user_id', '=', userId)
      .where('theirs.user_id', 'in', others)
      .execute()
    return new Set(rows.map((row) => row.user_id))
  }

  async sharedInPrivate(userId: UserId, otherId: UserId): Promise<Stretch[]> {
    const rows = await this.#db
      .selectFrom('memberships as own')
      .innerJoin('memberships as theirs', 'theirs.conversation_id', 'own.conversation_id')
      .innerJoin('conversations', 'conversations.id', 'own.conversation_id')
      .select(['own.conversation_id', 'conversations.visibility_from_seq'])
      .where('own.user_id', '=', userId)
      .where('theirs.user_id', '=', otherId)
      .where('conversations.visibility', '=', 'closed')
      .execute()
    return rows.map((row) => ({
      conversationId: row.conversation_id,
      fromSeq: row.visibility_from_seq,
    }))
  }
}

const ownMembership = (db: Database, conversationId: ConversationId, userId: UserId) =>
  db.updateTable('memberships').where('conversation_id', '=', conversationId).where('user_id', '=', userId)
