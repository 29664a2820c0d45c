import { Kysely, type CompiledQuery } from 'kysely'
import mysql from 'mysql2/promise'
import t, { type Test } from 'tap'

import { mysqlDialect, nowMs } from '../../../api/src/adapters/mysql/dialect.ts'
import { mysqlAddress } from '../../../api/src/adapters/mysql/address.ts'
import { MysqlPool } from '../../../api/src/adapters/mysql/pool.ts'
import { openMysqlStores } from '../../../api/src/adapters/mysql/open.ts'
import { storesOn } from '../../../api/src/adapters/sql/stores.ts'
import type { Tables } from '../../../api/src/adapters/sql/tables.ts'
import { MariadbServer } from '../../support/databases/mariadb-server.ts'
import { serverUrl } from '../../support/databases/server-urls.ts'
import { changes, questions } from '../../support/databases/statements.ts'
import { fillTables } from './rows.ts'
import { makeDatabase } from '../../support/databases/mysql.ts'

const limitMs = 10_000

/** Stores on full tables, that tell how the server would carry out each statement they send. */
async function openExplained(t: Test, name: 'MySQL' | 'MariaDB') {
  const server = name === 'MySQL' ? serverUrl('MYSQL_URL') : (await MariadbServer.start(t)).url
  const { url, admin } = await makeDatabase(t, server)
  await (await openMysqlStores({ url })).close()
  await fillTables(admin)
  if (name === 'MySQL') await admin.query(`set session explain_format = 'TRADITIONAL'`)
  const pool = new MysqlPool(mysqlAddress(url), limitMs)
  const dialect = mysqlDialect(pool, 'utf8mb4_nopad_bin', limitMs)
  t.teardown(() => pool.close())
  const sent: CompiledQuery[] = []
  const db = new Kysely<Tables>({ dialect, log: ({ query }) => void sent.push(query) })
  const stores = storesOn(db, nowMs)
  const plansOf = async (run: () => Promise<unknown>) => {
    sent.length = 0
    await run()
    const plans: string[] = []
    for (const { sql, parameters } of sent.filter((query) => /^(select|update|delete)/.test(query.sql))) {
      const [rows] = await admin.query(`explain ${mysql.format(sql, parameters.map(asValue))}`)
      plans.push([sql, ...(rows as unknown[]).map((row) => JSON.stringify(row))].join('\n'))
    }
    return plans
  }
  return { stores, plansOf }
}

function asValue(parameter: unknown): number | string | null {
  if (typeof parameter === 'number' || typeof parameter === 'string' || parameter === null) return parameter
  throw new Error('A parameter is text, a number or null.')
}

/** Of a table, or of a whole index of it; the few rows that a subquery made may be read through. */
const readsThrough = /"table":"(?!<)\w+"[^\n]*"type":"(ALL|index)"/i

for (const name of ['MySQL', 'MariaDB'] as const) {
  t.test(`no statement reads a table from one end to the other in ${name}`, async (t) => {
    const { stores, plansOf } = await openExplained(t, name)
    for (const [about, ask] of Object.entries(questions(stores))) {
      const plans = await plansOf(ask)
      t.ok(plans.length > 0, `${about} asks the database`)
      for (const plan of plans) t.notMatch(plan, readsThrough, about)
    }
    let explained = 0
    for (const change of await changes(stores)) {
      for (const plan of await plansOf(change)) {
        explained++
        t.notMatch(plan, readsThrough)
      }
    }
    t.ok(explained > 30)
  })
}
