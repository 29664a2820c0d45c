import type { Kysely } from 'kysely'

import type { Database } from '../database.ts'
import type { Tables } from '../tables.ts'

export type Row = Readonly<Record<string, string | number | null>>

type AnyTables = Record<string, Record<string, string | number | null>>

export interface ArchivedTable {
  readonly name: keyof Tables
  /** The columns of its primary key, in their order. */
  readonly key: readonly string[]
}

/** All tables, those that others refer to first. */
export const archivedTables: readonly ArchivedTable[] = [
  { name: 'users', key: ['id'] },
  { name: 'user_words', key: ['word', 'username'] },
  { name: 'sessions', key: ['id_hash'] },
  { name: 'access_tokens', key: ['id'] },
  { name: 'activity', key: ['position'] },
  { name: 'throttles', key: ['throttle_key'] },
  { name: 'conversations', key: ['id'] },
  { name: 'group_words', key: ['word', 'listed_name', 'conversation_id'] },
  { name: 'memberships', key: ['conversation_id', 'user_id'] },
  { name: 'blocks', key: ['blocker_id', 'blocked_id'] },
  { name: 'invitations', key: ['user_id', 'conversation_id'] },
  { name: 'invitation_links', key: ['id'] },
  { name: 'silences', key: ['conversation_id', 'user_id'] },
  { name: 'bans', key: ['user_id', 'conversation_id'] },
  { name: 'join_requests', key: ['conversation_id', 'user_id'] },
  { name: 'group_creations', key: ['creator_id', 'client_id'] },
  { name: 'files', key: ['id'] },
  { name: 'saved_messages', key: ['user_id', 'conversation_id', 'seq'] },
  { name: 'pictures', key: ['id'] },
  { name: 'scheduled_messages', key: ['user_id', 'conversation_id', 'client_id'] },
  { name: 'drafts', key: ['user_id', 'conversation_id'] },
]

/** Rows as they are, for who moves them from one database into another. */
export class TableArchive {
  readonly #db: Kysely<AnyTables>

  constructor(db: Database) {
    this.#db = db as unknown as Kysely<AnyTables> // to it, all tables are alike
  }

  /** In order of the key. Null begins at the beginning. */
  exportAfter({ name, key }: ArchivedTable, after: Row | null, limit: number): Promise<Row[]> {
    let query = this.#db.selectFrom(name).selectAll().limit(limit)
    for (const column of key) query = query.orderBy(column)
    if (after)
      query = query.where(({ eb, and, or }) =>
        or(
          key.map((column, at) =>
            and([
              ...key.slice(0, at).map((before) => eb(before, '=', after[before] ?? null)),
              eb(column, '>', after[column] ?? null),
            ]),
          ),
        ),
      )
    return query.execute()
  }

  async importRows({ name }: ArchivedTable, rows: readonly Row[]): Promise<void> {
    if (rows.length > 0) await this.#db.insertInto(name).values(rows).execute()
  }

  async last({ name, key }: ArchivedTable): Promise<Row | null> {
    let query = this.#db.selectFrom(name).selectAll().limit(1)
    for (const column of key) query = query.orderBy(column, 'desc')
    return (await query.executeTakeFirst()) ?? null
  }
}
