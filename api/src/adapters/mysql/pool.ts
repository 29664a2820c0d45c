import mysql, { type Pool, type PoolConnection, type PoolOptions } from 'mysql2'

import { Unavailable } from '../../stores/errors.ts'
import { withTimeout } from '../with-timeout.ts'
import { TooLate } from './errors.ts'
import { MysqlSession } from './session.ts'

/** What a session does not set for itself depends on how the server was set up. */
const setUp = [
  `SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00',
   innodb_lock_wait_timeout = 1, wait_timeout = 60`,
  // Every change is one conditional statement or begins with a row lock, so a snapshot would add nothing
  // but the locks on gaps between rows that make those who insert side by side wait for each other.
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
]

const limits = {
  connectionLimit: 10,
  /** Well within the server's wait_timeout as it is set above, which frees the locks of an instance that vanished. */
  idleTimeout: 20_000,
  maxIdle: 2,
  queueLimit: 2_000,
  /** Of each connection. Lists of ids make many texts of one query, and the server bounds the sum of all. */
  maxPreparedStatements: 200,
} as const

/** The connections to one server. */
export class MysqlPool {
  readonly #pool: Pool
  readonly #isSetUp = new WeakSet<PoolConnection>()

  constructor(address: PoolOptions, connectTimeoutMs: number) {
    this.#pool = mysql.createPool({
      ...address,
      ...limits,
      connectTimeout: connectTimeoutMs,
      charset: 'utf8mb4_bin',
      timezone: 'Z',
      flags: ['-LOCAL_FILES'],
    })
    // The pool itself looks at the first error of a connection only; another would end the process.
    this.#pool.on('connection', (raw) => raw.on('error', () => undefined))
  }

  /** @throws Unavailable when none is free or made in time */
  async session(limitMs: number): Promise<MysqlSession> {
    const endsAt = performance.now() + limitMs
    try {
      const raw = await this.#connection(limitMs)
      const session = new MysqlSession(raw)
      if (!this.#isSetUp.has(raw)) await this.#setUp(raw, session, endsAt)
      return session
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new Unavailable(`MySQL cannot be reached: ${reason}`, { cause: error })
    }
  }

  async close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#pool.end(() => resolve())
    await promise
  }

  async #connection(limitMs: number): Promise<PoolConnection> {
    const { promise, resolve, reject } = Promise.withResolvers<PoolConnection>()
    this.#pool.getConnection((error, raw) => (error ? reject(error) : resolve(raw)))
    try {
      return await withTimeout(
        limitMs,
        () => promise,
        () => new TooLate(),
      )
    } catch (error) {
      promise.then((raw) => raw.release()).catch(() => undefined) // what comes now, nobody waits for
      throw error
    }
  }

  async #setUp(raw: PoolConnection, session: MysqlSession, endsAt: number): Promise<void> {
    try {
      for (const sql of setUp) await session.run(sql, [], endsAt - performance.now())
      this.#isSetUp.add(raw)
    } catch (error) {
      session.end()
      throw error
    }
  }
}
