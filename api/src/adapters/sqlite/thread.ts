import type { StatementResult } from '../sql/driver.ts'
import { asStoreError } from './errors.ts'
import { ThreadCalls } from './thread-calls.ts'
import type { methods } from './worker.ts'

type Calls = ThreadCalls<typeof methods>

/** The database file in a thread of its own: the event loop never waits for a disk. */
export class SqliteThread {
  readonly #calls: Calls

  private constructor(calls: Calls) {
    this.#calls = calls
  }

  static async open(path: string): Promise<SqliteThread> {
    const script = new URL('./worker.ts', import.meta.url)
    return new SqliteThread(await ThreadCalls.open<typeof methods>(script, path))
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
