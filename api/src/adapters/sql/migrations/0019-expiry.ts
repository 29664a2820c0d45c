import type { Kysely, Migration } from 'kysely'

/** After how long messages of a conversation disappear; null where they stay. */
export const expiry: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('conversations').addColumn('expire_after_seconds', 'integer').execute()
    await db.schema
      .createIndex('conversations_by_expiry')
      .on('conversations')
      .column('expire_after_seconds')
      .execute()
  },
}
