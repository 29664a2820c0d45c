import type { Kysely, Migration } from 'kysely'

/** Whether somebody's name goes along where others forward what they wrote. */
export const forwards: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('users')
      .addColumn('named_in_forwards', 'smallint', (column) => column.notNull().defaultTo(1))
      .execute()
  },
}
