import { randomUUID } from 'node:crypto'

import type { UserId } from '@parley/shared'
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

const coloured = `9001-colours.since-${Object.keys(migrations).at(-1)?.slice(0, 4)}`
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
  await migrate(databaseAt(t, url), { ...migrations, [coloured]: colours })
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
  const newer = migrate(databaseAt(t, url), { ...migrations, [coloured]: slow })
  await begun.promise
  const older = databaseAt(t, url, (sql) => sql.includes('get_lock') && waiting.resolve())
  await t.resolves(migrate(older, migrations))
  await newer
})

t.test('a version further back is refused, and changes nothing', async (t) => {
  const { url, admin } = await makeDatabase(t)
  await (await openMysqlStores({ url })).close()
  await migrate(databaseAt(t, url), { ...migrations, '9001-colours.since-9001': colours })
  await t.rejects(openMysqlStores({ url }), {
    name: 'StoreError',
    message: /newer version.*9001-colours.*one\.$/,
  })
  const [rows] = await admin.query('select name from kysely_migration')
  t.match(rows, { length: Object.keys(migrations).length + 1 })
})

t.test('people and groups of before are found as they are now, also when that was interrupted', async (t) => {
  const { url, admin } = await makeDatabase(t)
  const older = Object.fromEntries(Object.entries(migrations).slice(0, 6))
  await migrate(databaseAt(t, url), older)
  const people = Array.from({ length: 250 }, (_, at) => [randomUUID(), `person${1_000 + at}`] as const)
  const columns =
    'id, username, display_name, password_hash, bio, pronouns, status_text, location_audience, created_at'
  const rows = people.map(([id, name]) => [id, name, 'José O’Brien', '', '', '', '', 'nobody', 1])
  await admin.query(`insert into users (${columns}) values ?`, [rows])
  await admin.query('insert into user_words (word, username) values ?', [
    people.map(([, name]) => ['josé o’brien', name]),
  ])
  const group = randomUUID()
  await admin.query(`insert into conversations (id, kind, name, topic, visibility, member_count, created_at, listed_name)
    values ('${group}', 'group', 'Café', '', 'open', 1, 1, 'café')`)
  await admin.query(`insert into group_words values ('café', 'café', '${group}')`)
  let words = 0
  const cutOff = databaseAt(t, url, (sql) => {
    if (sql.startsWith('insert into `user_words`') && ++words === 2) throw new Error('cut off')
  })
  await t.rejects(migrate(cutOff, migrations), /cut off/)
  const stores = await openMysqlStores({ url })
  t.teardown(() => stores.close())
  const query = { after: null, limit: 500 }
  for (const prefix of ['brien jos', 'josé', 'person']) {
    const found = await stores.users.search({ ...query, prefix, viewerId: randomUUID() as UserId })
    t.equal(found.length, people.length, prefix)
  }
  t.equal((await stores.conversations.findListed({ ...query, prefix: 'cafe' })).length, 1)
})
