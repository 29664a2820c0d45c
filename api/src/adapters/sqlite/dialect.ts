import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
} from 'kysely'

import { SqliteThreadDriver } from './driver.ts'
import type { SqliteThread } from './thread.ts'

/** Kysely over the database's thread. */
export class SqliteThreadDialect implements Dialect {
  readonly #driver: SqliteThreadDriver

  constructor(thread: SqliteThread) {
    this.#driver = new SqliteThreadDriver(thread)
  }

  createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter()
  }

  createDriver(): Driver {
    return this.#driver
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db)
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler()
  }

  /** Finishes what is under way and refuses what comes later. */
  close(): Promise<void> {
    return this.#driver.close()
  }
}

/** All migrations are one transaction, which locks other processes out and leaves nothing half done. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}
