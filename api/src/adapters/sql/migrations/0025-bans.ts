import type { Kysely, Migration } from 'kysely'

/** Who is shut out of which group. */
export const bans: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('bans')
      .addColumn('conversation_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('user_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('banned_by', 'varchar(36)', (column) => column.notNull())
      .addColumn('reason', 'varchar(800)', (column) => column.notNull())
      .addColumn('banned_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('bans_pk', ['user_id', 'conversation_id'])
      .execute()
    await db.schema
      .createIndex('bans_of_group')
      .on('bans')
      .columns(['conversation_id', 'banned_at', 'user_id'])
      .execute()
  },
}
