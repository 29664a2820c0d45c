import { stat } from 'node:fs/promises'

import { Kysely, sql } from 'kysely'
import t, { type Test } from 'tap'

import { sqliteDialect } from '../../../api/src/adapters/sqlite/dialect.ts'
import { assertSafeVersion, openSqlite } from '../../../api/src/adapters/sqlite/open-file.ts'
import { openSqlStores } from '../../../api/src/adapters/open-sql-stores.ts'
import { openSqliteThread } from '../../../api/src/adapters/sqlite/thread.ts'
import { Duplicate, StoreError, Unavailable } from '../../../api/src/stores/errors.ts'
import { settle, storedUser } from '../../support/databases/records.ts'
import { openTestStores, temporaryFolder } from '../../support/databases/stores.ts'

interface Notes {
  notes: { id: number; text: string }
}

async function openNotes(t: Test) {
  const path = `${await temporaryFolder(t)}/notes.db`
  const thread = await openSqliteThread(path)
  const dialect = sqliteDialect(thread)
  t.teardown(() => dialect.close())
  const db = new Kysely<Notes>({ dialect })
  await sql`create table notes (id integer primary key, text text not null) strict`.execute(db)
  const ids = async () =>
    (await db.selectFrom('notes').select('id').orderBy('id').execute()).map(({ id }) => id)
  const write = (id: number, text = '') => db.insertInto('notes').values({ id, text }).execute()
  return { db, dialect, thread, ids, write, path }
}

t.test('a transaction that throws writes nothing', async (t) => {
  const { db, ids, write } = await openNotes(t)
  const failed = db.transaction().execute(async (trx) => {
    await trx.insertInto('notes').values({ id: 1, text: '' }).execute()
    throw new Error('changed my mind')
  })
  await t.rejects(failed, /changed my mind/)
  t.same(await ids(), [])
  await write(2)
  t.same(await ids(), [2], 'the next one is not held up')
})

t.test('a read outside a transaction sees what is committed and does not wait', async (t) => {
  const { db, ids, write } = await openNotes(t)
  await write(1)
  await db.transaction().execute(async (trx) => {
    await trx.insertInto('notes').values({ id: 2, text: '' }).execute()
    t.same(await ids(), [1])
  })
  t.same(await ids(), [1, 2])
})

t.test('a write outside a transaction waits until it ends and is no part of it', async (t) => {
  const { db, ids, write } = await openNotes(t)
  let waiting: Promise<unknown> | undefined
  const failed = db.transaction().execute(async (trx) => {
    waiting = write(2)
    await trx.insertInto('notes').values({ id: 1, text: '' }).execute()
    throw new Error('changed my mind')
  })
  await t.rejects(failed)
  await waiting
  t.same(await ids(), [2])
})

t.test('a transaction has the file to itself from its beginning', async (t) => {
  const { db, path } = await openNotes(t)
  using other = openSqlite(path)
  other.exec('PRAGMA busy_timeout = 0')
  await db.transaction().execute(async (trx) => {
    await trx.selectFrom('notes').selectAll().execute()
    t.throws(() => other.exec('BEGIN IMMEDIATE'), /locked/, 'so its own write cannot come too late')
  })
})

t.test('transactions that read and then write lose no update', async (t) => {
  const { db, write } = await openNotes(t)
  await write(1, '0')
  const increment = () =>
    db.transaction().execute(async (trx) => {
      const { text } = await trx.selectFrom('notes').select('text').executeTakeFirstOrThrow()
      await trx
        .updateTable('notes')
        .set({ text: String(Number(text) + 1) })
        .execute()
    })
  await Promise.all(Array.from({ length: 50 }, increment))
  t.match(await db.selectFrom('notes').selectAll().execute(), [{ text: '50' }])
})

t.test('a taken key is a Duplicate, another broken rule is not, and neither is Unavailable', async (t) => {
  const { db, write } = await openNotes(t)
  await write(1)
  await t.rejects(write(1), Duplicate)
  const broken = await settle([sql`insert into notes values (2, null)`.execute(db)])
  t.ok(broken.reasons[0] instanceof StoreError && !(broken.reasons[0] instanceof Duplicate))
  const wrong = [sql`select nothing from nowhere`, sql`select ${new Date()}`].map((query) =>
    query.execute(db),
  )
  const { reasons } = await settle(wrong)
  t.equal(reasons.length, 2)
  t.notOk(
    reasons.some((reason) => reason instanceof StoreError),
    'a mistake of ours is not an answer',
  )
})

