import type { ConversationId, UserId } from '@parley/shared'

import {
  countConversationsDown,
  countConversationsUp,
  countMembersUp,
  countMemberDown,
  lockGroup,
} from './conversation-counts.ts'
import type { Database } from '../database.ts'
import { rolesOf } from '../moderation/required-rights.ts'
import { endSilence } from '../moderation/silence-store.ts'
import { insertMembers } from './new-members.ts'
import { raiseVersions } from '../accounts/user-versions.ts'

interface Entering {
  readonly readSeq: number
  readonly readsFromSeq: number
  readonly joinedAt: number
}

/** Each of these runs in a transaction and begins with the group's lock, so they never interleave. */
export async function addMembers(
  db: Database,
  groupId: ConversationId,
  userIds: readonly UserId[],
  entering: Entering,
): Promise<UserId[]> {
  if (!(await lockGroup(db, groupId))) return []
  return enter(db, groupId, userIds, entering)
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
  const entered = await enter(db, groupId, [userId], { ...entering, readsFromSeq })
  return entered.length === 0 ? null : readsFromSeq
}

/** Null while it is closed. */
async function openedAt(db: Database, groupId: ConversationId): Promise<number | null> {
  const query = db.selectFrom('conversations').select('visibility_from_seq').where('id', '=', groupId)
  const row = await query.where('visibility', '=', 'open').executeTakeFirst()
  return row?.visibility_from_seq ?? null
}

/** However somebody enters, an invitation to them ends. */
export async function enter(
  db: Database,
  groupId: ConversationId,
  userIds: readonly UserId[],
  { readSeq, readsFromSeq, joinedAt }: Entering,
): Promise<UserId[]> {
  const fresh = await notYetIn(db, groupId, userIds)
  if (fresh.length === 0) return []
  await countMembersUp(db, groupId, fresh.length)
  await countConversationsUp(db, fresh, 'group')
  const all = { conversation_id: groupId, kind: 'group', role: 'member', joined_at: joinedAt } as const
  const seqs = { read_seq: Math.max(readSeq, readsFromSeq - 1), reads_from_seq: readsFromSeq }
  await insertMembers(
    db,
    fresh.map((user_id) => ({ ...all, ...seqs, user_id })),
  )
  const invitations = db.deleteFrom('invitations').where('conversation_id', '=', groupId)
  await invitations.where('user_id', 'in', fresh).execute()
  return fresh
}

export async function removeMember(db: Database, groupId: ConversationId, userId: UserId): Promise<boolean> {
  if (!(await lockGroup(db, groupId))) return false
  const { numDeletedRows } = await db
    .deleteFrom('memberships')
    .where('conversation_id', '=', groupId)
    .where('user_id', '=', userId)
    .where('role', '=', 'member')
    .executeTakeFirst()
  if (numDeletedRows === 0n) return false
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
  if (roles.get(from) !== 'owner' || roles.get(to) !== 'member') return false
  const update = db.updateTable('memberships').where('conversation_id', '=', groupId)
  await update.set({ role: 'member' }).where('user_id', '=', from).execute()
  await update.set({ role: 'owner' }).where('user_id', '=', to).execute()
  await endSilence(db, groupId, to)
  await db
    .updateTable('conversations')
    .set((column) => ({ version: column('version', '+', 1) }))
    .where('id', '=', groupId)
    .execute()
  await raiseVersions(db, [from, to])
  await db.deleteFrom('invitations').where('conversation_id', '=', groupId).execute() // which were the former owner's
  return true
}

/** Without those whose account is gone. */
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
    .execute()
  return rows.map((row) => row.id)
}
