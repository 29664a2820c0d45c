import { ObjectId } from 'mongodb'
import t from 'tap'

import { draft, newConversationId, newUserId } from '../../contract/messages/message-store.contract.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../support/databases/mongo.ts'

t.test('what arrives behind a message of an instance whose clock was ahead stands behind it', async (t) => {
  const { url, db } = await newMongoDatabase(t)
  const [ahead, right, ann] = [newConversationId(), newConversationId(), newUserId()]
  const first = await openMongoStoreAt(t, url)
  await first.append([draft(ahead, ann, 'hello by a clock that is ahead')])
  // As if its clock had said tomorrow.
  const tomorrow = ObjectId.createFromTime(Math.floor(Date.now() / 1_000) + 86_400)
  const messages = db.collection('messages')
  const stored = await messages.findOneAndDelete({ c: ahead })
  await messages.insertOne({ ...stored, _id: tomorrow, arrival: tomorrow.toHexString() })
  await db.collection('heads').updateMany({}, { $set: { 'last.arrival': tomorrow.toHexString() } })

  const second = await openMongoStoreAt(t, url)
  await second.append([draft(right, ann, 'hello by one that is right')])
  await second.append([draft(right, ann, 'hello again')])
  const positions = [ahead, right].map((conversationId) => ({ conversationId, readSeq: 0 }))
  const overviews = await second.overview(newUserId(), positions)
  const [before = '', after = ''] = [ahead, right].map((id) => overviews.get(id)?.arrival ?? '')
  t.equal(before, tomorrow.toHexString())
  t.ok(before < after, `${after} is later`)
  const { hits } = await second.search({
    conversationIds: [ahead, right],
    text: 'hello',
    after: null,
    limit: 9,
  })
  t.same(
    hits.map(({ text }) => text),
    ['hello again', 'hello by one that is right', 'hello by a clock that is ahead'],
  )
})
