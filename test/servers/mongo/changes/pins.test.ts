import { limits } from '@parley/shared'
import t from 'tap'

import { Unavailable } from '../../../../api/src/stores/errors.ts'
import { draft, newConversationId, newUserId } from '../../../contract/messages/message-store.contract.ts'
import { pinsContract } from '../../../contract/messages/pins.contract.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../../support/databases/mongo.ts'
import { untilAnswered } from '../../../support/models/message-crowd.ts'

const { url } = await newMongoDatabase(t)

pinsContract(t, (t) => openMongoStoreAt(t, url))

t.test('Two instances that reach the hundredth pin at once make a hundred', async (t) => {
  const [one, other] = [await openMongoStoreAt(t, url), await openMongoStoreAt(t, url)]
  const [conversationId, senderId] = [newConversationId(), newUserId()]
  const drafts = Array.from({ length: limits.pinsMax + 3 }, () => draft(conversationId, senderId, 'one'))
  await one.append(drafts)
  const pin = (store: typeof one, seq: number) =>
    untilAnswered(async () => {
      const change = { conversationId, seq, senderId, at: new Date(), pin: { isOn: true } }
      const [outcome] = await store.change([change])
      if (!outcome) throw new Unavailable('not yet')
      return outcome.kind
    })
  for (let seq = 1; seq < limits.pinsMax; seq += 1) await pin(one, seq)
  const last = [0, 1, 2, 3].map((at) => pin(at % 2 ? one : other, limits.pinsMax + at))
  t.same((await Promise.all(last)).toSorted(), ['changed', 'too-many-pins', 'too-many-pins', 'too-many-pins'])
  t.equal((await other.pins(conversationId)).length, limits.pinsMax)
})
