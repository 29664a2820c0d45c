import type { Message, MessagePage, MessageStates } from '@parley/shared'
import t from 'tap'

import { openApi, refused } from '../../support/network/api-client.ts'

const api = await openApi(t)

async function talk() {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  await ada.say(id, 'tea at for?')
  const message = `/conversations/${id}/messages/1`
  const edit = (text: string, terms: object = {}) => ada.patch(message, { text, ...terms })
  const states = `${message}/states`
  return { ada, ben, id, message, edit, states }
}

t.test('Members read what a message said before, and its author may drop it', async (t) => {
  const { ada, ben, id, edit, states } = await talk()
  t.same((await ben.get(states)).json(), { items: [] })
  const { editedAt } = (await edit('tea at four?')).json<Message>()
  await edit('tea at five?')
  const { items } = (await ben.get(states)).json<MessageStates>()
  t.match(items, [{ text: 'tea at for?' }, { text: 'tea at four?', writtenAt: editedAt }])
  refused(t, await ben.delete(states), 'not_author')
  t.match((await ada.delete(states)).json(), { text: 'tea at five?', rev: 4 })
  t.equal((await ada.delete(states)).json<Message>().rev, 4, 'a second time changes nothing')
  t.same((await ben.get(states)).json(), { items: [] })
  refused(t, await ben.get(`/conversations/${id}/messages/7/states`), 'message_not_found')
  refused(t, await ada.delete(`/conversations/${id}/messages/7/states`), 'message_not_found')
  await ada.delete(`/conversations/${id}/messages/1`)
  t.same((await ben.get(states)).json(), { items: [] })
  refused(t, await ada.delete(states), 'message_deleted')
})

t.test('who edits from an older state is told, and nobody else', async (t) => {
  const { ada, id, message, edit } = await talk()
  const { editedAt } = (await edit('tea at four?', { baseEditedAt: null })).json<Message>()
  refused(t, await edit('tea at five?', { baseEditedAt: null }), 'message_edited')
  t.equal((await edit('tea at five?', { baseEditedAt: editedAt })).statusCode, 200)
  t.equal((await edit('tea at six?')).statusCode, 200, 'who names no state replaces any')
  t.equal((await edit('tea at six?', { baseEditedAt: null })).json<Message>().rev, 4, 'the same text')
  t.match((await ada.get(`/conversations/${id}/messages`)).json<MessagePage>().items[0]?.text, 'tea at six?')
  refused(t, await ada.patch(message, { text: 'x', baseEditedAt: 'yesterday' }), 'invalid_request')
})

t.test('they are there from one’s first seq on', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  await ada.say(id, 'one')
  await ada.patch(`/conversations/${id}/messages/1`, { text: 'two' })
  await ben.delete(`/conversations/${id}/messages`)
  refused(t, await ben.get(`/conversations/${id}/messages/1/states`), 'message_not_found')
  t.equal((await ada.get(`/conversations/${id}/messages/1/states`)).statusCode, 200)
})
