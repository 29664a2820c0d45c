import type { Kysely, Migration } from 'kysely'

/** What people have typed and not sent, for their other devices. */
export const drafts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('drafts')
      .addColumn('user_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('conversation_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('reply_to', 'bigint')
      .addColumn('file_count', 'integer', (column) => column.notNull())
      .addColumn('version', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('drafts_pk', ['user_id', 'conversation_id'])
      .addForeignKeyConstraint('drafts_user', ['user_id'], 'users', ['id'])
      .execute()
    await db.schema
      .createIndex('drafts_by_version')
      .on('drafts')
      .columns(['user_id', 'version'])
      .unique()
      .execute()
    for (const name of ['draft_count', 'draft_version', 'draft_cleared_version']) {
      await db.schema
        .alterTable('users')
        .addColumn(name, 'bigint', (column) => column.notNull().defaultTo(0))
        .execute()
    }
  },
}
