import type { Kysely, Migration } from 'kysely'

/** By which programs act for a person. */
export const accessTokens: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('access_tokens')
      .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
      .addColumn('token_hash', 'varchar(64)', (column) => column.notNull().unique())
      .addColumn('user_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('name', 'varchar(64)', (column) => column.notNull())
      .addColumn('scope', 'varchar(16)', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint')
      .addColumn('last_used_on', 'varchar(10)')
      .addColumn('last_used_from', 'varchar(64)')
      .addForeignKeyConstraint('access_tokens_user', ['user_id'], 'users', ['id'])
      .execute()
    const index = (name: string) => db.schema.createIndex(name).on('access_tokens')
    await index('access_tokens_of_user').columns(['user_id', 'created_at']).execute()
    await index('access_tokens_by_expiry').columns(['expires_at']).execute()
  },
}
