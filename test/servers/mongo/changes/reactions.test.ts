import t, { type Test } from 'tap'

import { Unavailable } from '../../../../api/src/stores/errors.ts'
import { draft, newConversationId, newUserId } from '../../../contract/messages/message-store.contract.ts'
import { reactionsContract } from '../../../contract/messages/reactions.contract.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../../support/databases/mongo.ts'
import { untilAnswered } from '../../../support/models/message-crowd.ts'
import { MongoProxy, pass } from '../../../support/network/mongo-proxy.ts'

const { url, db } = await newMongoDatabase(t)

reactionsContract(t, (t) => openMongoStoreAt(t, url))

const at = new Date('2026-03-02T10:00:00.000Z')

/** A message, and what somebody does to it. */
async function message(t: Test) {
  const [store, conversationId] = [await openMongoStoreAt(t, url), newConversationId()]
  await store.append([draft(conversationId, newUserId(), 'one')])
  const query = { conversationId, seq: 1, emoji: null, after: null, limit: 100 }
  const by = (senderId: string & ReturnType<typeof newUserId>, emoji: string, isOn = true) => {
    return { conversationId, seq: 1, senderId, at, reaction: { emoji, isOn } }
  }
  const counts = async () => (await store.bySeqs(conversationId, [1]))[0]?.reactions ?? []
  return { store, by, query, counts }
}

t.test(
  'Two instances that reach the twentieth kind at once make twenty, and each counts what is there',
  async (t) => {
    const { store, by, query, counts } = await message(t)
    const other = await openMongoStoreAt(t, url)
    const kind = (at: number): string => String.fromCodePoint(0x1f600 + at)
    for (let at = 0; at < 19; at += 1) await untilAnswered(() => store.change([by(newUserId(), kind(at))]))
    const until = async (of: typeof store, emoji: string): Promise<string> => {
      const change = by(newUserId(), emoji)
      for (;;) {
        const [outcome] = await of.change([change])
        if (outcome) return outcome.kind
      }
    }
    const kinds = await Promise.all([
      until(store, '🦊'),
      until(other, '🐙'),
      until(store, '😀'),
      until(other, '😀'),
    ])
    t.same(kinds.toSorted(), ['changed', 'changed', 'changed', 'too-many-kinds'])
    const rows = await store.reactors(query)
    t.equal(rows.length, 22)
    t.same(
      (await counts()).map(({ emoji, count }) => [emoji, count]),
      (await counts()).map(({ emoji }) => [emoji, rows.filter((row) => row.emoji === emoji).length]),
    )
  },
)

t.test('A crash between the count and its row leaves both when whoever comes next is done', async (t) => {
  const { store, by, query, counts } = await message(t)
  const proxy = await MongoProxy.before(t, new URL(url))
  const far = await openMongoStoreAt(t, proxy.url)
  const [ann, ben] = [newUserId(), newUserId()]
  proxy.judge = (command) => (command['update'] === 'reactions' ? { kind: 'lose' } : pass)
  await t.rejects(far.change([by(ann, '👍')]), Unavailable)
  t.equal(await db.collection('reactions').countDocuments({ c: query.conversationId }), 0)
  await untilAnswered(async () => {
    const [outcome] = await store.change([by(ben, '👍')])
    if (!outcome) throw new Unavailable('not yet')
  })
  t.same(await counts(), [{ emoji: '👍', count: 2 }])
  t.equal((await store.reactors(query)).length, 2)
  t.equal(await db.collection('reactions').countDocuments({ c: query.conversationId }), 2)
})
