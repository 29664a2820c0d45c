import { randomUUID } from 'node:crypto'

import { limits, type AddedMembers, type ConversationList, type MemberPage } from '@parley/shared'
import t from 'tap'

import { openApi, refused, type ApiClient } from '../support/network/api-client.ts'
import { pretendingIn } from '../support/pretending.ts'

const api = await openApi(t)

const rolesOf = async (person: ApiClient, id: string): Promise<Record<string, string>> => {
  const { items } = (await person.get(`/conversations/${id}/members`)).json<MemberPage>()
  return Object.fromEntries(items.map(({ user, role }) => [user.username, role]))
}

t.test('Anyone joins an open group, and may join it twice', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.group()
  for (let time = 0; time < 2; time++) {
    const reply = await ben.post(`/conversations/${id}/join`)
    t.equal(reply.statusCode, 200)
    t.match(reply.json(), {
      conversation: { id, memberCount: 2 },
      membership: { role: 'member' },
      unread: 0,
      headSeq: 2,
    })
  }
})

t.test('Joining takes no body', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.group()
  await ben.post(`/conversations/${id}/join`, { role: 'owner' })
  t.same((await rolesOf(ada, id))[ada.username], 'owner')
})

t.test('A closed group may not be joined', async (t) => {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  for (const id of [await ada.group([], { visibility: 'closed' }), await ada.direct(cleo), randomUUID()]) {
    refused(t, await ben.post(`/conversations/${id}/join`), 'conversation_not_found')
  }
})

t.test('A member leaves, and the owner may not', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.group([ben])
  refused(t, await ada.post(`/conversations/${id}/leave`), 'owner_must_hand_over')
  const reply = await ben.post(`/conversations/${id}/leave`)
  t.equal(reply.statusCode, 204)
  t.equal(reply.body, '')
  refused(t, await ben.post(`/conversations/${id}/leave`), 'conversation_not_found')
  t.equal((await ada.post(`/conversations/${id}/leave`)).statusCode, 204, 'alone, the owner may')
  refused(t, await ben.post(`/conversations/${id}/join`), 'conversation_not_found')
})

t.test('One may not leave a direct conversation', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  refused(t, await ada.post(`/conversations/${await ada.direct(ben)}/leave`), 'not_a_group')
})

t.test('The owner adds and removes people', async (t) => {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const id = await ada.group([], { visibility: 'closed' })
  const added = await ada.post(`/conversations/${id}/members`, { userIds: [ben.userId, cleo.userId] })
  t.equal(added.statusCode, 200)
  const { added: ids, refused: others } = added.json<AddedMembers>()
  t.same([new Set(ids), others], [new Set([ben.userId, cleo.userId]), []])
  t.equal((await ben.get('/conversations')).json<ConversationList>().items.length, 1)
  const removed = await ada.delete(`/conversations/${id}/members/${ben.userId}`)
  t.equal(removed.statusCode, 204)
  t.same(await rolesOf(ada, id), { [ada.username]: 'owner', [cleo.username]: 'member' })
  refused(t, await ada.delete(`/conversations/${id}/members/${ben.userId}`), 'member_not_found')
  refused(t, await ada.delete(`/conversations/${id}/members/${ada.userId}`), 'owner_must_hand_over')
})

t.test('Whom one adds is checked', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.group()
  for (const userIds of [
    [],
    null,
    ben.userId,
    [ben.userId, ben.userId],
    [{ $ne: null }],
    ['ben'],
    Array.from({ length: limits.addMembersMax + 1 }, () => randomUUID()),
  ]) {
    refused(t, await ada.post(`/conversations/${id}/members`, { userIds }), 'invalid_request')
  }
  refused(t, await ada.post(`/conversations/${id}/members`, {}), 'invalid_request')
  const withNobody = { userIds: [ben.userId, randomUUID()] }
  refused(t, await ada.post(`/conversations/${id}/members`, withNobody), 'user_not_found')
  t.same(await rolesOf(ada, id), { [ada.username]: 'owner' })
})

t.test('A full group takes nobody', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.group()
  await pretendingIn(api.app.places).pretendMembers(id, limits.groupMembersMax)
  refused(t, await ben.post(`/conversations/${id}/join`), 'group_full')
  refused(t, await ada.post(`/conversations/${id}/members`, { userIds: [ben.userId] }), 'group_full')
})

t.test('The owner hands the group over, and is a member like the others then', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.group([ben])
  t.equal((await ada.put(`/conversations/${id}/owner`, { userId: ben.userId })).statusCode, 204)
  t.same(await rolesOf(ada, id), { [ada.username]: 'member', [ben.username]: 'owner' })
  refused(t, await ada.put(`/conversations/${id}/owner`, { userId: ada.userId }), 'not_owner')
})

t.test('The owner makes a member a moderator, who looks after the group, and a member again', async (t) => {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const id = await ada.group([ben, cleo])
  const roleOf = (userId: string) => `/conversations/${id}/members/${userId}/role`
  t.equal((await ada.put(roleOf(ben.userId), { role: 'moderator' })).statusCode, 204)
  t.match((await ben.get(`/conversations/${id}`)).json(), { membership: { role: 'moderator' } })
  t.equal((await rolesOf(ada, id))[ben.username], 'moderator')
  t.equal((await ben.patch(`/conversations/${id}`, { name: 'Renamed' })).statusCode, 200)
  refused(t, await ben.put(roleOf(cleo.userId), { role: 'moderator' }), 'not_owner')
  refused(t, await ben.delete(`/conversations/${id}/members/${ada.userId}`), 'not_owner')
  t.equal((await ada.put(roleOf(ben.userId), { role: 'member' })).statusCode, 204)
  refused(t, await ben.patch(`/conversations/${id}`, { name: 'Mine' }), 'not_moderator')
})

