import type { Kysely, Migration } from 'kysely'

/** When a mute ends by itself. Null for one that is ended by hand, and where there is none. */
export const muteEnds: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('memberships').addColumn('muted_until', 'bigint').execute()
  },
}
