import type { Kysely, Migration } from 'kysely'

/** From which seq on a group is as open or closed as it is, and from which its members read. Until now: from the first. */
export const firstSeqs: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await addSeq(db, 'conversations', 'visibility_from_seq')
    await addSeq(db, 'memberships', 'reads_from_seq')
  },
}

/** One column a statement: one that was made before an interruption is skipped. */
async function addSeq(db: Kysely<unknown>, table: string, name: string): Promise<void> {
  await db.schema
    .alterTable(table)
    .addColumn(name, 'bigint', (column) => column.notNull().defaultTo(1))
    .execute()
}
