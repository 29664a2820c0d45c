import t, { type Test } from 'tap'
import type { Db, Document } from 'mongodb'

import { newClient } from '../../../api/src/adapters/mongo/connection/client.ts'
import { MongoMessageStore } from '../../../api/src/adapters/mongo/message-store.ts'
import { openMongoMessageStore } from '../../../api/src/adapters/mongo/open.ts'
import type { MessageStore } from '../../../api/src/stores/message-store.ts'
import { draft, newConversationId, newUserId, whole } from '../../contract/messages/message-store.contract.ts'
import { untilAnswered } from '../../support/models/message-crowd.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../support/databases/mongo.ts'
import { boundOf, isQuery, planOf } from '../../support/databases/mongo-plans.ts'
import { MongoProxy, pass } from '../../support/network/mongo-proxy.ts'

const { url, db } = await newMongoDatabase(t)
const proxy = await MongoProxy.before(t, new URL(url))
const store = await openMongoStoreAt(t, proxy.url)

const [long, ann, bob] = [newConversationId(), newUserId(), newUserId()]
const many = Array.from({ length: 500 }, () => newConversationId())
/** Few mention anybody: no query for those that do looks at the others. */
const mentioning = { parts: { mentions: [bob] } }
const history = Array.from({ length: 1_000 }, (_, place) => {
  return { ...draft(long, ann, `m${place}`), ...(place % 500 === 499 && mentioning) }
})
const hellos = many.map((id) => draft(id, ann, 'hello'))
/** So many are stored in the time of one call, also by a slow server. */
const atOnce = 100
for (const drafts of [history, hellos]) {
  for (let from = 0; from < drafts.length; from += atOnce) {
    await untilAnswered(() => store.append(drafts.slice(from, from + atOnce)))
  }
}

/** The queries that one call sends. */
async function queriesOf(call: () => Promise<unknown>): Promise<Document[]> {
  const queries: Document[] = []
  proxy.judge = (command) => {
    if (isQuery(command)) queries.push(command)
    return pass
  }
  await call()
  proxy.judge = () => pass
  return queries
}

const byName = (a: string, b: string): number => a.localeCompare(b)

interface Expected {
  readonly name: string
  readonly call: (store: MessageStore) => Promise<unknown>
  /** The indexes of its queries, and how many documents these may look at together. */
  readonly indexes: readonly string[]
  readonly docs: number
}

const positions = [long, ...many].map((conversationId) => ({ conversationId, readSeq: 0 }))

const expected: readonly Expected[] = [
  {
    name: 'the latest page of a history',
    call: (store) => store.page(long, { kind: 'latest' }, 50),
    indexes: ['_id_', 'by-rev', 'by-seq', 'by-seq'],
    docs: 53,
  },
  {
    name: 'a page around a message',
    call: (store) => store.page(long, { kind: 'around', seq: 500 }, 50),
    indexes: ['_id_', 'by-rev', 'by-seq', 'by-seq'],
    docs: 53,
  },
  {
    name: 'changes after a rev',
    call: (store) => store.changesAfter(long, 400, 50),
    indexes: ['_id_', 'by-rev', 'by-rev'],
    docs: 52,
  },
  {
    name: 'the heads of 500 conversations',
    call: (store) => store.heads(many),
    indexes: ['_id_'],
    docs: 500,
  },
  {
    name: 'the list of 501 conversations, all unread',
    call: (store) => store.overview(bob, positions),
    indexes: ['_id_', 'by-mention-place', 'by-seq'],
    docs: 501 + 128 + 500 + 2,
  },
  {
    name: 'the list of someone who wrote last in all of them',
    call: (store) => store.overview(ann, positions),
    indexes: ['_id_'],
    docs: 501,
  },
  {
    name: 'the look-up of three that were sent before',
    call: (store) => store.append(history.slice(10, 13)),
    indexes: ['_id_', '_id_', 'by-client-id', 'by-rev', 'by-seq'],
    docs: 6 + 1, // once a second the last that arrived
  },
  {
    name: 'who has departed in the last 200 messages, for three of a member that were sent before',
    call: (store) => store.append(history.slice(10, 13).map((one) => ({ ...one, memberAtSeq: 0 }))),
    indexes: ['_id_', '_id_', 'by-client-id', 'by-rev', 'by-seq', 'by-seq'],
    docs: 6 + 1 + 200,
  },
  {
    name: 'whether someone wrote in one of 501 conversations',
    call: (store) => store.hasWritten(bob, whole(long, ...many)),
    indexes: ['by-client-id'],
    docs: 0,
  },
  {
    // It ends at the first that is no system message; only those stand before it.
    name: 'whether someone wrote who wrote everything',
    call: (store) => store.hasWritten(ann, whole(long, ...many)),
    indexes: ['by-client-id'],
    docs: 1_500,
  },
  {
    name: 'what is pinned, and a pin that is the second',
    call: async (store) => {
      await store.pins(long)
      await store.change([
        { conversationId: long, seq: 1, senderId: ann, at: new Date(), pin: { isOn: true } },
      ])
    },
    indexes: ['_id_', 'by-pin', 'by-pin', 'by-rev', 'by-seq'],
    docs: 5,
  },
  {
    name: 'where one is mentioned, in 501 conversations',
    call: (store) =>
      store.mentions({
        ...{ userId: bob, conversationIds: [long, ...many], blocked: [], after: null },
        limit: 50,
      }),
    indexes: Array.from({ length: 6 }, () => 'by-mention'),
    docs: 2,
  },
  {
    name: 'a search in 500 conversations, with its counts of three grams',
    call: (store) => store.search({ conversationIds: many, text: 'hello', after: null, limit: 50 }),
    indexes: Array.from({ length: 3 + 5 }, () => 'by-gram'),
    docs: 3 * 500 + 500,
  },
]

