import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { Kysely } from 'kysely'
import type { Connection, RowDataPacket } from 'mysql2/promise'
import t, { type Test } from 'tap'

import { LockingMysqlAdapter, mysqlDialect } from '../../../api/src/adapters/mysql/dialect.ts'
import { migrations } from '../../../api/src/adapters/sql/migrations/index.ts'
import { mysqlAddress } from '../../../api/src/adapters/mysql/address.ts'
import { MysqlPool } from '../../../api/src/adapters/mysql/pool.ts'
import { openMysqlStores } from '../../../api/src/adapters/mysql/open.ts'
import { openSqlStores } from '../../../api/src/adapters/open-sql-stores.ts'
import { MariadbServer } from '../../support/databases/mariadb-server.ts'
import { storedUser } from '../../support/databases/records.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'
import { makeDatabase } from '../../support/databases/mysql.ts'

const module = new URL('../../../api/src/adapters/mysql/open.ts', import.meta.url).href
const limitMs = 5_000

/** Opens the stores in a process of their own, and closes them. */
const openInProcess = (url: string) =>
  promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { openMysqlStores } from ${JSON.stringify(module)}
     await (await openMysqlStores({ url: process.argv[1] })).close()`,
    url,
  ])

async function namesOf(admin: Connection, sql: string): Promise<string[]> {
  const [rows] = await admin.query<RowDataPacket[]>(sql)
  return rows.map((row) => String(Object.values(row)[0]))
}

const migrationsIn = (admin: Connection) => namesOf(admin, 'select name from kysely_migration order by name')

/** Every table as the server would make it again, without what counts its rows. */
async function schemaOf(admin: Connection): Promise<string[]> {
  const tables = await namesOf(admin, 'show tables')
  const made = tables.map(async (table) => {
    const [[row]] = await admin.query<RowDataPacket[]>(`show create table ${table}`)
    return String(row?.['Create Table']).replace(/ AUTO_INCREMENT=\d+/, '')
  })
  return Promise.all(made)
}

/** What the migrations change where nobody is yet, one statement after the other. */
async function statementsOf(t: Test): Promise<string[]> {
  const { url } = await makeDatabase(t)
  const pool = new MysqlPool(mysqlAddress(url), limitMs)
  const sent: string[] = []
  const dialect = mysqlDialect(pool, 'utf8mb4_0900_bin', limitMs)
  const db = new Kysely<unknown>({
    dialect,
    log: ({ query }) => void sent.push(...(query.sql.match(/^(?:create|alter) .*/s) ?? [])),
  })
  for (const migration of Object.values(migrations)) await migration.up(db)
  await pool.close()
  return sent
}

t.test('instances that start at once migrate once, in one process and in several', async (t) => {
  const { url, admin } = await makeDatabase(t)
  const opened = await Promise.all([
    ...[1, 2, 3].map(() => openMysqlStores({ url })),
    ...[1, 2].map(() => openInProcess(url).then(() => null)),
  ])
  for (const [index, stores] of opened.entries()) if (stores) await storedUser(stores, `person${index}`)
  await Promise.all(opened.flatMap((stores) => (stores ? [stores.close()] : [])))
  t.same(await migrationsIn(admin), Object.keys(migrations))
})

t.test('a start that was interrupted after any statement is carried on by the next', async (t) => {
  const statements = await statementsOf(t)
  t.ok(statements.length > 15)
  const { url, admin } = await makeDatabase(t)
  await (await openMysqlStores({ url })).close()
  const whole = await schemaOf(admin)
  for (const made of [1, 2, 5, 9, 13, statements.length - 2, statements.length]) {
    const { url, admin } = await makeDatabase(t)
    // Kysely makes its own tables first; the migration's name is written when all of it is done.
    await admin.query(
      'create table kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null)',
    )
    for (const statement of statements.slice(0, made)) await admin.query(statement)
    const stores = await openMysqlStores({ url })
    await storedUser(stores, 'ada')
    await stores.close()
    const withoutKyselys = (schema: string[]) => schema.filter((table) => !table.includes('kysely_'))
    t.same(withoutKyselys(await schemaOf(admin)), withoutKyselys(whole), `after ${made} statements`)
    t.same(await migrationsIn(admin), Object.keys(migrations))
  }
})

t.test('a start waits for another that migrates, and gives up in one sentence', async (t) => {
  const { url, admin } = await makeDatabase(t)
  const lock = `concat('parley-migration-', left(sha2(database(), 256), 40))`
  const [[taken]] = await admin.query<RowDataPacket[]>(`select get_lock(${lock}, 5) as taken`)
  t.equal(taken?.['taken'], 1)
  const pool = new MysqlPool(mysqlAddress(url), limitMs)
  const db = new Kysely<unknown>({
    dialect: mysqlDialect(pool, 'utf8mb4_0900_bin', limitMs),
  })
  await t.rejects(new LockingMysqlAdapter(1).acquireMigrationLock(db), { message: /^Another instance .*\.$/ })
  await pool.close()
  const opening = openMysqlStores({ url })
  await admin.query(`select sleep(0.5)`)
  t.notOk((await namesOf(admin, 'show tables')).includes('users'))
  await admin.query(`select release_lock(${lock})`)
  await (await opening).close()
  t.same(await migrationsIn(admin), Object.keys(migrations))
})

t.test('a database of a newer version and one of something else are refused', async (t) => {
  const { url, admin } = await makeDatabase(t)
  await (await openMysqlStores({ url })).close()
  await admin.query(`insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')`)
  await t.rejects(openMysqlStores({ url }), /newer version of Parley.*9999-later/)
  const other = await makeDatabase(t)
  await other.admin.query('create table users (id integer)')
  await t.rejects(openMysqlStores({ url: other.url }), {
    message: /^The MySQL database has tables of something else/,
  })
  t.same(await namesOf(other.admin, 'show tables'), ['users'])
})

for (const [name, collation] of [
  ['MySQL', 'utf8mb4_0900_bin'],
  ['MariaDB', 'utf8mb4_nopad_bin'],
] as const) {
  t.test(
    `every column of text in ${name} compares by code point, whatever the database is set to`,
    async (t) => {
      const server = name === 'MySQL' ? undefined : (await MariadbServer.start(t)).url
      const { url, admin } = await makeDatabase(t, server)
      await (await openMysqlStores({ url })).close()
      const columns = await namesOf(
        admin,
        `select distinct collation_name from information_schema.columns
       where table_schema = database() and collation_name is not null`,
      )
      t.same(columns, [collation])
      const engines = `select distinct engine from information_schema.tables where table_schema = database()`
      t.same(await namesOf(admin, engines), ['InnoDB'])
      t.notMatch((await schemaOf(admin)).join(), /key [^)]*\b(text|blob)\b/i)
    },
  )
}

t.test('the address decides which store it is', async (t) => {
  const { url, admin } = await makeDatabase(t)
  const dataDir = await temporaryFolder(t)
  const stores = await openSqlStores({ dataDir, mysqlUrl: url })
  await storedUser(stores, 'ada')
  await stores.close()
  t.same(await namesOf(admin, 'select username from users'), ['ada'])
})
