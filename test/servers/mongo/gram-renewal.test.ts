import t, { type Test } from 'tap'
import type { Db } from 'mongodb'

import { Call } from '../../../api/src/adapters/mongo/connection/call.ts'
import { collectionsOf } from '../../../api/src/adapters/mongo/connection/collections.ts'
import { findMessages } from '../../../api/src/adapters/mongo/reading/search.ts'
import type { MessageFilter, MessageStore } from '../../../api/src/stores/message-store.ts'
import { gramRule, gramsOf } from '../../../api/src/stores/search-grams.ts'
import { draft, newConversationId, newUserId } from '../../contract/messages/message-store.contract.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../support/databases/mongo.ts'
import { until } from '../../support/until.ts'

const [id, other, ann] = [newConversationId(), newConversationId(), newUserId()]

interface OldMessage {
  readonly text: string
  readonly grams: readonly string[]
}

const found = async (
  store: Pick<MessageStore, 'search'>,
  text: string,
  limit = 50,
  filter: MessageFilter | null = null,
): Promise<string[]> => {
  const texts: string[] = []
  for (let after: string | null = null; ;) {
    const page = await store.search({ conversationIds: [id], text, filter, after, limit })
    texts.push(...page.hits.map((hit) => hit.text))
    if (page.next === null) return texts
    after = page.next
  }
}

/** Of some thousand messages of before, some of them another one's. */
async function older(t: Test): Promise<{ url: string; db: Db; said: string[] }> {
  const { url, db } = await newMongoDatabase(t)
  const store = await openMongoStoreAt(t, url)
  const said = Array.from({ length: 450 }, (_, at) => `Straße ${at}`)
  for (let at = 0; at < said.length; at += 50) {
    const some = said.slice(at, at + 50)
    await store.append([...some.map((text) => draft(id, ann, text)), draft(other, ann, 'Straße')])
  }
  await store.close()
  const messages = db.collection<OldMessage>('messages')
  await messages.updateMany({}, { $set: { grams: ['old', 'rul'] } })
  await db.collection('grams').deleteMany({})
  return { url, db, said: said.reverse() }
}

const isRenewed = async (db: Db): Promise<boolean> => {
  const all = await db.collection<OldMessage>('messages').find().toArray()
  return all.every(({ text, grams }) => grams.join() === gramsOf({ senderId: ann, text, parts: null }).join())
}

const stateOf = (db: Db) => db.collection('grams').findOne({})

t.test('what an earlier rule has indexed is found at once, and indexed anew', async (t) => {
  const { url, db, said } = await older(t)
  const store = await openMongoStoreAt(t, url)
  t.same(await found(store, 'strasse'), said)
  const byAnn = { senderIds: [ann], fromMs: draft(id, ann, '').createdAt.getTime(), beforeMs: null, has: [] }
  t.same(await found(store, '', 50, byAnn), said, 'also without words')
  t.same(
    await found(store, 'strasse 17'),
    said.filter((text) => text.endsWith(' 17')),
  )
  await until(() => isRenewed(db), 'all are renewed')
  t.same(await found(store, 'strasse', 7), said)
  t.match(await stateOf(db), { isWhole: false }, 'others may still write as before')
  await db.collection('messages').updateMany({ seq: { $lt: 5 } }, { $set: { grams: ['old'] } })
  await store.close()
  await db.collection('grams').updateMany({}, { $set: { since: new Date(0) } })
  const later = await openMongoStoreAt(t, url)
  await until(async () => (await stateOf(db))?.['isWhole'] === true, 'it has come to its end')
  t.ok(await isRenewed(db), 'what they wrote has been looked at')
  t.same(await found(later, 'strasse'), said)
})

t.test('wherever the renewal has come to, everything is found once, page by page', async (t) => {
  const { url, db, said } = await older(t)
  const store = await openMongoStoreAt(t, url)
  await until(() => isRenewed(db), 'all are renewed')
  await store.close()
  const ids = (await db.collection('messages').find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)
  for (const id of ids.filter((_, at) => [0, 1, 200, 449, ids.length - 1].includes(at))) {
    const below = id.toHexString()
    await db.collection('messages').updateMany({ _id: { $gte: id } }, { $set: { grams: [] } })
    const search: MessageStore['search'] = (search) =>
      findMessages(new Call(collectionsOf(db), 5_000), search, below)
    t.same(await found({ search }, 'strasse', 60), said, `from ${below} on`)
    await db
      .collection<OldMessage>('messages')
      .updateMany({}, { $set: { grams: gramsOf({ senderId: ann, text: 'Straße 1', parts: null }) } })
  }
})

t.test('where nothing was written yet, there is nothing to renew', async (t) => {
  const { url, db } = await newMongoDatabase(t)
  await openMongoStoreAt(t, url)
  t.match(await stateOf(db), { isWhole: true, rule: gramRule })
})

t.test('an instance leaves the grams of a later rule alone, and reads the texts', async (t) => {
  const { url, db, said } = await older(t)
  await db.collection<{ _id: string; rule: number }>('grams').insertOne({ _id: 'grams', rule: 99 })
  const store = await openMongoStoreAt(t, url)
  t.same(await found(store, 'strasse'), said)
  t.match(await stateOf(db), { rule: 99 })
  t.notOk(await isRenewed(db))
})
