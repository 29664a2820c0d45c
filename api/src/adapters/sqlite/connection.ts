import type { DatabaseSync, StatementSync } from 'node:sqlite'

import { remember } from '../../stores/remember.ts'
import type { StatementResult } from '../sql/driver.ts'

interface Prepared {
  readonly statement: StatementSync
  readonly returnsRows: boolean
}

/** Lists of ids make many texts of one query, so the number kept is bounded. */
const preparedMax = 200

/** One connection in the worker, with the statements that it used last. */
export class SqliteConnection {
  readonly #database: DatabaseSync
  readonly #prepared = new Map<string, Prepared>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  execute(sql: string, parameters: readonly unknown[]): StatementResult {
    if (!parameters.every(isParameter)) throw new TypeError('A parameter is text, a number or null.')
    const { statement, returnsRows } = this.#prepare(sql)
    if (returnsRows) return { rows: statement.all(...parameters), changes: 0 }
    return { rows: [], changes: Number(statement.run(...parameters).changes) }
  }

  /** SQLite may have rolled back by itself, as it does when the disk is full; a second time is an error. */
  rollback(): void {
    if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
  }

  close(): void {
    this.#prepared.clear()
    this.#database.close()
  }

  #prepare(sql: string): Prepared {
    const prepared = this.#prepared.get(sql) ?? this.#compile(sql)
    remember(this.#prepared, sql, prepared, preparedMax)
    return prepared
  }

  #compile(sql: string): Prepared {
    const statement = this.#database.prepare(sql)
    return { statement, returnsRows: statement.columns().length > 0 }
  }
}

/** SQLite's binding would take an object for named parameters, and without a word leave the others empty. */
const isParameter = (value: unknown): value is string | number | bigint | null =>
  value === null || ['string', 'number', 'bigint'].includes(typeof value)
