import type { Insertable } from 'kysely'

import { StoreError } from '../../../stores/errors.ts'
import type { Database } from '../database.ts'
import type { MembershipsTable } from '../tables.ts'

export async function insertMembers(
  db: Database,
  members: readonly Omit<Insertable<MembershipsTable>, 'username'>[],
): Promise<void> {
  const ids = members.map((member) => member.user_id)
  const people = await db.selectFrom('users').select(['id', 'username']).where('id', 'in', ids).execute()
  const names = new Map(people.map(({ id, username }) => [id, username]))
  const rows = members.map((member) => {
    const username = names.get(member.user_id)
    if (username === undefined) throw new StoreError('Nobody has the id of this new member.')
    return { ...member, username }
  })
  await db.insertInto('memberships').values(rows).execute()
}
