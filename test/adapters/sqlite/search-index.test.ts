import { cpSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import t, { type Test } from 'tap'

import { textOfChanges, textOfDrafts } from '../../../api/src/adapters/sqlite-messages/batch-codec.ts'
import { openMessages, type OpenMessages } from '../../../api/src/adapters/sqlite-messages/open-messages.ts'
import { MessageFinder } from '../../../api/src/adapters/sqlite-messages/search/finder.ts'
import { openMessageStore } from '../../../api/src/adapters/sqlite-messages/message-store.ts'
import { openSqlite } from '../../../api/src/adapters/sqlite/open-file.ts'
import { gramsOf } from '../../../api/src/stores/search-grams.ts'
import { Random } from '../../../scripts/delivery/random.ts'
import { draft, newConversationId, newUserId } from '../../contract/messages/message-store.contract.ts'
import { rowsOf } from '../../support/databases/raw-rows.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'
import { until } from '../../support/until.ts'

const [a, b, ann] = [newConversationId(), newConversationId(), newUserId()]

const append = (files: OpenMessages, ...texts: string[]): void => {
  files.commits.write('append', textOfDrafts(texts.map((text, at) => draft(at % 2 ? a : b, ann, text))))
}

const edit = (files: OpenMessages, text: string | null): void => {
  const change = { conversationId: b, seq: 1, senderId: ann, text, at: new Date() }
  files.commits.write('change', textOfChanges([change]))
}

/** Which rows have which grams, by the index and by the texts. */
function indexOf(folder: string): { found: string[]; wanted: string[] } {
  const found = rowsOf(folder, 'messages.db', 'SELECT conversation, gram, row FROM message_grams')
  const rows = rowsOf(folder, 'messages.db', 'SELECT rowid, conversation, text FROM message_rows')
  const wanted = rows.flatMap((row) =>
    gramsOf({ senderId: ann, text: String(row['text']), parts: null }).map((gram) => [
      row['conversation'],
      gram,
      row['rowid'],
    ]),
  )
  const shown = (entries: unknown[][]): string[] => entries.map((entry) => entry.join(' ')).sort()
  return { found: shown(found.map((row) => Object.values(row))), wanted: shown(wanted) }
}

const indexedIn = (folder: string) => rowsOf(folder, 'messages.db', 'SELECT first, last FROM indexed_rows')[0]

async function completedCopy(t: Test, folder: string): Promise<string> {
  const copy = await temporaryFolder(t)
  cpSync(folder, copy, { recursive: true })
  const files = openMessages(copy)
  while (files.grams.grow(5, false));
  files.close()
  return copy
}

t.test('a crash at any point leaves an index that completes itself', async (t) => {
  const folder = await temporaryFolder(t)
  const files = openMessages(folder)
  t.teardown(files.close)
  append(files, ...Array.from({ length: 12 }, (_, at) => `first words ${at}`))
  for (let step = 0; step < 30; step += 1) {
    files.grams.grow(0, step % 2 === 0)
    if (step % 5 === 2) append(files, `later ${step}`)
    if (step % 7 === 3) edit(files, step === 24 ? null : `changed ${step}`)
    if (step % 4 === 1) files.commits.commit()
    const { found, wanted } = indexOf(await completedCopy(t, folder))
    t.same(found, wanted)
    t.ok(wanted.length > 50)
  }
})

t.test(
  'an index that was made by another rule is made anew, and meanwhile everything is found',
  async (t) => {
    const said = ['one', 'José', 'gesamt', 'four', 'José again']
    const search = { conversationIds: [a, b], text: 'jose', after: null, limit: 50 }
    const withoutParts =
      'DROP TABLE mentions; DROP TABLE states; DROP TABLE reactions; DROP INDEX messages_by_pin; DROP INDEX messages_by_expiry; DROP VIEW messages; ALTER TABLE message_rows DROP COLUMN parts; CREATE VIEW messages AS SELECT 1;'
    const older = {
      'one of an earlier rule': 'UPDATE indexed_rows SET rule = 1',
      'one of a later rule': 'UPDATE indexed_rows SET rule = 99',
      'one that knew no rule': `${withoutParts} DROP TABLE arrivals; ALTER TABLE indexed_rows DROP COLUMN rule; PRAGMA user_version = 5`,
      'one of revs': `${withoutParts} DROP TABLE arrivals; DROP TABLE indexed_rows; PRAGMA user_version = 4;
      CREATE TABLE indexed_revs (conversation INTEGER PRIMARY KEY, rev INTEGER NOT NULL) STRICT;
      INSERT INTO indexed_revs VALUES (1, 3), (2, 2)`,
    }
    for (const [name, made] of Object.entries(older)) {
      const folder = await temporaryFolder(t)
      const files = openMessages(folder)
      append(files, ...said)
      while (files.grams.grow(5, false));
      files.close()
      using db = openSqlite(join(folder, 'messages.db'))
      db.exec(`UPDATE message_grams SET gram = 'old' || gram; ${made}`)
      db.close()
      const again = openMessages(folder)
      const finder = new MessageFinder(again.db, again.grams)
      const found = () => finder.slice(search, 1_000).hits.map(({ text }) => text)
      t.same({ ...again.grams.indexed() }, { first: 0, last: 0 }, name)
      t.same(found(), ['José again', 'José'], name)
      while (again.grams.grow(5, false));
      t.same({ ...again.grams.indexed() }, { first: 0, last: 5 }, name)
      t.same(found(), ['José again', 'José'], name)
      again.close()
      const { found: indexed, wanted } = indexOf(folder)
      t.same(indexed, wanted, name)
      openMessages(folder).close()
      t.same({ ...indexedIn(folder) }, { first: 0, last: 5 }, 'of this rule, it stays')
    }
  },
)

const letters = [...'abcdefghijklmnopqrstuvwxyz']
const random = new Random(1)
const anyWord = (): string => Array.from({ length: 14 }, () => random.oneOf(letters)).join('')

t.test('the log stays short while a history is indexed and searched', async (t) => {
  const folder = await temporaryFolder(t)
  const files = openMessages(folder)
  t.teardown(files.close)
  for (let from = 0; from < 50_000; from += 500) append(files, ...Array.from({ length: 500 }, anyWord))
  files.commits.commit()
  const finder = new MessageFinder(files.db, files.grams)
  const search = { conversationIds: [a, b], text: 'abc bcd cde', limit: 50 }
  let [longest, most, commits] = [0, 0, 0]
  for (let after: string | null = null; files.grams.grow(5, false);) {
    after = finder.slice({ ...search, after }, 1).next
    most = Math.max(most, files.writes.uncommitted?.rows ?? 0)
    files.commits.commitIfDue()
    if (files.writes.uncommitted === null) commits += 1
    longest = Math.max(longest, statSync(join(folder, 'messages.db-wal')).size)
  }
  t.comment(`${Math.round(longest / 1e6)} MB, ${commits} commits, at most ${most} rows`)
  t.ok(longest < 64_000_000)
  t.ok(most < 64_000_000 / 4_096, 'no more pages than that in one commit')
})

t.test(
  'while messages are imported nothing is indexed: who serves them begins with the newest',
  async (t) => {
    const [from, to] = [await temporaryFolder(t), await temporaryFolder(t)]
    const source = await openMessageStore({ dataDir: from })
    await source.append(['one', 'two', 'three'].map((text) => draft(a, ann, text)))
    const exported = await source.exportAfter(null, 10)
    await source.close()
    const target = await openMessageStore({ dataDir: to })
    for (const message of exported) await target.importBatch([message])
    await wait(600) // it would begin in less
    await target.close()
    t.same(indexedIn(to), { first: 0, last: 0 })
    const store = await openMessageStore({ dataDir: to })
    t.teardown(() => store.close())
    await until(() => Number(indexedIn(to)?.['last']) === 3, 'it is indexed')
  },
)
