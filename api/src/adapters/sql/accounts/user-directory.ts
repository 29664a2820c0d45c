import type { UserId } from '@parley/shared'
import { nameBeginnings, nameStarts, withoutAt } from '@parley/shared/text'

import type { User, UserSearch } from '../../../stores/user-store.ts'
import type { Database } from '../tables.ts'
import { wordRange } from '../name-words.ts'

/** What somebody is found by. */
type Named = Pick<User, 'username' | 'displayName'>

export async function insertUserWords(db: Database, users: readonly Named[]): Promise<void> {
  const rows = users.flatMap(({ username, displayName }) =>
    [...new Set([...nameStarts(username), ...nameStarts(displayName)])].map((word) => ({ word, username })),
  )
  if (rows.length > 0) await db.insertInto('user_words').values(rows).execute()
}

/** The words of deleted accounts are gone, so nobody finds them. */
export async function deleteUserWords(db: Database, usernames: readonly string[]): Promise<void> {
  await db.deleteFrom('user_words').where('username', 'in', usernames).execute()
}

/** One page of the usernames of all, or of those who are found by what is typed. */
export function usernamesPage(db: Database, query: UserSearch) {
  const [longest, ...others] = nameBeginnings(query.prefix)
  return longest === undefined ? everyone(db, query) : named(db, query, longest, others)
}

function everyone(db: Database, { after, limit, viewerId, acquaintedOnly }: UserSearch) {
  return db
    .selectFrom('users')
    .select('username')
    .where('username', '>', after ?? '')
    .where('deleted_at', 'is', null)
    .where('username', 'not in', whoHasBlocked(db, viewerId))
    .where('id', 'not in', blockedBy(db, viewerId))
    .where(({ and, eb }) => and(acquaintedOnly ? [eb('username', 'in', acquaintances(db, viewerId))] : []))
    .orderBy('username')
    .limit(limit)
}

/** Those in the range of the longest beginning, of whom each has a word for each of the others as well. */
function named(
  db: Database,
  { prefix, after, limit, viewerId, acquaintedOnly }: UserSearch,
  longest: string,
  others: readonly string[],
) {
  const { from, below } = wordRange(longest)
  return db
    .selectFrom('user_words as found')
    .select('found.username')
    .distinct()
    .where('found.word', '>=', from)
    .where('found.word', '<', below)
    .where('found.username', '>', after ?? '')
    .where(({ and, exists, selectFrom }) =>
      and(
        others
          .map(wordRange)
          .map((other) =>
            exists(
              selectFrom('user_words as other')
                .select('other.word')
                .whereRef('other.username', '=', 'found.username')
                .where('other.word', '>=', other.from)
                .where('other.word', '<', other.below),
            ),
          ),
      ),
    )
    .where(({ or, and, eb }) =>
      or([
        eb('found.username', '=', withoutAt(prefix)),
        and([
          eb('found.username', 'not in', whoHasBlocked(db, viewerId)),
          ...(acquaintedOnly ? [eb('found.username', 'in', acquaintances(db, viewerId))] : []),
        ]),
      ]),
    )
    .orderBy('found.username')
    .limit(limit)
}

/** In the query and not after it, or a page would be the shorter for them. */
const whoHasBlocked = (db: Database, viewerId: UserId) =>
  db
    .selectFrom('blocks')
    .innerJoin('users as blocker', 'blocker.id', 'blocks.blocker_id')
    .select('blocker.username')
    .where('blocks.blocked_id', '=', viewerId)

const blockedBy = (db: Database, viewerId: UserId) =>
  db.selectFrom('blocks').select('blocked_id').where('blocker_id', '=', viewerId)

const acquaintances = (db: Database, viewerId: UserId) =>
  db
    .selectFrom('memberships as own')
    .innerJoin('memberships as theirs', 'theirs.conversation_id', 'own.conversation_id')
    .select('theirs.username')
    .where('own.user_id', '=', viewerId)
    .where('theirs.user_id', '!=', viewerId)
