import { randomUUID } from 'node:crypto'

import t from 'tap'
import type { Document } from 'mongodb'

import { draft, newConversationId, newUserId } from '../../contract/messages/message-store.contract.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../support/databases/mongo.ts'
import { MongoProxy, pass } from '../../support/network/mongo-proxy.ts'

const { url, db } = await newMongoDatabase(t)
const at = new Date('2026-03-02T10:00:00.000Z')

/** What JSON can hold where a text, an id or a number belongs. */
const notValues: readonly unknown[] = [
  { $ne: null },
  { $gt: '' },
  { $regex: '.*' },
  { $where: 'sleep(1000)' },
  { $literal: 'x' },
  { toString: 1 },
  ['a'],
  null,
  undefined,
  true,
  '',
  '$c',
  `${randomUUID()}\0`,
  randomUUID().toUpperCase(),
]

t.test('what is no value never reaches the server, wherever it stands', async (t) => {
  const proxy = await MongoProxy.before(t, new URL(url))
  const store = await openMongoStoreAt(t, proxy.url)
  const sent: Document[] = []
  await store.ping()
  proxy.judge = (command) => {
    if (!('hello' in command || 'ismaster' in command)) sent.push(command)
    return pass
  }
  const [c, s] = [newConversationId(), newUserId()]
  const one = draft(c, s, 'text')
  const change = { conversationId: c, seq: 1, senderId: s, text: 'text', at }
  /** As a caller would pass it that does not know its types. */
  const untyped = (value: unknown): never => value as never
  for (const bad of notValues) {
    const label = JSON.stringify(bad) ?? 'undefined'
    for (const key of ['conversationId', 'senderId', 'clientId']) {
      await t.rejects(store.append([one, { ...one, [key]: bad }]), TypeError, `${key}: ${label}`)
    }
    for (const key of ['conversationId', 'senderId', 'seq']) {
      await t.rejects(store.change([{ ...change, [key]: bad }]), TypeError, `${key}: ${label}`)
    }
    await t.rejects(store.page(untyped(bad), { kind: 'latest' }, 10), TypeError)
    await t.rejects(store.page(c, { kind: 'before', seq: untyped(bad) }, 10), TypeError)
    await t.rejects(store.page(c, { kind: 'latest' }, untyped(bad)), TypeError)
    await t.rejects(store.changesAfter(untyped(bad), 0, 10), TypeError)
    await t.rejects(store.changesAfter(c, untyped(bad), 10), TypeError)
    await t.rejects(store.heads([untyped(bad)]), TypeError)
    await t.rejects(store.overview(untyped(bad), []), TypeError)
    await t.rejects(store.overview(s, [{ conversationId: untyped(bad), readSeq: 0 }]), TypeError)
    await t.rejects(store.overview(s, [{ conversationId: c, readSeq: untyped(bad) }]), TypeError)
    if (typeof bad === 'string') continue
    await t.rejects(store.append([{ ...one, text: untyped(bad) }]), TypeError)
    if (bad !== null) await t.rejects(store.change([{ ...change, text: untyped(bad) }]), TypeError)
  }
  t.strictSame(sent, [])
})

const texts = [
  '$seq',
  '$$ROOT',
  '{"$gt":""}',
  '$literal',
  'a.$.b',
  '__proto__',
  '\u0000 \ufffd 👩‍👩‍👧 \u202e',
  '/.*/i',
]

t.test(
  'text that looks like an operator is text, in messages, in lists and in system messages',
  async (t) => {
    const store = await openMongoStoreAt(t, url)
    const [c, s, reader] = [newConversationId(), newUserId(), newUserId()]
    for (const text of texts) {
      await store.append([draft(c, s, text)])
      const { lastMessage, seq } =
        (await store.overview(reader, [{ conversationId: c, readSeq: 0 }])).get(c) ?? {}
      t.equal(lastMessage?.text, text)
      await store.change([{ conversationId: c, seq: seq ?? 0, senderId: s, text: `${text}${text}`, at }])
      const edited = (await store.overview(reader, [{ conversationId: c, readSeq: 0 }])).get(c)
      t.equal(edited?.lastMessage?.text, `${text}${text}`)
    }
    const { messages } = await store.page(c, { kind: 'latest' }, 100)
    t.strictSame(
      messages.map(({ text }) => text),
      texts.map((text) => text + text),
    )
    const named = { ...draft(c, s, ''), system: { kind: 'group-renamed', name: '$name' } } as const
    await store.append([named])
    const overview = await store.overview(reader, [{ conversationId: c, readSeq: 0 }])
    t.strictSame(overview.get(c)?.lastMessage?.system, named.system)
  },
)

t.test('a message that was edited a thousand times and more stays small', async (t) => {
  const store = await openMongoStoreAt(t, url)
  const [c, s] = [newConversationId(), newUserId()]
  await store.append([draft(c, s, 'one')])
  const revs = Array.from({ length: 1_000 }, (_, at) => at + 1)
  await db.collection('messages').updateOne({ c }, { $set: { rev: 1_000, revs } })
  await store.change([{ conversationId: c, seq: 1, senderId: s, text: 'edited', at }])
  const stored = await db.collection('messages').findOne({ c })
  t.equal(stored?.['revs'].length, 1_000)
  t.equal(stored?.['revs'].at(-1), 1_001)
})

t.test('numbers beyond 32 bits come back as they went in', async (t) => {
  const store = await openMongoStoreAt(t, url)
  const [c, s] = [newConversationId(), newUserId()]
  await store.append([draft(c, s, 'one')])
  const large = 2 ** 31 + 5
  await db.collection('messages').updateOne({ c }, { $set: { seq: large, rev: large, revs: [large] } })
  const there = await openMongoStoreAt(t, url)
  t.match(await there.append([draft(c, s, 'two')]), [{ message: { seq: large + 1, rev: large + 1 } }])
  t.match(await there.changesAfter(c, large, 10), { messages: [{ seq: large + 1 }], rev: large + 1 })
  t.strictSame((await there.heads([c])).get(c), { seq: large + 1, rev: large + 1 })
})
