import type { Kysely, Migration } from 'kysely'

/** Whether a conversation that is muted tells its member what mentions them. */
export const mentions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('memberships')
      .addColumn('tells_mentions', 'smallint', (column) => column.notNull().defaultTo(0))
      .execute()
  },
}
