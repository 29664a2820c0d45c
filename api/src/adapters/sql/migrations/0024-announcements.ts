import type { Kysely, Migration } from 'kysely'

/** Groups in which only those write who look after them. */
export const announcements: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('conversations')
      .addColumn('announcements', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await db.schema
      .createIndex('conversations_by_announcements')
      .on('conversations')
      .column('announcements')
      .execute()
  },
}
