import type { Kysely, Migration } from 'kysely'

/** By which an instance finds out that somebody's memberships or sessions changed. */
export const userVersions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('users')
      .addColumn('version', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
  },
}
