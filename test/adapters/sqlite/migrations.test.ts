import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'

import type { ConversationId, UserId } from '@parley/shared'
import { Kysely, type Migration } from 'kysely'
import t from 'tap'

import { migrate } from '../../../api/src/adapters/sql/database.ts'
import { sqliteDialect } from '../../../api/src/adapters/sqlite/dialect.ts'
import { openSqlite } from '../../../api/src/adapters/sqlite/open-file.ts'
import { migrations } from '../../../api/src/adapters/sql/migrations/index.ts'
import { openSqlStores } from '../../../api/src/adapters/open-sql-stores.ts'
import { openSqliteDatabase } from '../../../api/src/adapters/sqlite/open.ts'
import { openSqliteThread } from '../../../api/src/adapters/sqlite/thread.ts'
import type { Tables } from '../../../api/src/adapters/sql/tables.ts'
import { openStores } from '../../../api/src/open-stores.ts'
import { storedUser } from '../../support/databases/records.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'

/** What a later version makes, on which this one works. */
const coloured = `9001-colours.since-${Object.keys(migrations).at(-1)?.slice(0, 4)}`

const module = new URL('../../../api/src/adapters/open-sql-stores.ts', import.meta.url).href

/** Opens the stores in processes of their own, and closes them. */
async function openInProcesses(dataDir: string, count: number): Promise<void> {
  const script = `${dataDir}/open.mjs`
  await writeFile(
    script,
    `import { openSqlStores } from ${JSON.stringify(module)}
     const stores = await openSqlStores({ dataDir: ${JSON.stringify(dataDir)} })
     await stores.close()`,
  )
  const start = () => promisify(execFile)(process.execPath, [script])
  await Promise.all(Array.from({ length: count }, start))
}

function migrationsIn(dataDir: string): string[] {
  using database = openSqlite(`${dataDir}/accounts.db`)
  return database
    .prepare('select name from kysely_migration order by name')
    .all()
    .map((row) => String(row['name']))
}

/** As versions with later migrations would start. Returns how many of them there were to make. */
async function upgrade(dataDir: string, ...later: string[]): Promise<number> {
  const { db, close } = await openSqliteDatabase(dataDir)
  let made = 0
  const colours: Migration = {
    up: async (db: Kysely<unknown>) => {
      await db.schema.createTable(`colours_${++made}`).addColumn('name', 'text').execute()
    },
  }
  await migrate(db, { ...migrations, ...Object.fromEntries(later.map((name) => [name, colours])) })
  await close()
  return made
}

/** The accounts of a version that knew so many of the migrations. */
async function openOlder(dataDir: string, known = 2) {
  const dialect = sqliteDialect(await openSqliteThread(`${dataDir}/accounts.db`))
  const older = Object.fromEntries(Object.entries(migrations).slice(0, known))
  await migrate(new Kysely<Tables>({ dialect }), older)
  await dialect.close()
  return openSqlite(`${dataDir}/accounts.db`)
}

t.test('a second start finds everything as the first one left it', async (t) => {
  const dataDir = await temporaryFolder(t)
  const first = await openSqlStores({ dataDir })
  const ada = await storedUser(first, 'ada')
  await first.close()
  const second = await openSqlStores({ dataDir })
  t.same(await second.users.byId(ada.id), ada)
  await second.close()
  t.same(migrationsIn(dataDir), Object.keys(migrations))
})

t.test('threads that start at once migrate once', async (t) => {
  const dataDir = await temporaryFolder(t)
  const opened = await Promise.all([1, 2, 3, 4].map(() => openSqlStores({ dataDir })))
  for (const [index, stores] of opened.entries()) await storedUser(stores, `person${index}`)
  for (const stores of opened) await stores.close()
  t.same(migrationsIn(dataDir), Object.keys(migrations))
})

t.test('processes that start at once migrate once', async (t) => {
  const dataDir = await temporaryFolder(t)
  await openInProcesses(dataDir, 3)
  t.same(migrationsIn(dataDir), Object.keys(migrations))
})

t.test('a database of a newer version is refused in one sentence and left as it is', async (t) => {
  const dataDir = await temporaryFolder(t)
  await (await openSqlStores({ dataDir })).close()
  const newer = openSqlite(`${dataDir}/accounts.db`)
  newer.exec(`insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')`)
  newer.close()
  await t.rejects(openSqlStores({ dataDir }), /newer version of Parley.*9999-later/)
  t.same(migrationsIn(dataDir), [...Object.keys(migrations), '9999-later'])
})

t.test('a start on what the next version has made changes nothing of it, and works', async (t) => {
  const dataDir = await temporaryFolder(t)
  await upgrade(dataDir, coloured)
  const older = await openSqlStores({ dataDir })
  const ada = await storedUser(older, 'ada')
  await older.close()
  t.same(migrationsIn(dataDir), [...Object.keys(migrations), coloured])
  t.equal(await upgrade(dataDir, coloured), 0, 'and the next version finds it made')
  const again = await openSqlStores({ dataDir })
  t.same(await again.users.byId(ada.id), ada)
  await again.close()
})

t.test('a start on what this version does not work on is refused, in one sentence', async (t) => {
  for (const later of [
    ['9001-colours'],
    ['9001-colours.since-9001'],
    [coloured, '9002-shapes.since-9001'],
    ['9001-colours.since-'],
  ]) {
    const dataDir = await temporaryFolder(t)
    await upgrade(dataDir, ...later)
    const opening = openStores({ dataDir })
    await t.rejects(opening, { name: 'StartError', message: new RegExp(`"${later.at(-1)}".*later one\\.$`) })
    t.same(migrationsIn(dataDir), [...Object.keys(migrations), ...later])
  }
})

