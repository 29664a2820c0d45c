import type { Kysely, Migration } from 'kysely'

/** Whom people have blocked, and what is shown of a read position meanwhile. */
export const blocks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('blocks')
      .addColumn('blocker_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('blocked_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('blocked_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('blocks_pk', ['blocker_id', 'blocked_id'])
      .addForeignKeyConstraint('blocks_blocker', ['blocker_id'], 'users', ['id'])
      .addForeignKeyConstraint('blocks_blocked', ['blocked_id'], 'users', ['id'])
      .execute()
    await db.schema
      .createIndex('blocks_of_blocked')
      .on('blocks')
      .columns(['blocked_id', 'blocker_id'])
      .execute()
    await db.schema
      .alterTable('users')
      .addColumn('block_count', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await db.schema.alterTable('memberships').addColumn('shown_read_seq', 'bigint').execute()
  },
}