t.test(
  'a full disk refuses writes as Unavailable, loses nothing, and heals when there is room',
  async (t) => {
    const { db, thread, ids, write } = await openNotes(t)
    await write(1)
    const { rows } = await thread.write('PRAGMA page_count', [])
    const pages = (rows[0] as { page_count: number }).page_count
    await thread.write(`PRAGMA max_page_count = ${pages}`, [])
    await t.rejects(write(2, 'x'.repeat(100_000)), Unavailable)
    const transaction = db.transaction().execute(async (trx) => {
      await trx.insertInto('notes').values({ id: 3, text: '' }).execute()
      await trx
        .insertInto('notes')
        .values({ id: 4, text: 'x'.repeat(100_000) })
        .execute()
    })
    await t.rejects(transaction, Unavailable)
    t.same(await ids(), [1])
    await thread.write('PRAGMA max_page_count = 100000', [])
    await write(5)
    t.same(await ids(), [1, 5])
  },
)

t.test('a lock that another process holds is Unavailable', async (t) => {
  const { path, write, ids } = await openNotes(t)
  using other = openSqlite(path)
  other.exec('BEGIN IMMEDIATE')
  await t.rejects(write(1), Unavailable)
  t.same(await ids(), [])
  other.exec('ROLLBACK')
  await write(1)
})

t.test('closing finishes what was asked before and refuses what is asked later', async (t) => {
  const { db, dialect, write, path } = await openNotes(t)
  const writes = Promise.all(Array.from({ length: 100 }, (_, id) => write(id)))
  const transaction = db.transaction().execute(async (trx) => {
    await trx.insertInto('notes').values({ id: 100, text: '' }).execute()
    await trx.insertInto('notes').values({ id: 101, text: '' }).execute()
  })
  const closed = dialect.close()
  await t.rejects(write(102), Unavailable)
  await Promise.all([writes, transaction, closed, dialect.close()])
  using database = openSqlite(path, { readOnly: true })
  t.same(database.prepare('select count(*) as count from notes').get()?.['count'], 102)
})

t.test('more statements than may wait are refused, and those that wait are carried out', async (t) => {
  const { ids, write } = await openNotes(t)
  await write(1)
  const { values, reasons } = await settle(Array.from({ length: 4_100 }, ids))
  t.equal(values.length, 4_000)
  t.equal(reasons.length, 100)
  t.ok(reasons.every((reason) => reason instanceof Unavailable))
  t.same(await ids(), [1])
})

t.test('a thread that is closed under its users leaves nobody waiting', async (t) => {
  const { thread, write } = await openNotes(t)
  const early = thread.read('select 1 as one', [])
  const writing = settle(Array.from({ length: 20 }, (_, id) => write(id)))
  await thread.close()
  t.match(await early, { rows: [{ one: 1 }] })
  const { reasons } = await writing
  t.ok(reasons.length > 0)
  t.ok(reasons.every((reason) => reason instanceof Unavailable))
  await t.rejects(thread.read('select 1', []), Unavailable)
})

t.test('the files are readable by their owner only', async (t) => {
  const dataDir = `${await temporaryFolder(t)}/new/data`
  const stores = await openSqlStores({ dataDir })
  t.teardown(() => stores.close())
  await storedUser(stores, 'ada')
  const mode = async (path: string) => (await stat(path)).mode & 0o777
  t.equal(await mode(dataDir), 0o700)
  for (const file of ['accounts.db', 'accounts.db-wal', 'accounts.db-shm']) {
    t.equal(await mode(`${dataDir}/${file}`), 0o600, file)
  }
})

t.test('the stores answer a ping until they are closed', async (t) => {
  const stores = await openTestStores(t)
  await stores.ping()
  await stores.close()
  await t.rejects(stores.ping(), Unavailable)
  await t.rejects(stores.users.byUsername('ada'), Unavailable)
})

t.test('a version of SQLite that can damage its file is refused', async (t) => {
  for (const version of ['3.51.2', '3.7.17', '2.99.99', '0'])
    t.throws(() => assertSafeVersion(version), /3\.51\.3/)
  for (const version of ['3.51.3', '3.52.0', '4.0.0']) t.doesNotThrow(() => assertSafeVersion(version))
})
