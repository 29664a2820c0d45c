import { Kysely } from 'kysely'

import { StoreError } from '../../stores/errors.ts'
import { migrate, pingOf, type OpenDatabase } from '../sql/database.ts'
import { mysqlDialect, nowMs } from './dialect.ts'
import { migrations } from '../sql/migrations/index.ts'
import { moveInto } from '../sql/archive/move-mark.ts'
import { mysqlAddress } from './address.ts'
import { freeLock, takeLock } from './locks.ts'
import { MysqlPool } from './pool.ts'
import { inspectServer, type Collation } from './server.ts'
import { storesOn, type SqlStores } from '../sql/stores.ts'
import type { Tables } from '../sql/tables.ts'

/** Whoever waits for an answer gets an error within two seconds. */
const limitMs = 1_800

/** A change of the schema may rewrite a large table. */
const migrationLimitMs = 60 * 60 * 1_000

/** @throws StoreError with a sentence for who set it up; Unavailable when the server does not answer */
export async function openMysqlStores({ url }: { readonly url: string }): Promise<SqlStores> {
  const { db, close } = await openMysqlDatabase({ url })
  try {
    await refuseUnfinished(db)
    return { ...storesOn(db, nowMs), ping: pingOf(db), alone: (work) => alone(db, work), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** @throws as openMysqlStores does */
export async function openMysqlDatabase({ url }: { readonly url: string }): Promise<OpenDatabase> {
  const pool = new MysqlPool(mysqlAddress(url), limitMs)
  try {
    const collation = await inspect(pool)
    await prepareTables(pool, collation)
    const dialect = mysqlDialect(pool, collation, limitMs)
    const close = async (): Promise<void> => {
      await dialect.close()
      await pool.close()
    }
    return { db: new Kysely<Tables>({ dialect }), close }
  } catch (error) {
    await pool.close()
    throw error
  }
}

async function inspect(pool: MysqlPool): Promise<Collation> {
  const session = await pool.session(limitMs)
  try {
    return await inspectServer(session, limitMs)
  } finally {
    session.release()
  }
}

async function prepareTables(pool: MysqlPool, collation: Collation): Promise<void> {
  const db = new Kysely<Tables>({ dialect: mysqlDialect(pool, collation, migrationLimitMs) })
  await refuseForeign(db)
  await migrate(db, migrations)
}

/** Since a migration goes on where an earlier one was interrupted, it would take the tables of others for its own. */
async function refuseForeign(db: Kysely<Tables>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  const [first] = tables
  if (first === undefined || tables.some(({ name }) => name === 'kysely_migration')) return
  throw new StoreError(
    `The MySQL database has tables of something else ("${first.name}"): give Parley one of its own.`,
  )
}

async function refuseUnfinished(db: Kysely<Tables>): Promise<void> {
  if ((await moveInto(db)) === null) return
  throw new StoreError(
    'The MySQL database has only a part of what npm run move is to bring: repeat that command first.',
  )
}

/** The lock's connection stays open meanwhile and does nothing else. */
async function alone(db: Kysely<Tables>, work: () => Promise<void>): Promise<void> {
  await db.connection().execute(async (connection) => {
    if (!(await takeLock(connection, 'housekeeping'))) return
    try {
      await work()
    } finally {
      await freeLock(connection, 'housekeeping')
    }
  })
}
