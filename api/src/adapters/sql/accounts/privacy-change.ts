import type { Privacy, UserId } from '@parley/shared'

import { freezeReads, raiseVersionsOfPeers, showReads } from '../conversations/directs.ts'
import type { Database } from '../database.ts'
import { toPrivacy } from './user-row.ts'
import { raiseVersions } from './user-versions.ts'

/** Undefined where there is nobody. Nobody changes it, or opens a direct conversation with them, before this is committed. */
export async function lockedPrivacy(db: Database, id: UserId): Promise<Privacy | undefined> {
  await raiseVersions(db, [id])
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toPrivacy(row)
}

/** What a change of these settings means for the person's direct conversations. False when it is nothing. */
export async function changeDirects(
  db: Database,
  id: UserId,
  before: Privacy,
  after: Privacy,
): Promise<boolean> {
  const isOther = before.readReceipts !== after.readReceipts
  if (!isOther && isShut(before) === isShut(after)) return false
  await raiseVersionsOfPeers(db, id) // which also locks: of two who show their marks again at once, one waits here
  if (isOther) await (after.readReceipts ? showReads(db, id) : freezeReads(db, id))
  return true
}

const isShut = ({ writers }: Privacy): boolean => writers === 'nobody'
