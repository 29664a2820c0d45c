import { randomUUID } from 'node:crypto'

import { limits, type ConversationId, type ConversationList, type ConversationSummary } from '@parley/shared'
import t from 'tap'

import { openApi, refused } from '../support/network/api-client.ts'
import { fewAtOnce } from '../support/few-at-once.ts'
import { pretendingIn } from '../support/pretending.ts'

const api = await openApi(t)

t.test('A direct conversation is made once, whoever opens it', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const made = await ada.post('/conversations/direct', { userId: ben.userId })
  t.equal(made.statusCode, 201)
  t.match(made.json(), { conversation: { kind: 'direct' }, peer: { username: ben.username }, unread: 0 })
  const opened = await ben.post('/conversations/direct', { userId: ada.userId })
  t.equal(opened.statusCode, 200)
  const idOf = (reply: typeof made) => reply.json<ConversationSummary>().conversation.id
  t.equal(idOf(opened), idOf(made))
})

t.test('With oneself it is notes', async (t) => {
  const [ada] = await api.people('ada')
  const reply = await ada.post('/conversations/direct', { userId: ada.userId })
  t.equal(reply.statusCode, 201)
  t.match(reply.json(), { conversation: { kind: 'notes' }, peer: null, peerReadSeq: null })
})

t.test('A direct conversation may not be opened with nobody', async (t) => {
  const [ada] = await api.people('ada')
  refused(t, await ada.post('/conversations/direct', { userId: randomUUID() }), 'user_not_found')
})

t.test('Opening a direct conversation takes one id and nothing else', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const { userId } = ben
  for (const payload of [
    {},
    { userId: null },
    { userId: [userId] },
    { userId: { $ne: null } },
    { userId: userId.toUpperCase() },
    { userId: `${userId}\n` },
    { userId, role: 'owner' },
    [userId],
  ]) {
    refused(t, await ada.post('/conversations/direct', payload), 'invalid_request', JSON.stringify(payload))
  }
  t.same((await ada.get('/conversations')).json(), { items: [], people: [], invitations: [], blocked: [] })
})

t.test('The list is what one is in, with the people in it', async (t) => {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const direct = await ada.direct(ben)
  const group = await cleo.group([ada])
  await ben.group()
  await ben.say(direct, 'hello')
  const { items, people } = (await ada.get('/conversations')).json<ConversationList>()
  const unread = Object.fromEntries(items.map((item) => [item.conversation.id, item.unread]))
  t.same(unread, { [direct]: 1, [group]: 0 })
  t.same(people.map(({ username }) => username).sort(), [ben.username, cleo.username])
})

t.test('One conversation is read as the list shows it', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const direct = await ada.direct(ben)
  await ben.say(direct, 'hello')
  const list = (await ada.get('/conversations')).json<ConversationList>()
  t.same((await ada.get(`/conversations/${direct}`)).json(), list.items[0])
})

t.test('A conversation is asked for by an id in lower case', async (t) => {
  const [ada] = await api.people('ada')
  for (const id of ['1', 'me', '%00', '__proto__', randomUUID().toUpperCase()]) {
    refused(t, await ada.get(`/conversations/${id}`), 'invalid_request', id)
  }
  refused(t, await ada.get(`/conversations/${randomUUID()}`), 'conversation_not_found')
})

t.test('Nobody is in more conversations than the list can show', async (t) => {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const { conversations } = api.app.parts.stores
  const groupsMax = limits.conversationsPerUserMax - limits.conversationsKeptForDirect
  const groups = Array.from({ length: groupsMax }, (_, at) => ({
    id: randomUUID() as ConversationId,
    name: `Group ${at}`,
    topic: '',
    visibility: 'closed' as const,
    createdAt: new Date(),
  }))
  await fewAtOnce(groups, (group) => conversations.createGroup(group, ada.userId))
  t.equal((await ada.get('/conversations')).json<ConversationList>().items.length, groupsMax)
  const open = await ben.group()
  refused(
    t,
    await ada.post('/conversations/groups', { name: 'One more', visibility: 'open' }),
    'too_many_conversations',
  )
  refused(t, await ada.post(`/conversations/${open}/join`), 'too_many_conversations')
  refused(
    t,
    await ben.post(`/conversations/${open}/members`, { userIds: [ada.userId] }),
    'too_many_conversations',
  )
  t.ok(await ada.direct(ben), 'groups leave room for direct conversations')
  await pretendingIn(api.app.places).pretendConversations(ada.userId, limits.conversationsPerUserMax)
  refused(t, await ada.post('/conversations/direct', { userId: cleo.userId }), 'too_many_conversations')
})
