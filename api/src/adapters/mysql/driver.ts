import type { DatabaseConnection, Driver } from 'kysely'

import { ConcurrencyGate } from '../sql/concurrency-gate.ts'
import { MysqlConnection } from './connection.ts'
import type { MysqlPool } from './pool.ts'

/** Statements and transactions that may wait or run at a time. */
const concurrentMax = 2_000

/** Kysely's own sends text with the parameters escaped into it, waits without end, and takes each error as it comes. */
export class MysqlPoolDriver implements Driver {
  readonly #pool: MysqlPool
  readonly #limitMs: number
  readonly #gate = new ConcurrencyGate(concurrentMax)

  constructor(pool: MysqlPool, limitMs: number) {
    this.#pool = pool
    this.#limitMs = limitMs
  }

  init(): Promise<void> {
    return Promise.resolve()
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#gate.enter()
    return new MysqlConnection(this.#pool, this.#limitMs)
  }

  beginTransaction(connection: DatabaseConnection): Promise<void> {
    return own(connection).begin()
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return own(connection).commit()
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return own(connection).rollback()
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    own(connection).release()
    this.#gate.leave()
  }

  /** Finishes what is under way and refuses what comes later. The pool is for its owner to close. */
  destroy(): Promise<void> {
    return this.#gate.close()
  }
}

function own(connection: DatabaseConnection): MysqlConnection {
  if (connection instanceof MysqlConnection) return connection
  throw new Error('This connection is of another driver.')
}
