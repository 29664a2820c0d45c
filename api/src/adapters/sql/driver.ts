import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'

import { Unavailable } from '../../stores/errors.ts'

export interface StatementResult {
  readonly rows: unknown[]
  readonly changes: number
}

/** One lone statement, or the statements of one transaction. */
export abstract class SqlConnection implements DatabaseConnection {
  abstract begin(): Promise<void>
  abstract commit(): Promise<void>
  abstract rollback(): Promise<void>
  abstract release(): void
  protected abstract execute(query: CompiledQuery): Promise<StatementResult>

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, changes } = await this.execute(query)
    return { rows: rows as Row[], numAffectedRows: BigInt(changes) }
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Rows are not streamed.')
  }
}

/** Statements and transactions of one database; more than may wait or run at a time are refused. */
export class SqlDriver implements Driver {
  readonly #connect: () => SqlConnection
  readonly #concurrentMax: number
  readonly #idle = Promise.withResolvers<void>()
  #count = 0
  #closing = false

  constructor(connect: () => SqlConnection, concurrentMax: number) {
    this.#connect = connect
    this.#concurrentMax = concurrentMax
  }

  init(): Promise<void> {
    return Promise.resolve()
  }

  /** @throws Unavailable when it is closed, or so many are at work that a queue would grow without end */
  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#closing) throw new Unavailable('The database is closed.')
    if (this.#count >= this.#concurrentMax)
      throw new Unavailable('Too many statements wait for the database.')
    this.#count += 1
    return this.#connect()
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
    this.#count -= 1
    if (this.#closing && this.#count === 0) this.#idle.resolve()
  }

  /** Finishes what is under way and refuses what comes later. What is behind it is for its owner to close. */
  async destroy(): Promise<void> {
    this.#closing = true
    if (this.#count > 0) await this.#idle.promise
  }
}

function own(connection: DatabaseConnection): SqlConnection {
  if (connection instanceof SqlConnection) return connection
  throw new Error('This connection is of another driver.')
}
