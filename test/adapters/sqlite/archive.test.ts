import t from 'tap'

import { openMessageStore } from '../../../api/src/adapters/sqlite-messages/message-store.ts'
import { openSqliteDatabase } from '../../../api/src/adapters/sqlite/open.ts'
import { openSqlite } from '../../../api/src/adapters/sqlite/open-file.ts'
import {
  archivedTables,
  TableArchive,
  type Row,
} from '../../../api/src/adapters/sql/archive/table-archive.ts'
import { messageArchiveContract } from '../../contract/messages/message-archive.contract.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'

messageArchiveContract(t, async (t) => {
  const store = await openMessageStore({ dataDir: await temporaryFolder(t) })
  t.teardown(() => store.close())
  return store
})

t.test('An archive has every table, by its primary key, after those that it refers to', async (t) => {
  const folder = await temporaryFolder(t)
  await (await openSqliteDatabase(folder)).close()
  using database = openSqlite(`${folder}/accounts.db`)
  const rows = (query: string) => database.prepare(query).all()
  const tables = rows(`SELECT name FROM sqlite_schema WHERE type = 'table'`).map(({ name }) => String(name))
  const own = tables.filter((name) => !/^(sqlite|kysely)_/.test(name))
  t.same(archivedTables.map(({ name }) => name).sort(), own.sort())
  const before = new Set<string>()
  for (const { name, key } of archivedTables) {
    const columns = rows(`SELECT name FROM pragma_table_info('${name}') WHERE pk > 0 ORDER BY pk`)
    t.same(
      key,
      columns.map((column) => column['name']),
      name,
    )
    const referred = rows(`SELECT "table" AS name FROM pragma_foreign_key_list('${name}')`)
    t.ok(
      referred.every((table) => before.has(String(table['name']))),
      `what ${name} refers to comes first`,
    )
    before.add(name)
  }
})

t.test('Rows are read once, in the order of keys of several columns', async (t) => {
  const { db, close } = await openSqliteDatabase(await temporaryFolder(t))
  t.teardown(close)
  const archive = new TableArchive(db)
  const [users, words] = archivedTables
  if (!users || !words) throw new Error('unreachable')
  await archive.importRows(users, ['ann', 'bob'].map(userRow))
  const rows = [
    { word: 'a', username: 'ann' },
    { word: 'a', username: 'bob' },
    { word: 'b', username: 'ann' },
    { word: 'Ω', username: 'ann' },
  ]
  await archive.importRows(words, rows.toReversed())
  t.same(await archive.last(words), rows.at(-1))
  for (const limit of [1, 2, 3, 9]) {
    const read: Row[] = []
    for (let after: Row | null = null; ; after = read.at(-1) ?? null) {
      const page = await archive.exportAfter(words, after, limit)
      read.push(...page)
      if (page.length < limit) break
    }
    t.same(read, rows, `pages of ${limit}`)
  }
})

const userRow = (username: string): Row => ({
  id: `id of ${username}`,
  username,
  display_name: username,
  password_hash: '',
  bio: '',
  pronouns: '',
  status_text: '',
  location_audience: 'nobody',
  created_at: 1,
})