t.test('a start on what has something later but lacks something earlier is refused', async (t) => {
  const dataDir = await temporaryFolder(t)
  await upgrade(dataDir, coloured)
  const cut = openSqlite(`${dataDir}/accounts.db`)
  cut.exec(`delete from kysely_migration where name = '0002-conversations'`)
  cut.close()
  await t.rejects(openStores({ dataDir }), { name: 'StartError' })
})

t.test(
  'groups and members of before are kept: open ones are read from the first message, as they were',
  async (t) => {
    const dataDir = await temporaryFolder(t)
    const older = await openOlder(dataDir)
    const [group, ada, eve] = [randomUUID(), randomUUID(), randomUUID()]
    for (const [id, name] of [
      [ada, 'ada'],
      [eve, 'eve'],
    ] as const)
      older.exec(`insert into users (id, username, display_name, password_hash, bio, pronouns, status_text,
      location_audience, created_at) values ('${id}', '${name}', '${name}', '', '', '', '', 'nobody', 1)`)
    older.exec(`insert into conversations (id, kind, name, topic, visibility, member_count, created_at)
    values ('${group}', 'group', 'Engine', '', 'open', 1, 1)`)
    older.exec(`insert into memberships (conversation_id, user_id, username, kind, role, read_seq, joined_at)
    values ('${group}', '${ada}', 'ada', 'group', 'owner', 7, 1)`)
    older.close()
    const stores = await openSqlStores({ dataDir })
    const id = group as ConversationId
    t.match(await stores.memberships.of(id, ada as UserId), { role: 'owner', readSeq: 7, readsFromSeq: 1 })
    t.match(await stores.conversations.byId(id), { visibility: 'open', memberCount: 1 })
    t.equal(await stores.memberships.join(id, eve as UserId, 9, new Date()), 1)
    await stores.close()
    t.same(migrationsIn(dataDir), Object.keys(migrations))
  },
)

t.test('people and groups of before are found as they are now, however many they are', async (t) => {
  const dataDir = await temporaryFolder(t)
  const older = await openOlder(dataDir, 6)
  const count = 250
  older.exec('begin')
  for (let at = 0; at < count; at += 1) {
    const [id, group, name] = [randomUUID(), randomUUID(), `person${String(at).padStart(3, '0')}`]
    older.exec(`insert into users (id, username, display_name, password_hash, bio, pronouns, status_text,
      location_audience, created_at) values ('${id}', '${name}', 'José O''Brien', '', '', '', '', 'nobody', 1)`)
    older.exec(`insert into user_words values ('josé o''brien', '${name}'), ('${name}', '${name}')`)
    older.exec(`insert into conversations (id, kind, name, topic, visibility, member_count, created_at, listed_name)
      values ('${group}', 'group', 'Café ${at}', '', 'open', 1, 1, 'café ${at}')`)
    older.exec(`insert into group_words values ('café ${at}', 'café ${at}', '${group}')`)
  }
  older.exec(`update users set deleted_at = 1, display_name = '' where username = 'person007'`)
  older.exec(`delete from user_words where username = 'person007'`)
  older.exec('commit')
  older.close()
  const stores = await openSqlStores({ dataDir })
  t.teardown(() => stores.close())
  const query = { after: null, limit: 2 * count }
  const people = async (prefix: string) =>
    (await stores.users.search({ ...query, prefix, viewerId: randomUUID() as UserId })).length
  t.same([await people('brien jose'), await people('person'), await people('josé')], Array(3).fill(count - 1))
  t.equal((await stores.conversations.findListed({ ...query, prefix: 'cafe' })).length, count)
  t.equal((await stores.conversations.findListed({ ...query, prefix: '249 caf' })).length, 1)
})

t.test('messages of a newer version are refused as well, and say why', async (t) => {
  const dataDir = await temporaryFolder(t)
  const stores = await openStores({ dataDir })
  await stores.messages.close()
  await stores.close()
  const newer = openSqlite(`${dataDir}/messages.db`)
  newer.exec('pragma user_version = 99')
  newer.close()
  await t.rejects(openStores({ dataDir }), { name: 'StartError', message: /messages\.db.*newer version/ })
})

/** Who does not know of blocks would let people through who were blocked. */
const lockingOut = ['0005-blocks', '0006-privacy']

t.test('every migration says which older versions still work on it', (t) => {
  const names = Object.keys(migrations)
  t.same(names, names.toSorted(), 'in order')
  for (const [at, name] of names.entries()) {
    const number = String(at + 1).padStart(4, '0')
    t.match(name, new RegExp(`^${number}-[a-z-]+(\\.since-\\d{4})?$`))
    const isOpen = (name.split('.since-')[1] ?? '9999') < number
    if (at > 1) t.equal(isOpen, !lockingOut.includes(name), name)
  }
  t.end()
})

t.test('a migration that was interrupted leaves nothing half done', async (t) => {
  const dataDir = await temporaryFolder(t)
  const half = openSqlite(`${dataDir}/accounts.db`)
  half.exec('create table conversations (in_the_way integer)')
  half.close()
  await t.rejects(openSqlStores({ dataDir }), /already exists/)
  t.same(migrationsIn(dataDir), [], 'also the migration before it is undone')
  const freed = openSqlite(`${dataDir}/accounts.db`)
  freed.exec('drop table conversations')
  freed.close()
  await (await openSqlStores({ dataDir })).close()
  t.same(migrationsIn(dataDir), Object.keys(migrations))
})

t.test('a folder that cannot be written is refused', async (t) => {
  await t.rejects(openSqlStores({ dataDir: '/dev/null/data' }))
})
