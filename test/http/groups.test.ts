import { randomUUID } from 'node:crypto'

import { limits, type ConversationList, type GroupPage } from '@parley/shared'
import t from 'tap'

import { openApi, refused } from '../support/network/api-client.ts'

const api = await openApi(t)

t.test('A group is created with its first members', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const reply = await ada.post('/conversations/groups', {
    name: 'Engine',
    topic: 'Cards',
    visibility: 'closed',
    memberIds: [ben.userId],
  })
  t.equal(reply.statusCode, 201)
  t.match(reply.json(), {
    conversation: { kind: 'group', name: 'Engine', topic: 'Cards', visibility: 'closed', memberCount: 2 },
    membership: { role: 'owner', muted: false },
    headSeq: 2,
  })
})

t.test('What a group is made of is checked, and nothing is made of anything else', async (t) => {
  const [ada] = await api.people('ada')
  const group = { name: 'Engine', visibility: 'open' }
  for (const payload of [
    {},
    { name: 'Engine' },
    { ...group, visibility: 'secret' },
    { ...group, name: { $gt: '' } },
    { ...group, name: 'x'.repeat(limits.groupNameMax + 1) },
    { ...group, topic: 'x'.repeat(limits.groupTopicMax + 1) },
    { ...group, topic: 5 },
    { ...group, memberIds: 'all' },
    { ...group, memberIds: [ada.userId, ada.userId] },
    { ...group, memberIds: Array.from({ length: limits.addMembersMax + 1 }, () => randomUUID()) },
    { ...group, id: randomUUID() },
    { ...group, ownerId: ada.userId },
    { ...group, memberCount: 3 },
  ]) {
    refused(
      t,
      await ada.post('/conversations/groups', payload),
      'invalid_request',
      JSON.stringify(payload).slice(0, 60),
    )
  }
  for (const name of ['', ' \u200b'])
    refused(t, await ada.post('/conversations/groups', { ...group, name }), 'name_invalid')
  refused(
    t,
    await ada.post('/conversations/groups', { ...group, memberIds: [randomUUID()] }),
    'user_not_found',
  )
  t.same((await ada.get('/conversations')).json<ConversationList>().items, [])
})

t.test('All that is wrong in what a group is called is named at once', async (t) => {
  const [ada] = await api.people('ada')
  const id = await ada.group()
  const wrong = { name: ' ', topic: 'x'.repeat(limits.groupTopicMax + 1) }
  const errors = [
    { field: '/name', code: 'name_invalid' },
    {
      field: '/topic',
      code: 'invalid_request',
      detail: `It may have at most ${limits.groupTopicMax} characters.`,
    },
  ]
  const created = await ada.post('/conversations/groups', { ...wrong, visibility: 'open' })
  for (const reply of [created, await ada.patch(`/conversations/${id}`, wrong)]) {
    t.match(reply.json(), { status: 400, code: 'name_invalid', field: '/name', errors })
  }
})

t.test('The owner changes a group', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.group([ben])
  const changed = await ada.patch(`/conversations/${id}`, { name: 'Looms', visibility: 'closed' })
  t.equal(changed.statusCode, 200)
  t.match(changed.json(), { conversation: { name: 'Looms', topic: '', visibility: 'closed' } })
  t.match((await ben.get(`/conversations/${id}`)).json(), { conversation: { name: 'Looms' } })
})

t.test('A group is described, and the description taken away again', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.group([ben], { visibility: 'open' })
  const describe = (description: string) => ada.patch(`/conversations/${id}`, { description })
  t.notHas((await ada.get(`/conversations/${id}`)).json().conversation, { description: '' })
  const described = await describe('  Bring your own cards.\nOn Thursdays. ')
  const description = 'Bring your own cards.\nOn Thursdays.'
  t.match(described.json(), { conversation: { description } })
  const { items } = (await ben.get('/groups?q=engine&limit=200')).json<GroupPage>()
  t.match(
    items.find(({ conversation }) => conversation.id === id),
    { conversation: { description } },
  )
  refused(t, await describe('x'.repeat(limits.groupDescriptionMax + 1)), 'invalid_request')
  t.equal((await describe(' ')).json().conversation.description, undefined)
})

