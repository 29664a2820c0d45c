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

t.test('A page brings along what its messages answer, unless that is on it', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  for (const text of ['tea?', 'or coffee?', 'well?']) await ada.say(id, text)
  for (const seq of [1, 1, 4]) await answer(ben, id, seq)
  const read = async (path: string) => (await ben.get(`/conversations/${id}${path}`)).json<MessagePage>()
  t.match(await read('/messages?after=4'), {
    items: [{ seq: 5 }, { seq: 6 }],
    quotes: [{ seq: 1 }, { seq: 4 }],
  })
  t.notOk('quotes' in (await read('/messages')), 'the whole of it has them among its messages')
  t.match(await read('/changes?after=4'), { items: { length: 2 }, quotes: [{ seq: 1 }, { seq: 4 }] })

  await ada.patch(`/conversations/${id}/messages/1`, { text: 'cocoa?' })
  t.match(await read('/messages?after=5'), { quotes: [{ seq: 4 }] }, 'only what is answered there')
  t.match(
    await read('/messages?before=6&limit=1'),
    { quotes: [{ seq: 1, text: 'cocoa?', rev: 7 }] },
    'as it is now',
  )
  await ada.delete(`/conversations/${id}/messages/1`)
  const [{ quotes }, byThose] = [
    await read('/messages?before=6&limit=1'),
    await read('/messages/by-seq?seqs=5'),
  ]
  t.match(quotes, [{ seq: 1, text: '', deletedAt: String }])
  t.match(byThose, { items: [{ seq: 5, replyTo: 1 }] })
})

t.test('What was written before one may read comes with no page', async (t) => {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const id = await ada.group([ben], { visibility: 'closed' })
  const { seq } = (await ada.say(id, 'a secret')).json<MessageAck>()
  await ada.patch(`/conversations/${id}`, { visibility: 'open' })
  await cleo.post(`/conversations/${id}/join`)
  await answer(ben, id, seq)
  for (const path of [
    'messages?limit=1',
    `messages?after=${seq}`,
    'changes?after=0',
    `messages/by-seq?seqs=1,${seq}`,
  ]) {
    const { body } = await cleo.get(`/conversations/${id}/${path}`)
    t.notMatch(body, /a secret/, path)
  }
  t.match((await ben.get(`/conversations/${id}/messages?limit=1`)).json(), { quotes: [{ text: 'a secret' }] })
})

t.test('Messages are looked up by their seqs, by those who are there', async (t) => {
  const [ada, ben, eve] = await api.people('ada', 'ben', 'eve')
  const id = await ada.direct(ben)
  for (const text of ['one', 'two', 'three']) await ada.say(id, text)
  const lookUp = (person: ApiClient, seqs: string) =>
    person.get(`/conversations/${id}/messages/by-seq?seqs=${seqs}`)
  const found = { items: [{ seq: 1 }, { seq: 3 }], headSeq: 3, rev: 3 }
  t.match((await lookUp(ben, '3,1,3,9')).json(), found, 'what is not there is left out')
  await ben.delete(`/conversations/${id}/messages`)
  t.match((await lookUp(ben, '1,3')).json(), { items: { length: 0 } })
  refused(t, await lookUp(eve, '1'), 'conversation_not_found')
  for (const seqs of ['', '0', 'x', '1,,2', '1.5', '1e3', Array(101).fill(1).join()])
    refused(t, await lookUp(ada, seqs), 'invalid_request')
})
