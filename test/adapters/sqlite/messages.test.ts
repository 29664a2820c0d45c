import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'

import { pino } from 'pino'
import t, { type Test } from 'tap'

import { openMessageStore } from '../../../api/src/adapters/sqlite-messages/message-store.ts'
import { openSqlite } from '../../../api/src/adapters/sqlite/open-file.ts'
import { openStores } from '../../../api/src/open-stores.ts'
import { Unavailable } from '../../../api/src/stores/errors.ts'
import {
  draft,
  messageStoreContract,
  newConversationId,
  newUserId,
} from '../../contract/messages/message-store.contract.ts'
import { messageSearchContract } from '../../contract/messages/message-search.contract.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'
import { until } from '../../support/until.ts'

async function open(t: Test) {
  const store = await openMessageStore({ dataDir: await temporaryFolder(t) })
  t.teardown(() => store.close())
  return store
}

messageStoreContract(t, open)
messageSearchContract(t, open)

t.test('every query goes by an index', async (t) => {
  const dataDir = await temporaryFolder(t)
  await (await openMessageStore({ dataDir })).close()
  const db = new DatabaseSync(join(dataDir, 'messages.db'))
  t.teardown(() => db.close())
  for (const condition of ['seq > 1 ORDER BY seq', 'seq < 9 ORDER BY seq DESC', 'rev > 1 ORDER BY rev']) {
    const plan = db.prepare(
      `EXPLAIN QUERY PLAN SELECT * FROM messages WHERE conversation_id = 'a' AND ${condition}`,
    )
    const steps = plan.all().map((row) => String(row['detail']))
    t.equal(steps.length, 3, 'no step sorts')
    for (const step of steps) t.match(step, /^SEARCH \w USING/)
    t.match(steps[1], /INDEX messages_by_(seq|rev) \(conversation=\? AND (seq|rev)[<>]\?\)/)
  }
})

t.test('pins are found by their index, and lie there in their order', async (t) => {
  const dataDir = await temporaryFolder(t)
  await (await openMessageStore({ dataDir })).close()
  const db = new DatabaseSync(join(dataDir, 'messages.db'))
  t.teardown(() => db.close())
  const rev = "parts ->> '$.pinned.rev'"
  const plan = db.prepare(
    `EXPLAIN QUERY PLAN SELECT * FROM messages WHERE conversation_id = 'a' AND ${rev} IS NOT NULL ORDER BY ${rev} DESC`,
  )
  const steps = plan.all().map((row) => String(row['detail']))
  t.equal(steps.length, 3, 'no step sorts')
  t.match(steps[1], /INDEX messages_by_pin/)
})

t.test('what was stored is there after the store is opened again', async (t) => {
  const dataDir = await temporaryFolder(t)
  const one = draft(newConversationId(), newUserId(), 'kept')
  const before = await openMessageStore({ dataDir })
  await before.append([one])
  await before.close()
  const after = await openMessageStore({ dataDir })
  t.teardown(() => after.close())
  t.match(await after.append([one]), [{ kind: 'repeated', seq: 1 }])
})

t.test('a closed store refuses, and a newer file is not touched', async (t) => {
  const dataDir = await temporaryFolder(t)
  const store = await openMessageStore({ dataDir })
  await store.close()
  await t.rejects(store.heads([]), Unavailable)
  const db = new DatabaseSync(join(dataDir, 'messages.db'))
  db.exec('PRAGMA user_version = 999')
  db.close()
  await t.rejects(openMessageStore({ dataDir }), Unavailable)
})

t.test('indexing that fails is in the log once, and that it succeeds again', async (t) => {
  const lines: string[] = []
  const logger = pino({ level: 'info' }, { write: (line) => void lines.push(line) })
  const dataDir = await temporaryFolder(t)
  const stores = await openStores({ dataDir }, logger)
  t.teardown(async () => {
    await stores.messages.close()
    await stores.close()
  })
  const say = (text: string) => stores.messages.append([draft(newConversationId(), newUserId(), text)])
  const tamper = async (sql: string): Promise<void> => {
    using database = openSqlite(`${dataDir}/messages.db`)
    database.exec(sql)
  }
  await tamper(`CREATE TRIGGER full BEFORE INSERT ON message_grams BEGIN SELECT RAISE(ABORT, 'no room'); END`)
  await say('hello')
  await until(() => lines.length > 0, 'it fails')
  t.match(JSON.parse(lines[0] ?? ''), {
    level: 50,
    work: 'indexing for the search',
    err: { message: 'no room' },
  })
  await say('hello again')
  await tamper('DROP TRIGGER full')
  await say('and again')
  await until(() => lines.length > 1, 'it succeeds')
  t.match(JSON.parse(lines[1] ?? ''), { level: 30, work: 'indexing for the search' })
})
