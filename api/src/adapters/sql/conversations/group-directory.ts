import type { ConversationId, UserId, Visibility } from '@parley/shared'
import { nameBeginnings, nameStarts } from '@parley/shared/text'

import type { NotNull } from 'kysely'

import type { GroupSearch } from '../../../stores/conversation-store.ts'
import type { Database } from '../tables.ts'
import { bannedFrom } from '../moderation/banned.ts'
import { hasWordFor, sortKey, wordRange } from '../name-words.ts'

/** What decides whether a group can be found, and as what. */
interface Listable {
  readonly id: ConversationId
  readonly name: string
  readonly visibility: Visibility
  readonly askToJoin?: boolean
}

/** Found are those that are open, and those that let people ask. */
export async function relist(db: Database, group: Listable): Promise<void> {
  const { id, name } = group
  const listed_name = group.visibility === 'open' || group.askToJoin ? sortKey(name) : null
  await deleteGroupWords(db, id)
  await db.updateTable('conversations').set({ listed_name }).where('id', '=', id).execute()
  if (listed_name === null) return
  const words = nameStarts(name).map((word) => ({ word, listed_name, conversation_id: id }))
  if (words.length > 0) await db.insertInto('group_words').values(words).execute()
}

export async function deleteGroupWords(db: Database, id: ConversationId): Promise<void> {
  await db.deleteFrom('group_words').where('conversation_id', '=', id).execute()
}

/** One page of the list, in its order: all of it, or what is found by what is typed. */
export function listedPage(db: Database, query: GroupSearch) {
  const [longest, ...others] = nameBeginnings(query.prefix)
  return longest === undefined ? allListed(db, query) : listedByWord(db, query, longest, others)
}

function allListed(db: Database, { after, limit, viewerId = nobody }: GroupSearch) {
  const name = sortKey(after?.name ?? '')
  return db
    .selectFrom('conversations')
    .select(['listed_name', 'id as conversation_id'])
    .$narrowType<{ listed_name: NotNull }>()
    .where('listed_name', '>=', name)
    .where((where) => where.or([where('listed_name', '>', name), where('id', '>', after?.id ?? firstId)]))
    .where('id', 'not in', bannedFrom(db, viewerId))
    .orderBy('listed_name')
    .orderBy('id')
    .limit(limit)
}

/** What is in the range of the longest beginning and has a word for each of the others as well. */
function listedByWord(
  db: Database,
  { after, limit, viewerId = nobody }: GroupSearch,
  longest: string,
  others: readonly string[],
) {
  const name = sortKey(after?.name ?? '')
  const { from, below } = wordRange(longest)
  return db
    .selectFrom('group_words as found')
    .select(['found.listed_name', 'found.conversation_id'])
    .distinct()
    .where('found.word', '>=', from)
    .where('found.word', '<', below)
    .where('found.listed_name', '>=', name)
    .where((where) =>
      where.or([
        where('found.listed_name', '>', name),
        where('found.conversation_id', '>', after?.id ?? firstId),
      ]),
    )
    .where(hasWordFor(others, 'group_words', 'conversation_id'))
    .where('found.conversation_id', 'not in', bannedFrom(db, viewerId))
    .orderBy('found.listed_name')
    .orderBy('found.conversation_id')
    .limit(limit)
}

/** Sorts before every id. */
const firstId = '' as ConversationId

const nobody = '' as UserId
