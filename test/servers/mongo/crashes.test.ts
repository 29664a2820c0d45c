import t, { type Test } from 'tap'
import type { Document } from 'mongodb'

import { Unavailable } from '../../../api/src/stores/errors.ts'
import { draft, newConversationId, newUserId } from '../../contract/messages/message-store.contract.ts'
import { untilAnswered } from '../../support/models/message-crowd.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../support/databases/mongo.ts'
import { MongoProxy, pass, type Fate, type Judge } from '../../support/network/mongo-proxy.ts'
import { appended, changed } from '../../support/models/written.ts'

const { url, db } = await newMongoDatabase(t)
const at = new Date('2026-03-02T10:00:00.000Z')

/** A store behind a proxy, one that is not, and a conversation. */
async function open(t: Test) {
  const proxy = await MongoProxy.before(t, new URL(url))
  return {
    proxy,
    far: await openMongoStoreAt(t, proxy.url),
    near: await openMongoStoreAt(t, url),
    conversationId: newConversationId(),
    ann: newUserId(),
  }
}

/** Decides over the first command of that name, and of that collection; all others pass. */
function first(name: string, collection: string, fate: (command: Document) => Fate | Promise<Fate>): Judge {
  let isMet = false
  return (command) => {
    if (isMet || command[name] !== collection) return pass
    isMet = true
    return fate(command)
  }
}

/** Who has lost a connection looks for the server anew, which on a busy machine takes longer than a call may. */
const isBack = (store: { ping(): Promise<void> }): Promise<void> => untilAnswered(() => store.ping())

const seqsOf = async (conversationId: string): Promise<unknown[]> =>
  (await db.collection('messages').find({ c: conversationId }).sort({ seq: 1 }).toArray()).map(
    ({ seq }) => seq,
  )

t.test(
  'a server that stops in the middle of a batch leaves no hole, and the batch can be sent again',
  async (t) => {
    const { proxy, far, conversationId, ann } = await open(t)
    const drafts = [1, 2, 3, 4, 5].map((n) => draft(conversationId, ann, `m${n}`))
    proxy.judge = first('insert', 'messages', (command) => ({
      kind: 'cut-short',
      command: { ...command, documents: command['documents'].slice(0, 2) },
    }))
    await t.rejects(far.append(drafts), Unavailable)
    t.strictSame(await seqsOf(conversationId), [1, 2])
    await isBack(far)
    t.match(await far.append(drafts), [
      { kind: 'repeated', seq: 1 },
      { kind: 'repeated', seq: 2 },
      { kind: 'stored', message: { seq: 3, rev: 3 } },
      { kind: 'stored', message: { seq: 4, rev: 4 } },
      { kind: 'stored', message: { seq: 5, rev: 5 } },
    ])
    t.strictSame(await seqsOf(conversationId), [1, 2, 3, 4, 5])
  },
)

t.test('a crash between two parts of a batch with a duplicate in its middle leaves no hole', async (t) => {
  const { proxy, far, near, conversationId, ann } = await open(t)
  const before = draft(conversationId, ann, 'before')
  await near.append([before])
  const drafts = [draft(conversationId, ann, 'm2'), before, draft(conversationId, ann, 'm3')]
  let inserts = 0
  proxy.judge = (command) => (command['insert'] === 'messages' && ++inserts === 2 ? { kind: 'lose' } : pass)
  await t.rejects(far.append(drafts), Unavailable)
  t.strictSame(await seqsOf(conversationId), [1, 2])
  await isBack(far)
  t.match(await far.append(drafts), [
    { kind: 'repeated', seq: 2 },
    { kind: 'repeated', seq: 1 },
    { kind: 'stored', message: { seq: 3, rev: 3 } },
  ])
})

t.test(
  'an answer that is lost is not an answer: what was stored is found when it is sent again',
  async (t) => {
    const { proxy, far, conversationId, ann } = await open(t)
    const one = draft(conversationId, ann, 'one')
    proxy.judge = first('insert', 'messages', () => ({ kind: 'lose-answer' }))
    await t.rejects(far.append([one]), Unavailable)
    t.strictSame(await seqsOf(conversationId), [1])
    await isBack(far)
    t.match(await far.append([one]), [{ kind: 'repeated', seq: 1 }])
    proxy.judge = first('update', 'messages', () => ({ kind: 'lose-answer' }))
    const edit = { conversationId, seq: 1, senderId: ann, text: 'uno', at }
    await t.rejects(far.change([edit]), Unavailable)
    await isBack(far)
    t.match(await far.change([edit]), [{ kind: 'unchanged', message: { rev: 2, text: 'uno' } }])
  },
)

