import type { ConversationSummary, MentionPage, Message, MessagePage } from '@parley/shared'
import t from 'tap'

import { openApi, refused } from '../../support/network/api-client.ts'

const api = await openApi(t)

t.test('Mentions are counted in the list of conversations and listed page by page', async (t) => {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const id = await ada.group([ben, cleo])
  await ada.say(id, `Hi @${ben.username}`)
  await ada.say(id, 'Tea?')
  await ada.say(id, 'Tea, @all!')
  const summary = (await ben.get(`/conversations/${id}`)).json<ConversationSummary>()
  t.match(summary, { unreadMentions: 2 })
  t.equal((await cleo.get(`/conversations/${id}`)).json<ConversationSummary>().unreadMentions, 1)
  t.notOk('unreadMentions' in (await ada.get(`/conversations/${id}`)).json<ConversationSummary>())
  const first = (await ben.get('/mentions?limit=1')).json<MentionPage>()
  t.match(first.items, [{ conversationId: id, text: 'Tea, @all!', mentionsAll: true }])
  const second = (await ben.get(`/mentions?limit=1&cursor=${first.nextCursor}`)).json<MentionPage>()
  t.match(second.items, [{ mentions: [ben.userId] }])
  t.equal((await ben.get('/mentions')).json<MentionPage>().nextCursor, null)
  t.same((await ada.get('/mentions')).json<MentionPage>(), { items: [], nextCursor: null })
  refused(t, await ben.get('/mentions?cursor=e30'), 'invalid_cursor')
})

t.test('Who may not mention all is told so with every answer', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.group([ben])
  const clientId = crypto.randomUUID()
  const send = () => ben.post(`/conversations/${id}/messages`, { clientId, text: '@all, tea!' })
  const ack = (await send()).json<{ seq: number }>()
  t.match(ack, { mentionsAll: false })
  t.same((await send()).json(), ack, 'the same answer to every repetition')
  const path = `/conversations/${id}/messages`
  t.match((await ada.get(path)).json<MessagePage>().items.at(-1), { text: '@all, tea!', mentionsAll: false })
  const edited = await ben.patch(`${path}/${ack.seq}`, { text: 'All: tea!' })
  t.notOk('mentionsAll' in edited.json<Message>())
})

t.test('A muted conversation may tell of mentions alone, also for a time', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.group([ben])
  const path = `/conversations/${id}/membership`
  t.match((await ada.patch(path, { muted: false })).json(), { muted: false, notify: 'all' })
  t.match((await ada.patch(path, { notify: 'mentions' })).json(), { muted: true, notify: 'mentions' })
  const mutedUntil = new Date(Date.now() + 3_600_000).toISOString()
  const timed = { notify: 'mentions', mutedUntil }
  t.match((await ada.patch(path, timed)).json(), { muted: true, ...timed })
  t.match((await ada.patch(path, { muted: true })).json(), { notify: 'none', mutedUntil: null })
  t.match((await ada.patch(path, { notify: 'all', muted: true })).json(), { muted: false, notify: 'all' })
  t.match((await ada.patch(path, { notify: 'none' })).json(), { muted: true, notify: 'none' })
  refused(t, await ada.patch(path, { notify: 'all', mutedUntil }), 'mute_end_invalid')
  refused(t, await ada.patch(path, { notify: 'some' }), 'invalid_request')
})
