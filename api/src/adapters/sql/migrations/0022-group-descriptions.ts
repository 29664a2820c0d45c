import type { Kysely, Migration } from 'kysely'

/** What a group is about, at more length than its topic. Null where nothing is said. */
export const groupDescriptions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('conversations').addColumn('description', 'varchar(2000)').execute()
  },
}
