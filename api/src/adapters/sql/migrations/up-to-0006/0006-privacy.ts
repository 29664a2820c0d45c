import type { Kysely, Migration } from 'kysely'

/** Who may write to somebody, add them and see when they are there; conversations that one has closed or hidden; invitations. */
export const privacy: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const users = db.schema.alterTable('users')
    for (const name of ['writers', 'adders', 'presence_audience']) {
      const isEveryone = users.addColumn(name, 'varchar(16)', (column) =>
        column.notNull().defaultTo('everyone'),
      )
      await isEveryone.execute()
    }
    await users.addColumn('read_receipts', 'integer', (column) => column.notNull().defaultTo(1)).execute()
    const memberships = db.schema.alterTable('memberships')
    await memberships.addColumn('is_closed', 'integer', (column) => column.notNull().defaultTo(0)).execute()
    await memberships.addColumn('hidden_seq', 'bigint').execute()
    await db.schema
      .createTable('invitations')
      .addColumn('user_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('conversation_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('inviter_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('invited_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('invitations_pk', ['user_id', 'conversation_id'])
      .addForeignKeyConstraint('invitations_user', ['user_id'], 'users', ['id'])
      .addForeignKeyConstraint('invitations_conversation', ['conversation_id'], 'conversations', ['id'])
      .addForeignKeyConstraint('invitations_inviter', ['inviter_id'], 'users', ['id'])
      .execute()
    await db.schema
      .createIndex('invitations_of_conversation')
      .on('invitations')
      .columns(['conversation_id'])
      .execute()
  },
}
