import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
} from 'kysely'

import { SqlDriver } from '../sql/driver.ts'
import { Mutex } from './mutex.ts'
import { ThreadConnection } from './thread-connection.ts'
import type { SqliteThread } from './thread.ts'

/** Statements and transactions that may wait or run at a time; more are refused, so that no queue grows without end. */
const concurrentMax = 4_000

/** Kysely over the database's thread. */
export class SqliteThreadDialect implements Dialect {
  readonly #thread: SqliteThread
  readonly #driver: SqlDriver
  #closing: Promise<void> | null = null

  constructor(thread: SqliteThread) {
    const writing = new Mutex()
    this.#thread = thread
    this.#driver = new SqlDriver(() => new ThreadConnection(thread, writing), concurrentMax)
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

  close(): Promise<void> {
    this.#closing ??= this.#finish()
    return this.#closing
  }

  async #finish(): Promise<void> {
    await this.#driver.destroy()
    await this.#thread.close()
  }
}

/** All migrations are one transaction, which locks other processes out and leaves nothing half done. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}
