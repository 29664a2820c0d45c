import { Kysely, type CompiledQuery } from 'kysely'
import t, { type Test } from 'tap'

import { migrate } from '../../../api/src/adapters/sql/database.ts'
import { nowMs, sqliteDialect } from '../../../api/src/adapters/sqlite/dialect.ts'
import { migrations } from '../../../api/src/adapters/sql/migrations/index.ts'
import { openSqliteThread, type SqliteThread } from '../../../api/src/adapters/sqlite/thread.ts'
import { storesOn } from '../../../api/src/adapters/sql/stores.ts'
import type { Tables } from '../../../api/src/adapters/sql/tables.ts'
import { changes, questions } from '../../support/databases/statements.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'

/** Stores that tell how SQLite would carry out each statement they send. */
async function openExplained(t: Test) {
  const thread = await openSqliteThread(`${await temporaryFolder(t)}/accounts.db`)
  const dialect = sqliteDialect(thread)
  const sent: CompiledQuery[] = []
  const db = new Kysely<Tables>({ dialect, log: ({ query }) => void sent.push(query) })
  t.teardown(() => dialect.close())
  await migrate(db, migrations)
  const plansOf = async (run: () => Promise<unknown>) => {
    sent.length = 0
    await run()
    return Promise.all(sent.map((query) => explain(thread, query)))
  }
  return { stores: storesOn(db, nowMs), plansOf }
}

async function explain(thread: SqliteThread, { sql, parameters }: CompiledQuery): Promise<string> {
  const { rows } = await thread.read(`EXPLAIN QUERY PLAN ${sql}`, parameters)
  return [sql, ...rows.map((row) => JSON.stringify(row))].join('\n')
}

/** The few rows of a subquery or of the statement itself may be read through; a table never. */
const readsThrough = /"SCAN (?!found|old|oldest|\d+-ROW|CONSTANT)[^"]*"/

t.test('no statement reads a table from one end to the other', async (t) => {
  const { stores, plansOf } = await openExplained(t)
  for (const [name, ask] of Object.entries(questions(stores))) {
    const plans = await plansOf(ask)
    t.ok(plans.length > 0, `${name} asks the database`)
    for (const plan of plans) t.notMatch(plan, readsThrough, name)
  }
})

t.test('changes to groups go by indexes too', async (t) => {
  const { stores, plansOf } = await openExplained(t)
  const plans: string[] = []
  for (const change of await changes(stores)) plans.push(...(await plansOf(change)))
  t.ok(plans.length > 30)
  for (const plan of plans) t.notMatch(plan, readsThrough)
})