const coldQueriesOf = (t: Test, call: Expected['call']): Promise<Document[]> =>
  untilAnswered(async () => {
    const store = await openMongoStoreAt(t, proxy.url) // one that knows no heads yet
    return queriesOf(() => call(store))
  })

for (const { name, call, indexes, docs } of expected) {
  t.test(`${name} names its indexes, which leave ${docs} documents at most to look at`, async (t) => {
    const queries = await coldQueriesOf(t, call)
    t.strictSame(queries.map(({ hint }) => String(hint)).toSorted(byName), indexes)
    const bounds = await Promise.all(queries.map((query) => boundOf(db, query)))
    const left = bounds.reduce((sum, bound) => sum + bound, 0)
    t.ok(left <= docs, `${bounds.join(' + ')} documents are in reach`)
  })
}

t.test('A query that its index does not serve is found', async (t) => {
  const query = { find: 'messages', hint: 'by-seq', limit: 50 }
  t.equal(await boundOf(db, { ...query, filter: { c: long, seq: { $gt: 10 } }, sort: { seq: 1 } }), 50)
  for (const [filter, sort] of [
    [{ c: long, text: 'm1' }, { seq: 1 }],
    [{ c: long }, { createdAt: 1 }],
    [{ c: { $gte: '' }, seq: 1 }, { seq: 1 }],
    [{ seq: { $gt: 10 } }, { seq: 1 }],
  ] as const) {
    t.ok((await boundOf(db, { ...query, filter, sort })) >= 1_000, JSON.stringify(filter))
  }
})

const keys: Record<string, Record<string, 1>> = {
  'by-seq': { c: 1, seq: 1 },
  'by-rev': { c: 1, rev: 1 },
  'by-any-rev': { c: 1, revs: 1 },
  'by-client-id': { c: 1, s: 1, k: 1 },
}

/** A database whose indexes are all as they should be, but for one. */
async function databaseWithout(t: Test, missing: string): Promise<{ url: string; db: Db }> {
  const database = await newMongoDatabase(t)
  const messages = database.db.collection('messages')
  for (const [name, key] of Object.entries(keys)) {
    if (name !== missing) await messages.createIndex(key, { name, unique: true })
  }
  return database
}

type Call = (store: MessageStore, other: MessageStore) => Promise<unknown>

