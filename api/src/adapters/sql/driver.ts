import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'

import { ConcurrencyGate } from './concurrency-gate.ts'

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
  readonly #gate: ConcurrencyGate

  constructor(connect: () => SqlConnection, concurrentMax: number) {
    this.#connect = connect
    this.#gate = new ConcurrencyGate(concurrentMax)
  }

  init(): Promise<void> {
    return Promise.resolve()
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#gate.enter()
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
    this.#gate.leave()
  }

  /** Finishes what is under way and refuses what comes later. What is behind it is for its owner to close. */
  destroy(): Promise<void> {
    return this.#gate.close()
  }
}

function own(connection: DatabaseConnection): SqlConnection {
  if (connection instanceof SqlConnection) return connection
  throw new Error('This connection is of another driver.')
}
