import type { ConversationList, ConversationSummary } from '@parley/shared'
import t from 'tap'

import { openApi, refused } from '../../support/network/api-client.ts'

const api = await openApi(t)

t.test('One hides a conversation until there is something new', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  const path = `/conversations/${id}/membership`
  t.match((await ada.patch(path, { hidden: true })).json(), { hidden: true, closed: false, muted: false })
  const { items } = (await ada.get('/conversations')).json<ConversationList>()
  t.match(items, [{ conversation: { id }, membership: { hidden: true } }], 'it is told that it is hidden')
  t.match((await ben.get(`/conversations/${id}`)).json(), { membership: { hidden: false } })
  await ben.say(id, 'hello')
  t.match((await ada.get(`/conversations/${id}`)).json(), { membership: { hidden: false } })
  await ada.patch(path, { hidden: true, muted: true })
  t.match((await ada.patch(path, { hidden: false })).json(), { hidden: false, muted: true })
  for (const hidden of ['true', 1, null]) refused(t, await ada.patch(path, { hidden }), 'invalid_request')
})

t.test(
  'A group is neither hidden nor deleted for oneself, and nothing else of the request is done',
  async (t) => {
    const [ada, ben] = await api.people('ada', 'ben')
    const id = await ada.group([ben])
    refused(
      t,
      await ben.patch(`/conversations/${id}/membership`, { muted: true, hidden: true }),
      'not_direct',
    )
    refused(t, await ben.delete(`/conversations/${id}/messages`), 'not_direct')
    const { membership } = (await ben.get(`/conversations/${id}`)).json<ConversationSummary>()
    t.match(membership, { muted: false, hidden: false, readsFromSeq: 1 })
  },
)

t.test('Nobody hides or clears what they are not in', async (t) => {
  const [ada, ben, eve] = await api.people('ada', 'ben', 'eve')
  const id = await ada.direct(ben)
  const path = `/conversations/${id}`
  refused(t, await eve.patch(`${path}/membership`, { hidden: true }), 'conversation_not_found')
  refused(t, await eve.delete(`${path}/messages`), 'conversation_not_found')
})

t.test(
  'What is deleted for oneself takes the conversation out of the list until there is more',
  async (t) => {
    const [ada, ben] = await api.people('ada', 'ben')
    for (const id of [await ada.direct(ben), await ada.direct(ada)]) {
      await ada.say(id, 'one')
      for (const _ of ['once', 'twice'])
        t.equal((await ada.delete(`/conversations/${id}/messages`)).statusCode, 204)
      const empty = (await ada.get(`/conversations/${id}`)).json<ConversationSummary>()
      t.match(empty, {
        membership: { hidden: true, readsFromSeq: 2, readSeq: 1 },
        unread: 0,
        lastMessage: null,
      })
      t.equal(empty.lastActivityAt, empty.conversation.createdAt)
      await ada.say(id, 'two')
      const again = (await ada.get(`/conversations/${id}`)).json()
      t.match(again, { membership: { hidden: false }, lastMessage: { text: 'two', seq: 2 } })
    }
  },
)
