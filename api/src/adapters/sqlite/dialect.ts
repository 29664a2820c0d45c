import { sql, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Kysely } from 'kysely'

import { SqlDriver } from '../sql/driver.ts'
import { Mutex } from './mutex.ts'
import { ThreadConnection } from './thread-connection.ts'
import type { SqliteThread } from './thread.ts'

/** Statements and transactions that may wait or run at a time; more are refused, so that no queue grows without end. */
const concurrentMax = 4_000

export const nowMs = sql<number>`cast(unixepoch('subsec') * 1000 as integer)`

/** Kysely over the database's thread. */
export function sqliteDialect(thread: SqliteThread) {
  const writing = new Mutex()
  const driver = new SqlDriver(() => new ThreadConnection(thread, writing), concurrentMax)
  let closing: Promise<void> | null = null
  const close = async (): Promise<void> => {
    await driver.destroy()
    await thread.close()
  }
  return {
    createAdapter: () => new TransactionalSqliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    close: () => (closing ??= close()),
  }
}

/** All migrations are one transaction, which locks other processes out and leaves nothing half done. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}
