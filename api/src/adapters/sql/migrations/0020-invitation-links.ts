import type { Kysely, Migration } from 'kysely'

/** By which people join groups, and register. */
export const invitationLinks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('invitation_links')
      .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
      .addColumn('token_hash', 'varchar(64)', (column) => column.notNull().unique())
      .addColumn('conversation_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('maker_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('note', 'varchar(400)', (column) => column.notNull())
      .addColumn('uses', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('uses_max', 'integer')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint')
      .addColumn('revoked_at', 'bigint')
      .addColumn('revoked_by', 'varchar(36)')
      .addForeignKeyConstraint('invitation_links_maker', ['maker_id'], 'users', ['id'])
      .execute()
    await db.schema
      .createIndex('invitation_links_of_group')
      .on('invitation_links')
      .columns(['conversation_id', 'created_at', 'id'])
      .execute()
  },
}
