import { MysqlAdapter, type Kysely, type Migration } from 'kysely'

/** A longer name of a role than the first two had. SQLite knows no lengths. */
export const moderators: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    if (!(db.getExecutor().adapter instanceof MysqlAdapter)) return
    await db.schema
      .alterTable('memberships')
      .modifyColumn('role', 'varchar(16)', (column) => column.notNull())
      .execute()
  },
}