/** One of each kind of query that goes by that index. */
const withoutIndex: Record<string, readonly Call[]> = {
  'by-seq': [
    (store) => store.page(long, { kind: 'latest' }, 50),
    (store) => store.append([draft(long, ann, 'one')]),
    (store) => store.change([{ conversationId: long, seq: 1, senderId: ann, text: 'x', at: new Date() }]),
    (store) => store.overview(bob, [{ conversationId: long, readSeq: 0 }]),
  ],
  'by-rev': [
    (store) => store.changesAfter(long, 0, 50),
    (store) => store.page(long, { kind: 'around', seq: 1 }, 50),
  ],
  'by-client-id': [
    async (store, other) => {
      for (const one of [store, other]) await one.append([draft(long, ann, 'before')])
      await store.append([draft(long, ann, 'numbered by what this store wrote last, which is not the last')])
    },
    (store) => store.hasWritten(ann, whole(long)),
  ],
  'by-pin': [(store) => store.pins(long)],
  'by-gram': [(store) => store.search({ conversationIds: [long], text: 'm1', after: null, limit: 5 })],
  'by-mention': [
    (store) => store.mentions({ userId: bob, conversationIds: [long], blocked: [], after: null, limit: 5 }),
  ],
  'by-mention-place': [
    async (store) => {
      const conversationId = newConversationId()
      await store.append([draft(conversationId, ann, 'one')])
      await store.overview(bob, [{ conversationId, readSeq: 0 }])
    },
  ],
}

const isExplained = (await planOf(db, { find: 'messages', filter: {} })) !== null

if (isExplained) {
  for (const { name, call, docs } of expected) {
    t.test(`The server explains of ${name} that it read no collection and sorted nothing`, async (t) => {
      const queries = await coldQueriesOf(t, call)
      const plans = await Promise.all(queries.map((query) => planOf(db, query)))
      const stages = plans.flatMap((plan) => plan?.stages ?? ['unexplained'])
      for (const wrong of ['COLLSCAN', 'SORT', 'unexplained']) t.notOk(stages.includes(wrong), stages.join())
      const examined = plans.reduce((sum, plan) => sum + (plan?.docsExamined ?? Infinity), 0)
      t.ok(examined <= docs, `${examined} documents were looked at`)
    })
  }
} else {
  t.test(
    'This server explains nothing: that it obeys the hints is seen without the indexes alone',
    async (t) => {
      const named = new Set(expected.flatMap(({ indexes }) => indexes))
      named.delete('_id_') // which cannot be dropped
      t.strictSame([...named].toSorted(byName), Object.keys(withoutIndex).toSorted(byName))
    },
  )
}

for (const [index, calls] of Object.entries(withoutIndex)) {
  t.test(
    `without the index ${index} its queries are refused, not carried out by reading everything`,
    async (t) => {
      const { url, db: other } = await databaseWithout(t, index)
      // Without one, nothing is looked for behind it.
      await other
        .collection('heads')
        .insertMany(await db.collection('heads').find({ 'last.text': 'm999' }).toArray())
      const open = async (): Promise<MongoMessageStore> => {
        const store = new MongoMessageStore(await newClient(url).connect())
        t.teardown(() => store.close())
        return store
      }
      const stores = [await open(), await open()] as const
      for (const call of calls) await t.rejects(call(...stores), /MongoDB refuses what it was asked/)
    },
  )
}

t.test('an index that is missing is made at the start', async (t) => {
  const { url, db } = await databaseWithout(t, 'by-any-rev')
  await openMongoStoreAt(t, url)
  const indexes = await db.collection('messages').indexes()
  t.match(
    indexes
      .filter(({ unique }) => unique)
      .map(({ name }) => String(name))
      .sort(),
    ['by-any-rev', 'by-client-id', 'by-rev', 'by-seq'],
  )
})

t.test('an index that is not the one that order needs stops the start', async (t) => {
  const { url, db } = await databaseWithout(t, 'by-seq')
  await db.collection('messages').createIndex({ c: 1, seq: 1 }, { name: 'by-seq' })
  await t.rejects(openMongoMessageStore({ url }), /MongoDB refuses what it was asked|lacks its index/)
})

t.test('several instances that start together make the indexes once', async (t) => {
  const { url } = await newMongoDatabase(t)
  const stores = await Promise.all([1, 2, 3, 4].map(() => openMongoStoreAt(t, url)))
  t.match(await stores[0]?.append([draft(newConversationId(), ann, 'one')]), [{ kind: 'stored' }])
})
