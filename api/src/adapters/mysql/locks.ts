import { sql, type Kysely, type RawBuilder } from 'kysely'

/** The server frees a lock when the connection that took it ends, also when the process was killed. */
type LockName = 'migration' | 'housekeeping'

/** False when another connection has it. */
export function takeLock<Tables>(db: Kysely<Tables>, name: LockName): Promise<boolean> {
  return isOne(db, sql`get_lock(${inThisDatabase(name)}, 0)`)
}

export async function freeLock<Tables>(db: Kysely<Tables>, name: LockName): Promise<void> {
  await isOne(db, sql`release_lock(${inThisDatabase(name)})`)
}

/** All databases of a server share the names of its locks, which are at most 64 characters long. */
function inThisDatabase(name: LockName): RawBuilder<string> {
  return sql`concat('parley-', ${sql.lit(name)}, '-', left(sha2(database(), 256), 40))`
}

async function isOne<Tables>(db: Kysely<Tables>, question: RawBuilder<unknown>): Promise<boolean> {
  const { rows } = await sql<{ answer: number | null }>`select ${question} as answer`.execute(db)
  return rows[0]?.answer === 1
}
