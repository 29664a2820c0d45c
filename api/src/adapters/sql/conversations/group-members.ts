import { may, type ConversationId, type UserId } from '@parley/shared'

import type { Head, RoleChange } from '../../../stores/membership-store.ts'
import {
  countConversationsDown,
  countConversationsUp,
  countMembersUp,
  countMemberDown,
  lockGroup,
} from './conversation-counts.ts'
import type { Database } from '../database.ts'
import { bannedAmong } from '../moderation/banned.ts'
import { requireActingOn, requireRight, rolesOf } from '../moderation/required-rights.ts'
import { endSilence } from '../moderation/silence-store.ts'
import { insertMembers } from './new-members.ts'
import { raiseVersions } from '../accounts/user-versions.ts'

interface Entering {
  readonly readSeq: Head
  readonly readsFromSeq: number
  readonly joinedAt: number
}

/** Each of these runs in a transaction and begins with the group's lock, so they never interleave. */
export async function addMembers(
  db: Database,
  groupId: ConversationId,
  userIds: readonly UserId[],
  { byId, ...entering }: Entering & { readonly byId: UserId | null },
): Promise<UserId[]> {
  if (!(await lockGroup(db, groupId))) return []
  if (byId) await requireRight(db, groupId, byId, 'add')
  return (await enter(db, groupId, userIds, entering)).fresh
}

/** Whether it is open is asked again here, where nobody closes it meanwhile. */
export async function joinGroup(
  db: Database,
  groupId: ConversationId,
  userId: UserId,
  entering: Omit<Entering, 'readsFromSeq'>,
): Promise<number | null> {
  if (!(await lockGroup(db, groupId))) return null
  const readsFromSeq = await openedAt(db, groupId)
  if (readsFromSeq === null) return null
  return enterOne(db, groupId, userId, { ...entering, readsFromSeq })
}

/** Answers with where they read from; null when they were in it. */
export async function enterOne(
  db: Database,
  groupId: ConversationId,
  userId: UserId,
  entering: Entering,
): Promise<number | null> {
  const { fresh, readsFromSeq } = await enter(db, groupId, [userId], entering)
  return fresh.length === 0 ? null : readsFromSeq
}

/** Null while it is closed. */
async function openedAt(db: Database, groupId: ConversationId): Promise<number | null> {
  const query = db.selectFrom('conversations').select('visibility_from_seq').where('id', '=', groupId)
  const row = await query.where('visibility', '=', 'open').executeTakeFirst()
  return row?.visibility_from_seq ?? null
}

/**
 * However somebody enters, an invitation to them ends, and what they have asked for. The last message is asked for
 * here, behind the lock: what was written before one enters is below the start where newcomers read from joining on,
 * and what comes after is above it.
 */
async function enter(
  db: Database,
  groupId: ConversationId,
  userIds: readonly UserId[],
  { readSeq, readsFromSeq: least, joinedAt }: Entering,
): Promise<{ fresh: UserId[]; readsFromSeq: number }> {
  const fresh = await notYetIn(db, groupId, userIds)
  if (fresh.length === 0) return { fresh, readsFromSeq: least }
  await countMembersUp(db, groupId, fresh.length)
  await countConversationsUp(db, fresh, 'group')
  const all = { conversation_id: groupId, kind: 'group', role: 'member', joined_at: joinedAt } as const
  const head = typeof readSeq === 'number' ? readSeq : await readSeq()
  const readsFromSeq = (await isFromJoining(db, groupId)) ? Math.max(head + 1, least) : least
  const seqs = { read_seq: Math.max(head, readsFromSeq - 1), reads_from_seq: readsFromSeq }
  await insertMembers(
    db,
    fresh.map((user_id) => ({ ...all, ...seqs, user_id })),
  )
  const invitations = db.deleteFrom('invitations').where('conversation_id', '=', groupId)
  await invitations.where('user_id', 'in', fresh).execute()
  const requests = db.deleteFrom('join_requests').where('conversation_id', '=', groupId)
  await requests.where('user_id', 'in', fresh).execute()
  return { fresh, readsFromSeq }
}