t.test('A role is one of two, of somebody else who is a member', async (t) => {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const id = await ada.group([ben])
  const set = (userId: string, body: object, where: string = id) =>
    ada.put(`/conversations/${where}/members/${userId}/role`, body)
  for (const body of [{ role: 'owner' }, { role: null }, {}, { role: 'moderator', more: 1 }])
    refused(t, await set(ben.userId, body), 'invalid_request')
  refused(t, await set(cleo.userId, { role: 'moderator' }), 'member_not_found')
  refused(t, await set(ada.userId, { role: 'member' }), 'owner_must_hand_over')
  refused(t, await set(ben.userId, { role: 'moderator' }, await ada.direct(ben)), 'not_a_group')
  refused(t, await set(ben.userId, { role: 'moderator' }, randomUUID()), 'conversation_not_found')
  t.same(await rolesOf(ada, id), { [ada.username]: 'owner', [ben.username]: 'member' })
})

t.test('A group may be handed to a member only', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.group()
  refused(t, await ada.put(`/conversations/${id}/owner`, { userId: ben.userId }), 'member_not_found')
  refused(t, await ada.put(`/conversations/${id}/owner`, { userId: 'ben' }), 'invalid_request')
  refused(
    t,
    await ada.put(`/conversations/${id}/owner`, { userId: ben.userId, role: 'x' }),
    'invalid_request',
  )
})

t.test('Nobody but the owner may add, remove or hand over', async (t) => {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const id = await ada.group([ben])
  refused(t, await ben.post(`/conversations/${id}/members`, { userIds: [cleo.userId] }), 'not_moderator')
  refused(t, await ben.delete(`/conversations/${id}/members/${ada.userId}`), 'not_moderator')
  refused(t, await ben.put(`/conversations/${id}/owner`, { userId: ben.userId }), 'not_owner')
  t.same(await rolesOf(ada, id), { [ada.username]: 'owner', [ben.username]: 'member' })
})

t.test('The two of a direct conversation stay two', async (t) => {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const id = await ada.direct(ben)
  refused(t, await ada.post(`/conversations/${id}/members`, { userIds: [cleo.userId] }), 'not_a_group')
  refused(t, await ada.delete(`/conversations/${id}/members/${ben.userId}`), 'not_a_group')
  refused(t, await ada.put(`/conversations/${id}/owner`, { userId: ben.userId }), 'not_a_group')
})

t.test('One mutes a conversation for oneself', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  const reply = await ada.patch(`/conversations/${id}/membership`, { muted: true })
  t.equal(reply.statusCode, 200)
  t.match(reply.json(), { muted: true, role: 'member', readSeq: 0 })
  t.match((await ben.get(`/conversations/${id}`)).json(), { membership: { muted: false } })
  for (const payload of [
    {},
    { muted: 'true' },
    { muted: 1 },
    { muted: true, role: 'owner' },
    { readSeq: 9 },
  ]) {
    refused(
      t,
      await ada.patch(`/conversations/${id}/membership`, payload),
      'invalid_request',
      JSON.stringify(payload),
    )
  }
})

t.test('One mutes it for a time, which is still to come', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const path = `/conversations/${await ada.direct(ben)}/membership`
  const mutedUntil = new Date(Date.now() + 3_600_000).toISOString()
  t.match((await ada.patch(path, { muted: true, mutedUntil })).json(), { muted: true, mutedUntil })
  t.match((await ada.patch(path, { muted: true })).json(), { muted: true, mutedUntil: null })
  t.match((await ada.patch(path, { muted: false, mutedUntil: null })).json(), { muted: false })
  const past = { muted: true, mutedUntil: '2020-01-01T00:00:00.000Z' }
  for (const wrong of [past, { muted: false, mutedUntil }, { mutedUntil }, { ...past, closed: true }])
    refused(t, await ada.patch(path, wrong), 'mute_end_invalid', JSON.stringify(wrong))
  refused(t, await ada.patch(path, { muted: true, mutedUntil: 'tomorrow' }), 'invalid_request')
  t.match((await ada.get(path.replace('/membership', ''))).json(), {
    membership: { muted: false, closed: false },
  })
})

t.test('Members come in pages, by username', async (t) => {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const id = await cleo.group([ada, ben])
  const first = (await ben.get(`/conversations/${id}/members?limit=2`)).json<MemberPage>()
  const url = `/conversations/${id}/members?limit=2&cursor=${first.nextCursor}`
  const second = (await ben.get(url)).json<MemberPage>()
  const names = [...first.items, ...second.items].map(({ user }) => user.username)
  t.same(names, [ada.username, ben.username, cleo.username])
  t.equal(second.nextCursor, null)
})

t.test('A cursor that the list of members did not give is refused', async (t) => {
  const [ada] = await api.people('ada')
  const id = await ada.group()
  for (const inside of [{}, { username: 5 }, { name: 'a', id: randomUUID() }, 'ada', null]) {
    const cursor = Buffer.from(JSON.stringify(inside)).toString('base64url')
    refused(t, await ada.get(`/conversations/${id}/members?cursor=${cursor}`), 'invalid_cursor')
  }
  for (const query of ['limit=0', 'limit=201', 'cursor=!', 'role=owner']) {
    refused(t, await ada.get(`/conversations/${id}/members?${query}`), 'invalid_request', query)
  }
})
