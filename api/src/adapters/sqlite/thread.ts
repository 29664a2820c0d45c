import { asStoreError } from './errors.ts'
import type { StatementResult } from './connection.ts'
import { ThreadCalls } from './thread-calls.ts'

/** The database file in a thread of its own: the event loop never waits for a disk. */
export class SqliteThread {
  readonly #calls: ThreadCalls

  private constructor(calls: ThreadCalls) {
    this.#calls = calls
  }

  static async open(path: string): Promise<SqliteThread> {
    return new SqliteThread(await ThreadCalls.open(new URL('./worker.ts', import.meta.url), path))
  }

  /** What is committed, whether or not a transaction is open. */
  read(sql: string, parameters: readonly unknown[]): Promise<StatementResult> {
    return inStoreErrors(this.#calls.read('read', sql, parameters))
  }

  write(sql: string, parameters: readonly unknown[]): Promise<StatementResult> {
    return inStoreErrors(this.#calls.call('write', sql, parameters))
  }

  rollback(): Promise<void> {
    return inStoreErrors(this.#calls.call('rollback'))
  }

  close(): Promise<void> {
    return this.#calls.close()
  }
}

async function inStoreErrors<Result>(answer: Promise<Result>): Promise<Result> {
  try {
    return await answer
  } catch (error) {
    throw asStoreError(error)
  }
}
