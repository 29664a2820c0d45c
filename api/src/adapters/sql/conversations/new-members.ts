import type { UserId } from '@parley/shared'
import type { Insertable } from 'kysely'

import { StoreError } from '../../../stores/errors.ts'
import type { Database } from '../database.ts'
import type { MembershipsTable } from '../tables.ts'

export async function insertMembers(
  db: Database,
  members: readonly Omit<Insertable<MembershipsTable>, 'username'>[],
): Promise<void> {
  const names = await usernames(
    db,
    members.map((member) => member.user_id),
  )
  const rows = members.map((member) => ({ ...member, username: nameOf(names, member.user_id) }))
  await db.insertInto('memberships').values(rows).execute()
}

async function usernames(db: Database, ids: readonly UserId[]): Promise<Map<UserId, string>> {
  const rows = await db.selectFrom('users').select(['id', 'username']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, username }) => [id, username]))
}

function nameOf(names: ReadonlyMap<UserId, string>, id: UserId): string {
  const name = names.get(id)
  if (name === undefined) throw new StoreError('Nobody has the id of this new member.')
  return name
}
