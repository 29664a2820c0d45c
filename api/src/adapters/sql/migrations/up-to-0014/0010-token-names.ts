import type { Kysely, Migration } from 'kysely'

/** Which access token was made or revoked. Null for what happened before, and for everything else. */
export const tokenNames: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('activity').addColumn('token_name', 'varchar(64)').execute()
  },
}
