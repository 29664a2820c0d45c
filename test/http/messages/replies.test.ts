import { randomUUID } from 'node:crypto'

import type { MessageAck, MessagePage } from '@parley/shared'
import t from 'tap'

import { openApi, refused, type ApiClient } from '../../support/network/api-client.ts'

const api = await openApi(t)

const answer = (person: ApiClient, id: string, replyTo: number, clientId = randomUUID()) =>
  person.post(`/conversations/${id}/messages`, { clientId, text: 'yes', replyTo })

t.test('A message says which one it answers', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  await ada.say(id, 'tea?')
  const clientId = randomUUID()
  const first = await answer(ben, id, 1, clientId)
  t.equal(first.statusCode, 201)
  t.same((await answer(ben, id, 1, clientId)).json(), first.json<MessageAck>(), 'the same to a repetition')
  const { items } = (await ada.get(`/conversations/${id}/messages`)).json<MessagePage>()
  t.match(items[1], { seq: 2, text: 'yes', replyTo: 1 })
  t.notOk(items[0] && 'replyTo' in items[0], 'what there is nothing of is left out')
  refused(t, await answer(ben, id, 2, clientId), 'client_id_reused')
})

t.test(
  'Only what is there can be answered: no message to come, none of the system, none of elsewhere',
  async (t) => {
    const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
    const id = await ada.direct(ben)
    await ada.say(id, 'tea?')
    for (const seq of [2, 3, 1_000]) refused(t, await answer(ben, id, seq), 'reply_not_found')
    t.equal((await answer(ben, id, 0)).statusCode, 400)
    const group = await ada.group([cleo])
    refused(t, await answer(ada, group, 1), 'reply_not_found')
  },
)

t.test('A message that was deleted meanwhile can be answered', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  await ada.say(id, 'tea?')
  await ada.delete(`/conversations/${id}/messages/1`)
  t.equal((await answer(ben, id, 1)).statusCode, 201)
})

t.test('What one has cleared away cannot be answered', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  await ada.say(id, 'tea?')
  await ben.delete(`/conversations/${id}/messages`)
  refused(t, await answer(ben, id, 1), 'reply_not_found')
})
