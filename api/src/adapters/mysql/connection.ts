import { AlterTableNode, CreateIndexNode, CreateTableNode, SelectQueryNode, type CompiledQuery } from 'kysely'

import { Unavailable } from '../../stores/errors.ts'
import { asStoreError, isMadeAlready, type WhenLost } from './errors.ts'
import type { MysqlPool } from './pool.ts'
import type { MysqlSession } from './session.ts'
import { SqlConnection, type StatementResult } from '../sql/driver.ts'
import { tryAgain } from '../sql/transaction.ts'

/**
 * Each statement has the time limit, the wait for a session included. What is known to have done nothing is tried
 * again: a lone statement here, and a transaction by who began it.
 */
export class MysqlConnection extends SqlConnection {
  readonly #pool: MysqlPool
  readonly #limitMs: number
  #session: MysqlSession | null = null
  #isInTransaction = false
  #hasAnswered = false

  constructor(pool: MysqlPool, limitMs: number) {
    super()
    this.#pool = pool
    this.#limitMs = limitMs
  }

  async begin(): Promise<void> {
    await this.#run('begin', [], 'nothing was done')
    this.#isInTransaction = true
  }

  async commit(): Promise<void> {
    await this.#run('commit', [], 'anything may have been done')
    this.#isInTransaction = false
  }

  /** The server rolls back by itself where it does not get the command. */
  async rollback(): Promise<void> {
    this.#isInTransaction = false
    if (!this.#session?.isOpen) return
    try {
      await this.#session.run('rollback', [], this.#limitMs)
    } catch {
      this.#session.end()
    }
  }

  release(): void {
    if (this.#isInTransaction) this.#session?.end()
    else this.#session?.release()
    this.#session = null
  }

  protected async execute({ sql, parameters, query }: CompiledQuery): Promise<StatementResult> {
    if (this.#isInTransaction) return this.#run(sql, parameters, 'nothing was done')
    const whenLost = SelectQueryNode.is(query) ? 'nothing was done' : 'anything may have been done'
    try {
      return await tryAgain(() => this.#run(sql, parameters, whenLost))
    } catch (error) {
      if (isAgain(query, error)) return { rows: [], changes: 0 }
      throw error
    }
  }

  async #run(sql: string, parameters: readonly unknown[], whenLost: WhenLost): Promise<StatementResult> {
    const endsAt = performance.now() + this.#limitMs
    const session = await this.#open()
    try {
      const result = await session.run(sql, parameters, endsAt - performance.now())
      this.#hasAnswered = true
      return result
    } catch (error) {
      throw asStoreError(error, whenLost)
    }
  }

  async #open(): Promise<MysqlSession> {
    if (this.#session?.isOpen) return this.#session
    // A transaction or a lock went with the session.
    if (this.#hasAnswered) throw new Unavailable('The connection to MySQL was lost.')
    this.#session = await this.#pool.session(this.#limitMs)
    return this.#session
  }
}

/** MySQL commits every change of the schema at once, so a migration that was interrupted finds some of it made. */
function isAgain(query: CompiledQuery['query'], error: unknown): boolean {
  const makes = CreateTableNode.is(query) || CreateIndexNode.is(query) || AlterTableNode.is(query)
  return makes && error instanceof Error && isMadeAlready(error.cause)
}
