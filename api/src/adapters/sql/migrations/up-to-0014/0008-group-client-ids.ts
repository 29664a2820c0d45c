import type { Kysely, Migration } from 'kysely'

/** By which clientIds people have created groups, for ever, and what they were answered. */
export const groupClientIds: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('group_creations')
      .addColumn('creator_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('client_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('conversation_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('digest', 'varchar(64)', (column) => column.notNull())
      .addColumn('outcome', 'text')
      .addPrimaryKeyConstraint('group_creations_pk', ['creator_id', 'client_id'])
      .addForeignKeyConstraint('group_creations_creator', ['creator_id'], 'users', ['id'])
      .addForeignKeyConstraint('group_creations_group', ['conversation_id'], 'conversations', ['id'])
      .execute()
  },
}
