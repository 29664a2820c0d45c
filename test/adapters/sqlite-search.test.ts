import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'

import type { ClientId } from '@parley/shared'
import t, { type Test } from 'tap'

import { GramIndex } from '../../api/src/adapters/sql/gram-index.ts'
import { MessageFinder } from '../../api/src/adapters/sql/message-finder.ts'
import { migrateMessages } from '../../api/src/adapters/sql/message-schema.ts'
import { MessageTable } from '../../api/src/adapters/sql/message-table.ts'
import { MessageWrites } from '../../api/src/adapters/sql/message-writes.ts'
import type { MessageSearch } from '../../api/src/stores/message-store.ts'
import { draft, newConversationId, newUserId } from '../contract/message-store.contract.ts'

/** The parts of the thread, in this one. */
function openParts(t: Test) {
  const db = new DatabaseSync(':memory:')
  t.teardown(() => db.close())
  migrateMessages(db)
  const writes = new MessageWrites(db)
  const grams = new GramIndex(db, writes)
  const count = () => Number(db.prepare('SELECT count(*) AS count FROM message_grams').get()?.['count'])
  return {
    db,
    writes,
    grams,
    count,
    table: new MessageTable(db, writes, grams),
    finder: new MessageFinder(db, grams),
  }
}

const [a, b, ann] = [newConversationId(), newConversationId(), newUserId()]

t.test('sending indexes nothing, idle time does, and an edit leaves nothing of the old text', async (t) => {
  const { table, grams, count } = openParts(t)
  table.append([draft(a, ann, 'abcdef'), draft(b, ann, 'xyz')])
  t.equal(count(), 0)
  while (grams.catchUpAll(5));
  t.equal(count(), 5)
  table.append([draft(b, ann, 'later')])
  while (grams.catchUpAll(5));
  t.equal(count(), 8)
  const change = { conversationId: a, seq: 1, senderId: ann, at: new Date() }
  table.change([{ ...change, text: 'abc' }])
  while (grams.catchUpAll(5));
  t.equal(count(), 5)
  table.change([{ ...change, text: null }])
  while (grams.catchUpAll(5));
  t.equal(count(), 4)
})

t.test('a change that is rolled back keeps the grams of the text that stays', async (t) => {
  const { writes, table, grams, count } = openParts(t)
  table.append([draft(a, ann, 'abcdef')])
  while (grams.catchUpAll(5));
  writes.commit()
  const change = { conversationId: a, seq: 1, senderId: ann, text: 'other', at: new Date() }
  const broken = { ...change, at: null as unknown as Date }
  t.throws(() => writes.transaction(() => table.change([change, { ...broken, text: 'another' }])))
  t.equal(count(), 4)
})

t.test('a search that has no time goes on from where it stopped, and finds everything once', async (t) => {
  const { table, finder } = openParts(t)
  const texts = Array.from({ length: 300 }, (_, at) => (at % 3 ? `abc bcd ${at}` : `abcd ${at}`))
  table.append(texts.map((text, at) => draft(at % 2 ? a : b, ann, text)))
  const search: MessageSearch = { conversationIds: [a, b], text: 'abcd', after: null, limit: 50 }
  const found: string[] = []
  let slices = 0
  for (let after: string | null = null, isOver = false; !isOver; slices += 1) {
    const part = finder.slice({ ...search, after }, 0)
    found.push(...part.hits.map(({ text }) => text))
    after = part.next
    isOver = part.next === null
  }
  t.ok(slices > 100)
  t.same(found, texts.filter((text) => text.startsWith('abcd')).reverse())
})

t.test('every query of a search goes by an index', async (t) => {
  const { db } = openParts(t)
  const queries = [
    'SELECT row FROM message_grams WHERE conversation = 1 AND gram = 2 AND row <= 3 ORDER BY row DESC LIMIT 1',
    'SELECT rowid, rev, text FROM message_rows WHERE conversation = 1 AND rev > 2 ORDER BY rev LIMIT 3',
    'DELETE FROM message_grams WHERE conversation = 1 AND gram = 2 AND row = 3',
  ]
  for (const query of queries) {
    const steps = db.prepare(`EXPLAIN QUERY PLAN ${query}`).all()
    t.match(steps, [{ detail: /^SEARCH \w+ USING (PRIMARY KEY|INDEX messages_by_rev) \(conversation=\?/ }])
  }
})

t.test('ten thousand messages in a thousand conversations are searched in a moment', async (t) => {
  const { table, grams, finder } = openParts(t)
  const ids = Array.from({ length: 1_000 }, () => newConversationId())
  const one = { senderId: ann, system: null, createdAt: new Date() }
  table.append(
    Array.from({ length: 10_000 }, (_, at) => ({
      ...one,
      conversationId: ids[at % 1_000] ?? a,
      clientId: randomUUID() as ClientId,
      text: at % 97 ? `the usual ${at}` : `the needle ${at}`,
    })),
  )
  while (grams.catchUpAll(100));
  const begunMs = performance.now()
  const answer = finder.slice({ conversationIds: ids, text: 'the needle', after: null, limit: 50 }, 5_000)
  t.equal(answer.hits.length, 50)
  t.comment(`${Math.round(performance.now() - begunMs)} ms`)
  t.ok(performance.now() - begunMs < 8_000)
})
