import type { Kysely, Migration } from 'kysely'

/** What of a group's messages is there for those who join it from now on. */
export const history: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('conversations')
      .addColumn('history', 'varchar(16)', (column) => column.notNull().defaultTo('all'))
      .execute()
  },
}
