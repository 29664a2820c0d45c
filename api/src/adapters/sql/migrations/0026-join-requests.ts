import type { Kysely, Migration } from 'kysely'

/** Closed groups that can be found, and who asks to join them. */
export const joinRequests: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('conversations')
      .addColumn('ask_to_join', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await db.schema
      .createTable('join_requests')
      .addColumn('conversation_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('user_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('sentence', 'varchar(1200)', (column) => column.notNull())
      .addColumn('asked_at', 'bigint', (column) => column.notNull())
      .addColumn('declined_at', 'bigint')
      .addPrimaryKeyConstraint('join_requests_key', ['conversation_id', 'user_id'])
      .addForeignKeyConstraint('join_requests_user', ['user_id'], 'users', ['id'])
      .execute()
    await db.schema
      .createIndex('join_requests_of_group')
      .on('join_requests')
      .columns(['conversation_id', 'asked_at', 'user_id'])
      .execute()
    await db.schema.createIndex('join_requests_of_user').on('join_requests').column('user_id').execute()
  },
}
