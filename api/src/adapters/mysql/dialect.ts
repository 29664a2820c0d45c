import { setTimeout as sleep } from 'node:timers/promises'

import {
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  sql,
  type CreateTableNode,
  type Kysely,
} from 'kysely'

import { StoreError } from '../../stores/errors.ts'
import { freeLock, takeLock } from './locks.ts'
import { SqlDriver } from '../sql/driver.ts'
import { MysqlConnection } from './connection.ts'
import type { MysqlPool } from './pool.ts'
import type { Collation } from './server.ts'

/** Statements and transactions that may wait or run at a time. */
const concurrentMax = 2_000

export const nowMs = sql<number>`cast(unix_timestamp(now(3)) * 1000 as signed)`

/** Kysely over a pool of connections to MySQL or MariaDB. */
export function mysqlDialect(pool: MysqlPool, collation: Collation, limitMs: number) {
  const driver = new SqlDriver(() => new MysqlConnection(pool, limitMs), concurrentMax)
  return {
    createAdapter: () => new LockingMysqlAdapter(lockTries),
    createDriver: () => driver,
    createIntrospector: (db: Kysely<unknown>) => new MysqlIntrospector(db),
    createQueryCompiler: () => new BinaryMysqlCompiler(collation),
    close: () => driver.destroy(),
  }
}

/** Says of every table what must not depend on how the server or its database was set up. */
class BinaryMysqlCompiler extends MysqlQueryCompiler {
  readonly #collation: Collation

  constructor(collation: Collation) {
    super()
    this.#collation = collation
  }

  protected override visitCreateTable(node: CreateTableNode): void {
    super.visitCreateTable(node)
    this.append(` engine = InnoDB default character set utf8mb4 collate ${this.#collation}`)
  }
}

/** A second between each. */
const lockTries = 60

/** Kysely's own waits for an hour and goes on without the lock when it did not get it. */
export class LockingMysqlAdapter extends MysqlAdapter {
  readonly #tries: number

  constructor(tries: number) {
    super()
    this.#tries = tries
  }

  override async acquireMigrationLock(db: Kysely<unknown>): Promise<void> {
    for (let tries = 1; tries <= this.#tries; tries++) {
      if (await takeLock(db, 'migration')) return
      await sleep(1_000)
    }
    throw new StoreError(
      'Another instance has been changing the accounts database for a minute: start again later.',
    )
  }

  override async releaseMigrationLock(db: Kysely<unknown>): Promise<void> {
    await freeLock(db, 'migration')
  }
}
