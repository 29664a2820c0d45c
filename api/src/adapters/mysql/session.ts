import mysql, { type PoolConnection, type QueryResult } from 'mysql2'

import { withTimeout } from '../with-timeout.ts'
import type { StatementResult } from '../sql/driver.ts'
import { isLost, TooLate } from './errors.ts'

/** One connection to the server, while it is lent by the pool. */
export class MysqlSession {
  readonly #raw: PoolConnection
  #isOpen = true

  constructor(raw: PoolConnection) {
    this.#raw = raw
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** What is not answered in time ends the connection, which the answer would otherwise reach later. */
  async run(sql: string, parameters: readonly unknown[], limitMs: number): Promise<StatementResult> {
    try {
      return await withTimeout(
        limitMs,
        () => this.#send(sql, parameters.map(asParameter)),
        () => new TooLate(),
      )
    } catch (error) {
      if (error instanceof TooLate || (error instanceof Error && isLost(error))) this.end()
      throw error
    }
  }

  release(): void {
    if (this.#isOpen) this.#raw.release()
    this.#isOpen = false
  }

  /** Without a word to the server, which may not listen. It rolls back whatever was open. */
  end(): void {
    if (this.#isOpen) this.#raw.destroy()
    this.#isOpen = false
  }

  /** What has nothing to bind need not be prepared, and some of it (`begin`, some DDL) cannot be. */
  async #send(sql: string, parameters: ReturnType<typeof asParameter>[]): Promise<StatementResult> {
    const raw = this.#raw.promise()
    const [result] = await (parameters.length === 0 ? raw.query(sql) : raw.execute(sql, parameters))
    return toResult(result)
  }
}

/** The driver would send a number as a DOUBLE, which a limit refuses and a large integer does not survive. */
function asParameter(value: unknown) {
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? mysql.TypedParameter.BIGINT(value) : value
  if (typeof value === 'string' || value === null) return value
  throw new TypeError(`A parameter is text, a number or null, not ${typeof value}.`)
}

function toResult(result: QueryResult): StatementResult {
  if (Array.isArray(result)) return { rows: result, changes: 0 }
  return { rows: [], changes: result.affectedRows }
}
