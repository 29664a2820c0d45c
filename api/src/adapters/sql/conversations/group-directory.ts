import type { ConversationId, Visibility } from '@parley/shared'

import type { NotNull } from 'kysely'

import type { GroupSearch } from '../../../stores/conversation-store.ts'
import type { Database } from '../database.ts'
import { nameWords, sortKey, wordRange } from '../name-words.ts'

/** What decides whether a group can be found, and as what. */
interface Listable {
  readonly id: ConversationId
  readonly name: string
  readonly visibility: Visibility
}

/** Only an open one is found. */
export async function relist(db: Database, { id, name, visibility }: Listable): Promise<void> {
  const listed_name = visibility === 'open' ? sortKey(name) : null
  await deleteGroupWords(db, id)
  await db.updateTable('conversations').set({ listed_name }).where('id', '=', id).execute()
  if (listed_name === null) return
  const words = nameWords(name).map((word) => ({ word, listed_name, conversation_id: id }))
  if (words.length > 0) await db.insertInto('group_words').values(words).execute()
}

export async function deleteGroupWords(db: Database, id: ConversationId): Promise<void> {
  await db.deleteFrom('group_words').where('conversation_id', '=', id).execute()
}

/** One page of the list, in its order: all of it, or what has a word that begins with the prefix. */
export function listedPage(db: Database, query: GroupSearch) {
  return query.prefix === '' ? allListed(db, query) : listedByWord(db, query)
}

function allListed(db: Database, { after, limit }: GroupSearch) {
  const name = sortKey(after?.name ?? '')
  return db
    .selectFrom('conversations')
    .select(['listed_name', 'id as conversation_id'])
    .$narrowType<{ listed_name: NotNull }>()
    .where('listed_name', '>=', name)
    .where((where) => where.or([where('listed_name', '>', name), where('id', '>', after?.id ?? firstId)]))
    .orderBy('listed_name')
    .orderBy('id')
    .limit(limit)
}

function listedByWord(db: Database, { prefix, after, limit }: GroupSearch) {
  const name = sortKey(after?.name ?? '')
  const { from, below } = wordRange(prefix)
  return db
    .selectFrom('group_words')
    .select(['listed_name', 'conversation_id'])
    .distinct()
    .where('word', '>=', from)
    .where('word', '<', below)
    .where('listed_name', '>=', name)
    .where((where) =>
      where.or([where('listed_name', '>', name), where('conversation_id', '>', after?.id ?? firstId)]),
    )
    .orderBy('listed_name')
    .orderBy('conversation_id')
    .limit(limit)
}

/** Sorts before every id. */
const firstId = '' as ConversationId