async function isFromJoining(db: Database, groupId: ConversationId): Promise<boolean> {
  const query = db.selectFrom('conversations').select('id').where('id', '=', groupId)
  return (await query.where('history', '=', 'from-joining').executeTakeFirst()) !== undefined
}

/** @param byId who removes another one */
export async function removeMember(
  db: Database,
  groupId: ConversationId,
  userId: UserId,
  byId: UserId | null,
): Promise<boolean> {
  if (!(await lockGroup(db, groupId))) return false
  if (byId) await requireActingOn(db, groupId, { actorId: byId, targetId: userId }, 'remove')
  return endMembership(db, groupId, userId)
}

/** Behind the group's lock. The owner's goes on. */
export async function endMembership(db: Database, groupId: ConversationId, userId: UserId): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('memberships')
    .where('conversation_id', '=', groupId)
    .where('user_id', '=', userId)
    .where('role', '<>', 'owner')
    .executeTakeFirst()
  if (numDeletedRows === 0n) return false
  await endInvitationsOf(db, groupId, userId)
  await countMemberDown(db, groupId)
  await countConversationsDown(db, [userId])
  return true
}

export async function handGroupOver(
  db: Database,
  groupId: ConversationId,
  from: UserId,
  to: UserId,
): Promise<boolean> {
  if (!(await lockGroup(db, groupId))) return false
  const roles = await rolesOf(db, groupId, [from, to])
  if (from === to || roles.get(from) !== 'owner' || !roles.has(to)) return false
  const update = db.updateTable('memberships').where('conversation_id', '=', groupId)
  await update.set({ role: 'member' }).where('user_id', '=', from).execute()
  await update.set({ role: 'owner' }).where('user_id', '=', to).execute()
  await endSilence(db, groupId, to)
  await raiseGroupVersion(db, groupId)
  await raiseVersions(db, [from, to])
  await endInvitationsOf(db, groupId, from)
  return true
}

/** The owner's role is handed over, and never changed so. */
export async function changeRole(
  db: Database,
  groupId: ConversationId,
  { userId, role, byId }: RoleChange,
): Promise<boolean> {
  if (!(await lockGroup(db, groupId))) return false
  await requireActingOn(db, groupId, { actorId: byId, targetId: userId }, 'changeRoles')
  const { numUpdatedRows } = await db
    .updateTable('memberships')
    .set({ role })
    .where('conversation_id', '=', groupId)
    .where('user_id', '=', userId)
    .where('role', '<>', role)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  if (may(role, 'announce')) await endSilence(db, groupId, userId)
  await raiseGroupVersion(db, groupId)
  await raiseVersions(db, [userId])
  if (!may(role, 'add')) await endInvitationsOf(db, groupId, userId)
  return true
}

/** Whoever may add nobody any more has invited nobody. */
const endInvitationsOf = (db: Database, groupId: ConversationId, inviterId: UserId) =>
  db
    .deleteFrom('invitations')
    .where('conversation_id', '=', groupId)
    .where('inviter_id', '=', inviterId)
    .execute()

const raiseGroupVersion = (db: Database, groupId: ConversationId) =>
  db
    .updateTable('conversations')
    .set((column) => ({ version: column('version', '+', 1) }))
    .where('id', '=', groupId)
    .execute()

/** Without those whose account is gone, and who are banned: by whatever way somebody enters, they are asked for here. */
export async function notYetIn(
  db: Database,
  id: ConversationId,
  userIds: readonly UserId[],
): Promise<UserId[]> {
  if (userIds.length === 0) return []
  const members = db.selectFrom('memberships').select('user_id').where('conversation_id', '=', id)
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('id', 'in', userIds)
    .where('deleted_at', 'is', null)
    .where('id', 'not in', members.where('user_id', 'in', userIds))
    .where('id', 'not in', bannedAmong(db, id, userIds))
    .execute()
  return rows.map((row) => row.id)
}
