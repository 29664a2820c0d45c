import { may, mayActOn, type ConversationId, type MemberRole, type Right, type UserId } from '@parley/shared'

import { Outdated } from '../../../stores/errors.ts'
import type { Database } from '../database.ts'

/**
 * Asks again in the transaction that acts, behind the group's lock: whoever was a moderator when the request came may
 * be none any more.
 * @throws Outdated
 */
export async function requireRight(
  db: Database,
  id: ConversationId,
  actorId: UserId,
  right: Right,
): Promise<void> {
  const roles = await rolesOf(db, id, [actorId])
  const role = roles.get(actorId)
  if (!role || !may(role, right)) throw new Outdated()
}

/** As `requireRight`, of what is done to another one, who may have become a moderator or the owner. @throws Outdated */
export async function requireActingOn(
  db: Database,
  id: ConversationId,
  { actorId, targetId }: { readonly actorId: UserId; readonly targetId: UserId },
  right: Right,
): Promise<void> {
  const roles = await rolesOf(db, id, [actorId, targetId])
  const role = roles.get(actorId)
  const target = roles.get(targetId) ?? 'member'
  if (!role || !mayActOn(role, right, target)) throw new Outdated()
}

export async function rolesOf(
  db: Database,
  id: ConversationId,
  userIds: readonly UserId[],
): Promise<Map<UserId, MemberRole>> {
  const query = db.selectFrom('memberships').select(['user_id', 'role']).where('conversation_id', '=', id)
  const rows = await query.where('user_id', 'in', userIds).execute()
  return new Map(rows.map((row) => [row.user_id, row.role]))
}
