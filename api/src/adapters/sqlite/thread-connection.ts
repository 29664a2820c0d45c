import { SelectQueryNode, type CompiledQuery } from 'kysely'

import { SqlConnection, type StatementResult } from '../sql/driver.ts'
import type { Mutex } from './mutex.ts'
import type { SqliteThread } from './thread.ts'

/** Reads outside a transaction never wait for one; of everything that writes, one goes at a time. */
export class ThreadConnection extends SqlConnection {
  readonly #thread: SqliteThread
  readonly #writing: Mutex
  #unlock: (() => void) | null = null

  constructor(thread: SqliteThread, writing: Mutex) {
    super()
    this.#thread = thread
    this.#writing = writing
  }

  async begin(): Promise<void> {
    this.#unlock = await this.#writing.acquire()
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
    this.#unlock?.()
    this.#unlock = null
  }

  protected execute({ sql, parameters, query }: CompiledQuery): Promise<StatementResult> {
    if (this.#unlock) return this.#thread.write(sql, parameters)
    if (SelectQueryNode.is(query)) return this.#thread.read(sql, parameters)
    return this.#writeAlone(sql, parameters)
  }

  async #writeAlone(sql: string, parameters: readonly unknown[]): Promise<StatementResult> {
    const unlock = await this.#writing.acquire()
    try {
      return await this.#thread.write(sql, parameters)
    } finally {
      unlock()
    }
  }
}
