import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'

import type { ClientId } from '@parley/shared'
import t, { type Test } from 'tap'

import { GramIndex } from '../../../api/src/adapters/sqlite-messages/search/gram-index.ts'
import { MessageFinder } from '../../../api/src/adapters/sqlite-messages/search/finder.ts'
import { migrateMessages } from '../../../api/src/adapters/sqlite-messages/schema.ts'
import { MessageTable } from '../../../api/src/adapters/sqlite-messages/message-table.ts'
import { MessageStatements } from '../../../api/src/adapters/sqlite-messages/statements.ts'
import type { MessageSearch } from '../../../api/src/stores/message-store.ts'
import { draft, newConversationId, newUserId } from '../../contract/messages/message-store.contract.ts'

/** The parts of the thread, in this one. */
function openParts(t: Test) {
  const db = new DatabaseSync(':memory:')
  t.teardown(() => db.close())
  migrateMessages(db)
  const writes = new MessageStatements(db)
  const grams = new GramIndex(db, writes)
  const ofTexts = "SELECT count(*) AS count FROM message_grams WHERE gram NOT GLOB '[*@]*'"
  const count = () => Number(db.prepare(ofTexts).get()?.['count'])
  return {
    db,
    writes,
    grams,
    count,
    table: new MessageTable(db, writes, grams),
    finder: new MessageFinder(db, grams),
  }
}

/** What all slices find. */
function allOf(finder: MessageFinder, search: MessageSearch, sliceMs: number): string[] {
  const { hits, next } = finder.slice(search, sliceMs)
  const older = next === null ? [] : allOf(finder, { ...search, after: next }, sliceMs)
  return [...hits.map(({ text }) => text), ...older]
}

const [a, b, ann] = [newConversationId(), newConversationId(), newUserId()]

t.test(
  'sending indexes nothing, the background does, and an edit leaves nothing of the old text',
  async (t) => {
    const { table, grams, count } = openParts(t)
    table.append([draft(a, ann, 'abcdef'), draft(b, ann, 'xyz')])
    t.equal(count(), 0)
    while (grams.grow(5, false));
    t.equal(count(), 5)
    table.append([draft(b, ann, 'later')])
    while (grams.grow(5, false));
    t.equal(count(), 8)
    const change = { conversationId: a, seq: 1, senderId: ann, at: new Date() }
    table.change([{ ...change, text: 'abc' }])
    t.equal(count(), 5)
    table.change([{ ...change, text: 'abcd' }])
    t.equal(count(), 6)
    table.change([{ ...change, text: null }])
    t.equal(count(), 4)
  },
)

t.test(
  'the newest are indexed first, then older ones; a few new ones wait while there are calls',
  async (t) => {
    const { table, grams } = openParts(t)
    const append = (count: number) =>
      table.append(Array.from({ length: count }, (_, at) => draft(at % 2 ? a : b, ann, 'abc')))
    append(4)
    t.equal(grams.grow(0, true), true, 'it begins when nothing is indexed')
    t.same({ ...grams.indexed() }, { first: 3, last: 4 })
    append(3)
    grams.grow(0, false)
    t.same({ ...grams.indexed() }, { first: 3, last: 5 })
    grams.grow(0, true)
    t.same({ ...grams.indexed() }, { first: 2, last: 5 })
    while (grams.grow(0, true));
    t.same({ ...grams.indexed() }, { first: 0, last: 5 }, 'two wait')
    append(5_000)
    t.equal(grams.grow(0, true), true, 'five thousand and two do not')
    while (grams.grow(5, false));
    t.same({ ...grams.indexed() }, { first: 0, last: 5_007 })
  },
)

t.test('however much is indexed, the same is found', async (t) => {
  const { table, grams, finder } = openParts(t)
  const said: string[] = []
  const say = (count: number) => {
    const texts = Array.from(
      { length: count },
      (_, at) => `${at % 3 ? 'abc bcd' : 'abcd'} ${said.length + at}`,
    )
    table.append(texts.map((text, at) => draft(at % 2 ? a : b, ann, text)))
    said.push(...texts)
  }
  const found = (sliceMs: number) =>
    allOf(finder, { conversationIds: [a, b], text: 'abcd', after: null, limit: 7 }, sliceMs)
  const wanted = () => said.filter((text) => text.startsWith('abcd')).reverse()
  say(40)
  for (let step = 0; step < 60; step += 1) {
    t.same(found(0), wanted(), 'in many slices')
    t.same(found(1_000), wanted(), 'in few')
    grams.grow(0, step % 2 === 0)
    if (step % 20 === 10) say(10)
    if (step === 30) {
      table.change([{ conversationId: b, seq: 1, senderId: ann, at: new Date(), text: 'other' }])
      said[0] = 'other'
    }
  }
})

