import type { Kysely, Migration } from 'kysely'

/** Where the messages are that people have saved for later. */
export const savedMessages: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('saved_messages')
      .addColumn('user_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('conversation_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('version', 'bigint', (column) => column.notNull())
      .addColumn('saved_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('saved_messages_pk', ['user_id', 'conversation_id', 'seq'])
      .addForeignKeyConstraint('saved_messages_user', ['user_id'], 'users', ['id'])
      .execute()
    await db.schema
      .createIndex('saved_messages_by_version')
      .on('saved_messages')
      .columns(['user_id', 'version'])
      .unique()
      .execute()
    for (const name of ['saved_count', 'saved_version']) {
      await db.schema
        .alterTable('users')
        .addColumn(name, 'bigint', (column) => column.notNull().defaultTo(0))
        .execute()
    }
  },
}
