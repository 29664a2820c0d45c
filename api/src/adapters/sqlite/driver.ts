import {
  SelectQueryNode,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely'

import { ConcurrencyGate } from '../sql/concurrency-gate.ts'
import { Mutex } from './mutex.ts'
import type { StatementResult } from './connection.ts'
import type { SqliteThread } from './thread.ts'

/** Statements and transactions that may wait or run at a time; more are refused, so that no queue grows without end. */
const concurrentMax = 4_000

export class SqliteThreadDriver implements Driver {
  readonly #thread: SqliteThread
  readonly #writing = new Mutex()
  readonly #gate = new ConcurrencyGate(concurrentMax)
  #closing: Promise<void> | null = null

  constructor(thread: SqliteThread) {
    this.#thread = thread
  }

  init(): Promise<void> {
    return Promise.resolve()
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#gate.enter()
    return new ThreadConnection(this.#thread, this.#writing)
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

  close(): Promise<void> {
    this.#closing ??= this.#finish()
    return this.#closing
  }

  destroy(): Promise<void> {
    return this.close()
  }

  async #finish(): Promise<void> {
    await this.#gate.close()
    await this.#thread.close()
  }
}

function own(connection: DatabaseConnection): ThreadConnection {
  if (connection instanceof ThreadConnection) return connection
  throw new Error('This connection is of another driver.')
}

/** Reads outside a transaction never wait for one; everything that writes takes turns. */
class ThreadConnection implements DatabaseConnection {
  readonly #thread: SqliteThread
  readonly #writing: Mutex
  #endTurn: (() => void) | null = null

  constructor(thread: SqliteThread, writing: Mutex) {
    this.#thread = thread
    this.#writing = writing
  }

  async begin(): Promise<void> {
    this.#endTurn = await this.#writing.acquire()
    // Immediate: a transaction that began by reading could find the file taken when it comes to write.
    await this.#thread.write('BEGIN IMMEDIATE', [])
  }

  async commit(): Promise<void> {
    await this.#thread.write('COMMIT', [])
  }

  rollback(): Promise<void> {
    return this.#thread.rollback()
  }

  release(): void {
    this.#endTurn?.()
    this.#endTurn = null
  }

  async executeQuery<Row>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#endTurn) return asQueryResult(await this.#thread.write(sql, parameters))
    if (SelectQueryNode.is(query)) return asQueryResult(await this.#thread.read(sql, parameters))
    return asQueryResult(await this.#writeAlone(sql, parameters))
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Rows are not streamed from the database thread.')
  }

  async #writeAlone(sql: string, parameters: readonly unknown[]): Promise<StatementResult> {
    const endTurn = await this.#writing.acquire()
    try {
      return await this.#thread.write(sql, parameters)
    } finally {
      endTurn()
    }
  }
}

function asQueryResult<Row>({ rows, changes }: StatementResult): QueryResult<Row> {
  return { rows: rows as Row[], numAffectedRows: BigInt(changes) }
}
