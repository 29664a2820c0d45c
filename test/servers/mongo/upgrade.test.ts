import t from 'tap'

import { draft, newConversationId, newUserId } from '../../contract/messages/message-store.contract.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../support/databases/mongo.ts'

t.test('a start on what the next version has added takes nothing of it away, and works', async (t) => {
  const { url, db } = await newMongoDatabase(t)
  const [id, ann] = [newConversationId(), newUserId()]
  await (await openMongoStoreAt(t, url)).append([draft(id, ann, 'one')])
  const messages = db.collection('messages')
  await messages.createIndex({ c: 1, colour: 1 }, { name: 'by-colour' })
  await messages.updateMany({}, { $set: { colour: 'red' } })

  const older = await openMongoStoreAt(t, url)
  await older.change([{ conversationId: id, seq: 1, senderId: ann, text: 'uno', at: new Date() }])
  await older.append([draft(id, ann, 'two')])
  const page = await older.page(id, { kind: 'latest' }, 10)
  t.match(page.messages, [{ text: 'uno' }, { text: 'two' }])
  t.notOk('colour' in (page.messages[0] ?? {}), 'what it does not know goes to nobody')
  t.match(await messages.findOne({ c: id, seq: 1 }), { colour: 'red', text: 'uno' })
  t.ok(await messages.indexExists('by-colour'))
})
