import type { StatementResult } from '../sql/driver.ts'
import { asStoreError } from './errors.ts'
import { ThreadCalls } from './thread-calls.ts'
import type { methods } from './worker.ts'

export type SqliteThread = Awaited<ReturnType<typeof openSqliteThread>>

/** The database file in a thread of its own: the event loop never waits for a disk. */
export async function openSqliteThread(path: string) {
  const calls = await ThreadCalls.open<typeof methods>(new URL('./worker.ts', import.meta.url), path)
  return {
    /** What is committed, whether or not a transaction is open. */
    read: (sql: string, parameters: readonly unknown[]): Promise<StatementResult> =>
      inStoreErrors(calls.read('read', sql, parameters)),
    write: (sql: string, parameters: readonly unknown[]): Promise<StatementResult> =>
      inStoreErrors(calls.call('write', sql, parameters)),
    rollback: (): Promise<void> => inStoreErrors(calls.call('rollback')),
    close: (): Promise<void> => calls.close(),
  }
}

async function inStoreErrors<Result>(answer: Promise<Result>): Promise<Result> {
  try {
    return await answer
  } catch (error) {
    throw asStoreError(error)
  }
}