t.test(
  'whatever was acknowledged is in the lists, also when it was acknowledged as a repetition',
  async (t) => {
    const { proxy, far, near, conversationId, ann } = await open(t)
    const one = draft(conversationId, ann, 'one')
    const lose = first('update', 'heads', () => ({ kind: 'lose' }))
    proxy.judge = lose
    await t.rejects(
      far.append([one]),
      Unavailable,
      'it is stored, and not in the lists yet: nobody may be told',
    )
    t.strictSame(await near.heads([conversationId]), new Map())
    await near.append([one])
    t.strictSame(await near.heads([conversationId]), new Map([[conversationId, { seq: 1, rev: 1 }]]))
    await isBack(far)
    proxy.judge = first('update', 'heads', () => ({ kind: 'lose' }))
    const edit = { conversationId, seq: 1, senderId: ann, text: '$text {"$gt":""}', at }
    await t.rejects(far.change([edit]), Unavailable)
    t.match(await near.change([edit]), [{ kind: 'unchanged' }])
    const overview = await near.overview(newUserId(), [{ conversationId, readSeq: 0 }])
    t.match(overview.get(conversationId), { rev: 2, lastMessage: { text: edit.text } })
  },
)

// A write that is held up waits for less than two seconds: where the others took longer, all begins anew.

t.test('lists never go back, whoever comes last', async (t) => {
  const { proxy, far, near, ann } = await open(t)
  const shown = await untilAnswered(async () => {
    const conversationId = newConversationId()
    await near.append([draft(conversationId, ann, 'one')])
    const gate = Promise.withResolvers<Fate>()
    const reached = Promise.withResolvers<void>()
    proxy.judge = first('update', 'heads', () => (reached.resolve(), gate.promise))
    const slow = far.append([draft(conversationId, ann, 'two')])
    await Promise.race([reached.promise, slow])
    await appended(near, [draft(conversationId, ann, 'three')])
    await changed(near, [{ conversationId, seq: 3, senderId: ann, text: 'III', at }])
    gate.resolve(pass)
    await slow
    return (await near.overview(newUserId(), [{ conversationId, readSeq: 0 }])).get(conversationId)
  })
  t.match(shown, { seq: 3, rev: 4, lastMessage: { text: 'III' }, unread: 3 })
})

t.test('a write that is held up comes behind what readers have seen, never before it', async (t) => {
  const { proxy, far, near, ann } = await open(t)
  const { seen, stored, later } = await untilAnswered(async () => {
    const conversationId = newConversationId()
    await near.append([draft(conversationId, ann, 'one')])
    const gate = Promise.withResolvers<Fate>()
    const reached = Promise.withResolvers<void>()
    proxy.judge = first('insert', 'messages', () => (reached.resolve(), gate.promise))
    const slow = appended(far, [draft(conversationId, ann, 'two')]) // as rev 2
    await Promise.race([reached.promise, slow])
    for (const text of ['rev 2', 'rev 3'])
      await changed(near, [{ conversationId, seq: 1, senderId: ann, text, at }])
    const seen = await near.changesAfter(conversationId, 0, 10)
    gate.resolve(pass)
    const stored = await slow
    return { seen, stored, later: await near.changesAfter(conversationId, seen.rev, 10) }
  })
  t.equal(seen.rev, 3)
  t.match(stored, [{ kind: 'stored', message: { seq: 2, rev: 4 } }])
  t.match(later, { messages: [{ text: 'two' }], rev: 4 })
})

t.test('without the confirmation of a majority nothing is acknowledged', async (t) => {
  const { proxy, far, conversationId, ann } = await open(t)
  const unconfirmed: Fate = {
    kind: 'answer',
    change: (answer) => ({
      ...answer,
      writeConcernError: {
        code: 64,
        codeName: 'WriteConcernTimeout',
        errmsg: 'waiting for replication timed out',
      },
    }),
  }
  const [one, two] = [draft(conversationId, ann, 'one'), draft(conversationId, ann, 'two')]
  proxy.judge = first('insert', 'messages', () => unconfirmed)
  await t.rejects(far.append([one]), Unavailable)
  proxy.judge = first('insert', 'messages', () => unconfirmed)
  await t.rejects(far.append([one, two]), Unavailable, 'also when one is refused in the same answer')
  proxy.judge = first('update', 'messages', () => unconfirmed)
  await t.rejects(far.change([{ conversationId, seq: 1, senderId: ann, text: 'uno', at }]), Unavailable)
  proxy.judge = first('update', 'heads', () => unconfirmed)
  await t.rejects(far.append([two]), Unavailable)
  t.match(await far.append([one, two]), [
    { kind: 'repeated', seq: 1 },
    { kind: 'repeated', seq: 2 },
  ])
})
