import { randomInt } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

import t, { type Test } from 'tap'

import type { MessageStore } from '../../../api/src/stores/message-store.ts'
import { draft, newConversationId, newUserId } from '../../contract/messages/message-store.contract.ts'
import { Random } from '../../../scripts/delivery/random.ts'
import { Follower, Told, untilAnswered, Writer } from '../../support/models/message-crowd.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../support/databases/mongo.ts'
import { appended, changed } from '../../support/models/written.ts'

const { url, db } = await newMongoDatabase(t)
const at = new Date('2026-03-02T10:00:00.000Z')

const open = (t: Test, count: number): Promise<MessageStore[]> =>
  Promise.all(Array.from({ length: count }, () => openMongoStoreAt(t, url)))

for (const instances of [2, 4]) {
  t.test(`${instances} instances that write, repeat, edit and delete at once keep every rule`, async (t) => {
    const seed = randomInt(2 ** 31)
    t.comment(`seed ${seed}`)
    const stores = await open(t, instances)
    const [conversationId, senderId] = [newConversationId(), newUserId()] // one person, so that all edit the same
    const told = new Told()
    const writers = stores.map(
      (store, place) => new Writer(store, told, new Random(seed + place), { conversationId, senderId }),
    )
    const followers = stores.map((store) => new Follower(store, conversationId))
    const over = new AbortController()
    const following = followers.map(async (follower) => {
      for (let isOver = false, isNew = true; isNew || !isOver;) {
        isOver = over.signal.aborted // before the last look, which then finds all that was written
        isNew = await follower.read()
        await setTimeout(15) // the server is for the writers
      }
    })
    await Promise.all(writers.map((writer) => writer.work(20)))
    over.abort()
    await Promise.all(following)

    t.strictSame(told.contradictions, [])
    const stored = await db.collection('messages').find({ c: conversationId }).sort({ seq: 1 }).toArray()
    t.strictSame(
      stored.map(({ seq }) => seq),
      stored.map((_, place) => place + 1),
      'no hole',
    )
    t.equal(new Set(stored.map(({ k }) => k)).size, stored.length, 'every message is there once')
    for (const [one, seq] of told.places) {
      if (stored[seq - 1]?.['k'] !== one.clientId) t.fail(`"${one.text}" is not at ${seq}`)
    }
    const revs = stored.flatMap((document) => document['revs']).sort((a, b) => a - b)
    t.strictSame(
      revs,
      revs.map((_, place) => place + 1),
      'every rev was taken once',
    )
    t.ok(revs.length >= stored.length + told.changes)
    for (const [place, follower] of followers.entries()) {
      const page = await stores[place]?.page(conversationId, { kind: 'after', seq: 0 }, 1_000)
      const followed = [...follower.messages.values()].sort((a, b) => a.seq - b.seq)
      t.strictSame(followed, page?.messages, 'who followed by rev has the final state')
      t.equal(follower.rev, revs.length)
    }
    const heads = await stores[0]?.heads([conversationId])
    t.strictSame(heads?.get(conversationId), { seq: stored.length, rev: revs.length })
    const overview = await stores[0]?.overview(newUserId(), [{ conversationId, readSeq: 0 }])
    t.match(overview?.get(conversationId)?.lastMessage, followers[0]?.messages.get(stored.length))
  })
}

t.test(
  'four at once, five times each, with one draft store it once and are told the same place',
  async (t) => {
    const stores = await open(t, 4)
    const one = draft(newConversationId(), newUserId(), 'once')
    const told = new Told()
    const send = async (store: MessageStore): Promise<void> => {
      for (let times = 0; times < 5; times += 1) {
        const [outcome] = await untilAnswered(() => appended(store, [one]))
        told.appended(one, outcome)
      }
    }
    await Promise.all(stores.map(send))
    t.strictSame(told.contradictions, [])
    t.equal(told.places.get(one), 1)
    t.equal(await db.collection('messages').countDocuments({ c: one.conversationId }), 1)
  },
)

t.test('a rev that a message once had cannot be taken by a slow writer', async (t) => {
  const [store] = await open(t, 1)
  const [conversationId, senderId] = [newConversationId(), newUserId()]
  await store?.append([draft(conversationId, senderId, 'one')])
  for (const text of ['rev 2', 'rev 3']) await store?.change([{ conversationId, seq: 1, senderId, text, at }])
  const slow = { c: conversationId, seq: 2, rev: 2, revs: [2], s: senderId, k: 'slow' }
  await t.rejects(db.collection('messages').insertOne(slow), { code: 11_000 })
  await db.collection('messages').insertOne({ ...slow, rev: 4, revs: [4] })
  const changed = db
    .collection('messages')
    .updateOne({ c: conversationId, seq: 2 }, { $set: { rev: 2, revs: [2] } })
  await t.rejects(changed, { code: 11_000 })
})

t.test('a message that came from elsewhere since is met by numbering anew', async (t) => {
  const [here, there] = await open(t, 2)
  const [conversationId, ann, bob] = [newConversationId(), newUserId(), newUserId()]
  await here?.append([draft(conversationId, ann, 'one')]) // so that it believes to know the head
  await there?.append([draft(conversationId, bob, 'two'), draft(conversationId, bob, 'three')])
  await there?.change([{ conversationId, seq: 3, senderId: bob, text: 'III', at }])
  const repeated = draft(conversationId, ann, 'four')
  const outcomes = here && (await appended(here, [repeated, repeated, draft(conversationId, ann, 'five')]))
  t.match(outcomes, [
    { kind: 'stored', message: { seq: 4, rev: 5 } },
    { kind: 'repeated', seq: 4 },
    { kind: 'stored', message: { seq: 5, rev: 6 } },
  ])
})

t.test('an edit by an instance that knows an old rev comes after all others of that message', async (t) => {
  const [here, there] = await open(t, 2)
  const [conversationId, senderId] = [newConversationId(), newUserId()]
  const edit = (text: string) => [{ conversationId, seq: 1, senderId, text, at }]
  await here?.append([draft(conversationId, senderId, 'one')]) // so that it believes to know the head
  await there?.change(edit('rev 2'))
  await there?.change(edit('rev 3'))
  t.match(await here?.change(edit('rev 4')), [{ kind: 'changed', message: { rev: 4 } }])
  t.match(await there?.changesAfter(conversationId, 3, 10), { messages: [{ text: 'rev 4' }], rev: 4 })
})

t.test('two that edit the same message both get a rev, and the later one is what stays', async (t) => {
  const stores = await open(t, 2)
  const [conversationId, senderId] = [newConversationId(), newUserId()]
  await stores[0]?.append([draft(conversationId, senderId, 'one')])
  const edits = stores.map((store, place) =>
    changed(store, [{ conversationId, seq: 1, senderId, text: `${place}`, at }]),
  )
  const outcomes = (await Promise.all(edits)).flat()
  const messages = outcomes.flatMap((outcome) => (outcome.kind === 'changed' ? [outcome.message] : []))
  t.strictSame(new Set(messages.map(({ rev }) => rev)), new Set([2, 3]))
  const page = await stores[0]?.page(conversationId, { kind: 'latest' }, 10)
  t.strictSame(
    page?.messages,
    messages.filter(({ rev }) => rev === 3),
  )
})
