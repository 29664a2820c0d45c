import { randomUUID } from 'node:crypto'

import type { Message, MessageAck, MessagePage } from '@parley/shared'
import t from 'tap'

import { openApi, refused, type ApiClient } from '../../support/network/api-client.ts'

const api = await openApi(t)

const forward = (person: ApiClient, from: string, to: string, more: object = {}) =>
  person.post(`/conversations/${to}/messages`, {
    clientId: randomUUID(),
    text: '',
    forward: { conversationId: from, seq: 1 },
    ...more,
  })

const last = async (person: ApiClient, id: string): Promise<Message | undefined> =>
  (await person.get(`/conversations/${id}/messages`)).json<MessagePage>().items.at(-1)

async function talk() {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const [from, to] = [await ben.direct(ada), await ada.direct(cleo)]
  await ben.say(from, 'tea at four?')
  return { ada, ben, cleo, from, to }
}

t.test(
  'FW1, FW5 The server takes the words, and who wrote them; what hangs on them stays behind',
  async (t) => {
    const { ada, ben, cleo, from, to } = await talk()
    await ada.put(`/conversations/${from}/messages/1/reactions/${encodeURIComponent('👍')}`)
    await ben.patch(`/conversations/${from}/messages/1`, { text: 'tea at five?' })
    t.equal((await forward(ada, from, to)).statusCode, 201)
    const message = await last(cleo, to)
    t.match(message, { senderId: ada.userId, text: 'tea at five?', forwardedFrom: { userId: ben.userId } })
    t.match(message, { editedAt: null, reactions: undefined })
    t.same((await cleo.get(`/conversations/${to}/messages/1/states`)).json(), { items: [] })
    t.notMatch(JSON.stringify(message), from, 'nothing tells where it was')
    const given = { forward: undefined, text: 'I owe cleo' }
    for (const more of [
      { text: 'mine' },
      { replyTo: 1 },
      { attachments: [randomUUID()] },
      { ...given, forwardedFrom: { userId: ben.userId } },
    ])
      refused(t, await forward(ada, from, to, more), 'invalid_request', JSON.stringify(more))
  },
)

t.test('Only what one can read is forwarded, and to where one can write', async (t) => {
  const { ada, ben, cleo, from, to } = await talk()
  const own = await cleo.direct(ada)
  refused(t, await forward(cleo, from, own), 'forward_not_found', 'a conversation of others')
  refused(t, await forward(ben, from, to), 'conversation_not_found')
  for (const seq of [2, 7]) {
    const more = { forward: { conversationId: from, seq } }
    refused(t, await forward(ada, from, to, more), 'forward_not_found', `seq ${seq}`)
  }
  const group = await ada.group()
  refused(t, await forward(ada, group, to), 'forward_not_found', 'of the system')
  await ada.put(`/me/blocks/${cleo.userId}`)
  refused(t, await forward(ada, from, to), 'blocked_by_you')
  await ada.delete(`/me/blocks/${cleo.userId}`)
  await ada.delete(`/conversations/${from}/messages`)
  refused(t, await forward(ada, from, to), 'forward_not_found', 'below where one reads from')
  await ben.delete(`/conversations/${from}/messages/1`)
  refused(t, await forward(ben, from, from), 'forward_not_found', 'deleted')
})

t.test('FW2, FW6 A repetition is answered alike, whatever became of the source', async (t) => {
  const { ada, ben, cleo, from, to } = await talk()
  const clientId = randomUUID()
  const ack = (await forward(ada, from, to, { clientId })).json<MessageAck>()
  await ben.patch(`/conversations/${from}/messages/1`, { text: 'no tea' })
  t.same((await forward(ada, from, to, { clientId })).json(), ack)
  await ben.delete(`/conversations/${from}/messages/1`)
  t.same((await forward(ada, from, to, { clientId })).json(), ack)
  t.match(await last(cleo, to), { seq: 1, text: 'tea at four?' })
  const other = { clientId, forward: { conversationId: from, seq: 2 } }
  refused(t, await forward(ada, from, to, other), 'client_id_reused')
  refused(t, await ada.say(to, 'tea at four?', clientId), 'client_id_reused')
})

t.test('Who does not want to be named is not; the first author is, however often', async (t) => {
  const { ada, ben, cleo, from, to } = await talk()
  await forward(ada, from, to)
  const group = await cleo.group([ben])
  await forward(cleo, to, group)
  t.match(await last(ben, group), { senderId: cleo.userId, forwardedFrom: { userId: ben.userId } })
  await ben.patch('/me', { privacy: { namedInForwards: false } })
  await forward(ada, from, to)
  const message = await last(cleo, to)
  t.match(message, { seq: 2, text: 'tea at four?', forwardedFrom: { userId: null } })
  t.notMatch(JSON.stringify(message), ben.userId)
  const again = { forward: { conversationId: to, seq: 2 } }
  await forward(cleo, to, group, again)
  t.match(await last(ben, group), { forwardedFrom: { userId: null } })
})

t.test('What was forwarded cannot be edited, and can be deleted', async (t) => {
  const { ada, from, to } = await talk()
  await forward(ada, from, to)
  const place = `/conversations/${to}/messages/1`
  refused(t, await ada.patch(place, { text: 'tea at six?' }), 'message_forwarded')
  t.match((await ada.delete(place)).json(), { text: '', forwardedFrom: undefined })
})