t.test('What a group is changed to is checked', async (t) => {
  const [ada] = await api.people('ada')
  const id = await ada.group()
  for (const payload of [{ name: null }, { topic: ['x'] }, { visibility: 'all' }, { kind: 'direct' }]) {
    refused(t, await ada.patch(`/conversations/${id}`, payload), 'invalid_request', JSON.stringify(payload))
  }
  for (const name of ['', '\u3164'])
    refused(t, await ada.patch(`/conversations/${id}`, { name }), 'name_invalid')
  t.match((await ada.get(`/conversations/${id}`)).json(), { conversation: { name: 'Engine', kind: 'group' } })
})

t.test('A member who is not the owner may not change or close a group', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.group([ben])
  refused(t, await ben.patch(`/conversations/${id}`, { name: 'Mine' }), 'not_moderator')
  refused(t, await ben.delete(`/conversations/${id}`), 'not_owner')
})

t.test('A direct conversation may not be changed or closed', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  refused(t, await ada.patch(`/conversations/${id}`, { name: 'Us' }), 'not_a_group')
  refused(t, await ada.delete(`/conversations/${id}`), 'not_a_group')
})

t.test('A closed down group answers everyone as if it had never been', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.group([ben])
  const reply = await ada.delete(`/conversations/${id}`)
  t.equal(reply.statusCode, 204)
  t.equal(reply.body, '')
  for (const person of [ada, ben]) {
    refused(t, await person.get(`/conversations/${id}`), 'conversation_not_found')
    refused(t, await person.say(id, 'hello?'), 'conversation_not_found')
    refused(t, await person.post(`/conversations/${id}/join`), 'conversation_not_found')
  }
  refused(t, await ada.delete(`/conversations/${id}`), 'conversation_not_found')
})

t.test('Open groups are found by word, page by page', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  for (const name of ['Ferry three', 'ferry One', 'The ferry two', 'Steamers']) await ada.group([], { name })
  await ada.group([], { name: 'Ferry four', visibility: 'closed' })
  const first = (await ben.get('/groups?q=FERR&limit=2')).json<GroupPage>()
  const second = (await ben.get(`/groups?q=FERR&limit=2&cursor=${first.nextCursor}`)).json<GroupPage>()
  const names = [...first.items, ...second.items].map(({ conversation }) => conversation.name)
  t.same(names, ['ferry One', 'Ferry three', 'The ferry two'])
  t.equal(second.nextCursor, null)
  t.same(
    first.items.map(({ member }) => member),
    [false, false],
  )
  t.equal((await ben.get('/groups?q=steam')).json<GroupPage>().items.length, 1)
})

t.test('The longest name fits into a cursor', async (t) => {
  const [ada] = await api.people('ada')
  for (const last of ['\u{10330}', '\u{10331}']) {
    await ada.group([], { name: '\u{1f600}'.repeat(limits.groupNameMax - 1) + last })
  }
  const first = (await ada.get('/groups?q=%F0%9F%98%80&limit=1')).json<GroupPage>()
  const second = (
    await ada.get(`/groups?q=%F0%9F%98%80&limit=1&cursor=${first.nextCursor}`)
  ).json<GroupPage>()
  t.equal(second.items.length, 1)
  t.not(second.items[0]?.conversation.id, first.items[0]?.conversation.id)
})

t.test('A cursor that this list did not give is refused', async (t) => {
  const [ada] = await api.people('ada')
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  for (const cursor of [
    'x',
    'AAAA',
    encoded({}),
    encoded({ name: 'a', id: 'b' }),
    encoded({ username: 'ada' }),
    encoded({ name: { $gt: '' }, id: randomUUID() }),
    encoded({ name: 'a', id: randomUUID(), more: 1 }),
    Buffer.from(`{"__proto__":{},"name":"a","id":"${randomUUID()}"}`).toString('base64url'),
    encoded(null),
  ]) {
    refused(t, await ada.get(`/groups?cursor=${cursor}`), 'invalid_cursor', cursor)
  }
})

t.test('What is searched for is checked', async (t) => {
  const [ada] = await api.people('ada')
  for (const query of [
    'limit=0',
    `limit=${limits.pageMax + 1}`,
    'limit=1.5',
    'limit=x',
    'limit=1&limit=2',
    'q=a&q=b',
    'q[$ne]=1',
    `q=${'x'.repeat(limits.searchMax + 1)}`,
    'cursor=',
    'cursor=%2F',
    'sort=name',
  ]) {
    refused(t, await ada.get(`/groups?${query}`), 'invalid_request', query)
  }
})
