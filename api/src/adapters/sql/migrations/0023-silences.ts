import type { Kysely, Migration } from 'kysely'

/** Who is to write nothing in a group for a time, whether or not they are in it. */
export const silences: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('silences')
      .addColumn('conversation_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('user_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('until_at', 'bigint', (column) => column.notNull())
      .addColumn('silenced_by', 'varchar(36)', (column) => column.notNull())
      .addColumn('silenced_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('silences_of_group', ['conversation_id', 'user_id'])
      .execute()
  },
}