t.test('a search that has to stop says how far it came', async (t) => {
  const { table, grams, finder } = openParts(t)
  const at = (number: number) => new Date(Date.UTC(2026, 0, number))
  table.append(
    [1, 2, 3, 4].map((number) => ({ ...draft(number === 3 ? b : a, ann, 'abc bcd'), createdAt: at(number) })),
  )
  const search: MessageSearch = { conversationIds: [a], text: 'abcd', after: null, limit: 10 }
  const reached = (): (string | null)[] => {
    const moments: (string | null)[] = []
    for (let next = search.after, isOver = false; !isOver; isOver = next === null) {
      const part = finder.slice({ ...search, after: next }, 0)
      t.same(part.hits, [])
      t.equal(part.complete, part.next === null)
      moments.push(part.searchedTo)
      next = part.next
    }
    return moments
  }
  const [second, fourth] = [at(2).toISOString(), at(4).toISOString()]
  t.same(reached(), [fourth, second, null], 'by reading, as far as it has read')
  while (grams.grow(5, false));
  t.same(reached(), [second, at(1).toISOString(), null], 'by the index, down to the next one')
})

t.test('a change that is rolled back keeps the grams of the text that stays', async (t) => {
  const { writes, table, grams, count } = openParts(t)
  table.append([draft(a, ann, 'abcdef')])
  while (grams.grow(5, false));
  writes.commit()
  const change = { conversationId: a, seq: 1, senderId: ann, text: 'other', at: new Date() }
  const broken = { ...change, at: {} as Date }
  t.throws(() => writes.transaction(() => table.change([change, { ...broken, text: 'another' }])))
  t.equal(count(), 4)
})

t.test('a search that has no time goes on from where it stopped, and finds everything once', async (t) => {
  const { table, grams, finder } = openParts(t)
  const texts = Array.from({ length: 300 }, (_, at) => (at % 3 ? `abc bcd ${at}` : `abcd ${at}`))
  table.append(texts.map((text, at) => draft(at % 2 ? a : b, ann, text)))
  const search: MessageSearch = { conversationIds: [a, b], text: 'abcd', after: null, limit: 50 }
  const wanted = texts.filter((text) => text.startsWith('abcd')).reverse()
  t.same(allOf(finder, search, 0), wanted, 'by reading')
  while (grams.grow(5, false));
  t.same(allOf(finder, search, 0), wanted, 'by the index')
})

t.test('every query of a search goes by an index, or by the rows in their order', async (t) => {
  const { db } = openParts(t)
  const queries: [query: string, ...steps: RegExp[]][] = [
    [
      'SELECT row FROM message_grams WHERE conversation = 1 AND gram = 2 AND row <= 3 ORDER BY row DESC LIMIT 1',
      /^SEARCH message_grams USING PRIMARY KEY \(conversation=\? AND gram=\? AND row<\?\)/,
    ],
    [
      `SELECT m.rowid, conversation, s.id AS senderId, text FROM message_rows m
       CROSS JOIN sender_keys s ON s.key = m.sender WHERE m.rowid <= 5 ORDER BY m.rowid DESC LIMIT 3`,
      /^SEARCH m USING INTEGER PRIMARY KEY \(rowid<\?\)/,
      /^SEARCH s USING INTEGER PRIMARY KEY/,
    ],
    [
      `SELECT rowid, text FROM message_rows NOT INDEXED
       WHERE rowid <= 9 AND rowid > 5 AND conversation IN (SELECT value FROM json_each('[]')) ORDER BY rowid DESC`,
      /^SEARCH message_rows USING INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)/,
      /^LIST SUBQUERY/,
      /^SCAN json_each/,
      /^CREATE BLOOM FILTER/,
    ],
    [
      `DELETE FROM message_grams
       WHERE conversation = 1 AND row = 3 AND gram IN (SELECT value FROM json_each('[]'))`,
      /^SEARCH message_grams USING PRIMARY KEY \(conversation=\? AND gram=\? AND row=\?\)/,
      /^LIST SUBQUERY/,
      /^SCAN json_each/,
    ],
  ]
  for (const [query, ...steps] of queries) {
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${query}`).all()
    t.match(
      plan,
      steps.map((detail) => ({ detail })),
      query,
    )
    t.equal(plan.length, steps.length, 'no step sorts')
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
  while (grams.grow(100, false));
  const begunMs = performance.now()
  const answer = finder.slice({ conversationIds: ids, text: 'the needle', after: null, limit: 50 }, 5_000)
  t.equal(answer.hits.length, 50)
  t.comment(`${Math.round(performance.now() - begunMs)} ms`)
  t.ok(performance.now() - begunMs < 8_000)
})
