import { Kysely, type Migration } from 'kysely'
import t, { type Test } from 'tap'

import { migrate } from '../../../api/src/adapters/sql/database.ts'
import { mysqlDialect } from '../../../api/src/adapters/mysql/dialect.ts'
import { migrations } from '../../../api/src/adapters/sql/migrations/index.ts'
import { mysqlAddress } from '../../../api/src/adapters/mysql/address.ts'
import { MysqlPool } from '../../../api/src/adapters/mysql/pool.ts'
import { openMysqlStores } from '../../../api/src/adapters/mysql/open.ts'
import type { Tables } from '../../../api/src/adapters/sql/tables.ts'
import { makeDatabase } from '../../support/databases/mysql.ts'
import { storedUser } from '../../support/databases/records.ts'

const limitMs = 5_000

/** The database of an instance, with what it asks of the server. */
function databaseAt(t: Test, url: string, onQuery: (sql: string) => void = () => undefined): Kysely<Tables> {
  const pool = new MysqlPool(mysqlAddress(url), limitMs)
  t.teardown(() => pool.close())
  const dialect = mysqlDialect(pool, 'utf8mb4_0900_bin', limitMs)
  return new Kysely<Tables>({ dialect, log: ({ query }) => onQuery(query.sql) })
}

/** One that leaves room for those that do not know it. */
const colours: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('users').addColumn('colour', 'varchar(16)').execute()
  },
}

t.test('while instances are replaced, the version before runs on and starts anew', async (t) => {
  const { url, admin } = await makeDatabase(t)
  const running = await openMysqlStores({ url })
  const ada = await storedUser(running, 'ada')
  await migrate(databaseAt(t, url), { ...migrations, '0100-colours.since-0006': colours })
  const restarted = await openMysqlStores({ url })
  for (const [index, stores] of [running, restarted].entries()) {
    t.same(await stores.users.byId(ada.id), ada)
    await storedUser(stores, `person${index}`)
    await stores.close()
  }
  const [rows] = await admin.query('select username, colour from users order by username')
  t.match(rows, [{ colour: null }, { username: 'person0' }, { username: 'person1' }], 'nothing is taken away')
})

t.test('a start waits while the next version migrates, and then works on what it made', async (t) => {
  const { url } = await makeDatabase(t)
  await (await openMysqlStores({ url })).close()
  const [begun, waiting] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const slow: Migration = {
    up: async (db) => {
      begun.resolve()
      await waiting.promise
      await colours.up(db)
    },
  }
  const newer = migrate(databaseAt(t, url), { ...migrations, '0100-colours.since-0006': slow })
  await begun.promise
  const older = databaseAt(t, url, (sql) => sql.includes('get_lock') && waiting.resolve())
  await t.resolves(migrate(older, migrations))
  await newer
})

t.test('a version further back is refused, and changes nothing', async (t) => {
  const { url, admin } = await makeDatabase(t)
  await (await openMysqlStores({ url })).close()
  await migrate(databaseAt(t, url), { ...migrations, '0100-colours.since-0100': colours })
  await t.rejects(openMysqlStores({ url }), {
    name: 'StoreError',
    message: /newer version.*0100-colours.*one\.$/,
  })
  const [rows] = await admin.query('select name from kysely_migration')
  t.match(rows, { length: Object.keys(migrations).length + 1 })
})
