import type { Kysely, Migration } from 'kysely'

/** Pictures of people and groups; their bytes are where those of files are. */
export const pictures: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('pictures')
      .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
      .addColumn('owner_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('hash', 'varchar(32)')
      .addColumn('due_at', 'bigint')
      .execute()
    const index = (name: string) => db.schema.createIndex(name).on('pictures')
    await index('pictures_of_owner').columns(['owner_id', 'hash']).execute()
    await index('pictures_due').columns(['due_at']).execute()
    for (const table of ['users', 'conversations'])
      await db.schema.alterTable(table).addColumn('picture', 'varchar(32)').execute()
  },
}
