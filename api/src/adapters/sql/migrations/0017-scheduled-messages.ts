import type { Kysely, Migration } from 'kysely'

/** Messages that are to be sent later. */
export const scheduledMessages: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('scheduled_messages')
      .addColumn('user_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('conversation_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('client_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('reply_to', 'bigint')
      .addColumn('attachments', 'text', (column) => column.notNull())
      .addColumn('send_at', 'bigint', (column) => column.notNull())
      .addColumn('time_zone', 'varchar(64)')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('failure', 'varchar(64)')
      .addColumn('version', 'bigint', (column) => column.notNull())
      .addColumn('due_at', 'bigint')
      .addColumn('leased_until', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('scheduled_messages_pk', ['user_id', 'conversation_id', 'client_id'])
      .addForeignKeyConstraint('scheduled_messages_user', ['user_id'], 'users', ['id'])
      .execute()
    await db.schema
      .createIndex('scheduled_messages_due')
      .on('scheduled_messages')
      .columns(['due_at'])
      .execute()
  },
}
