import { randomUUID } from 'node:crypto'

import { limits, type AddedMembers, type ConversationList, type CreatedGroup } from '@parley/shared'
import t from 'tap'

import { testPassword } from '../support/app/app.ts'
import { openApi, refused, type ApiClient } from '../support/network/api-client.ts'
import { pretendingIn } from '../support/pretending.ts'

const api = await openApi(t)

const openOf = async (person: ApiClient) =>
  (await person.get('/conversations')).json<ConversationList>().invitations

const acceptance = (id: string): string => `/me/invitations/${id}/accept`

/** Ben, who lets nobody add him, is invited to a closed group of Ada. */
async function invited() {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  await ben.patch('/me', { privacy: { adders: 'nobody' } })
  const id = await ada.group([], { visibility: 'closed' })
  const reply = await ada.post(`/conversations/${id}/members`, { userIds: [ben.userId, cleo.userId] })
  t.same(reply.json(), { added: [cleo.userId], invited: [ben.userId], refused: [] })
  return { ada, ben, cleo, id }
}

t.test('An invitation is in the list of conversations, the latest first', async (t) => {
  const { ada, ben, id } = await invited()
  const [dora] = await api.people('dora')
  const reply = await dora.post('/conversations/groups', {
    name: 'Loom',
    visibility: 'open',
    memberIds: [ben.userId],
  })
  const created = reply.json<CreatedGroup>()
  t.match(created, { invited: [ben.userId], refused: [], conversation: { memberCount: 1 } })
  t.match(await openOf(ben), [
    { conversation: { id: created.conversation.id, name: 'Loom' }, inviter: { username: dora.username } },
    { conversation: { id, name: 'Engine', memberCount: 2 }, inviter: { username: ada.username } },
  ])
  t.same(await openOf(ada), [])
  refused(t, await ben.get(`/conversations/${id}`), 'conversation_not_found')
})

t.test('Accepted, it answers with the conversation, however often', async (t) => {
  const { ada, ben, id } = await invited()
  for (let time = 0; time < 2; time++) {
    const reply = await ben.post(acceptance(id))
    t.equal(reply.statusCode, 200)
    t.match(reply.json(), { conversation: { id, memberCount: 3 }, membership: { role: 'member' }, unread: 0 })
  }
  t.same(await openOf(ben), [])
  t.equal((await ada.post(acceptance(id))).statusCode, 200, 'also who is in it anyway')
})

t.test('Accepted twice at once, both are answered with the conversation', async (t) => {
  const { ben, id } = await invited()
  const replies = await Promise.all([ben.post(acceptance(id)), ben.post(acceptance(id))])
  t.same(
    replies.map(({ statusCode }) => statusCode),
    [200, 200],
  )
})

t.test('Declined, it is gone, however often', async (t) => {
  const { ben, id } = await invited()
  for (let time = 0; time < 2; time++) {
    const reply = await ben.delete(`/me/invitations/${id}`)
    t.same([reply.statusCode, reply.body], [204, ''])
  }
  t.same(await openOf(ben), [])
  refused(t, await ben.post(acceptance(id)), 'invitation_not_found')
  refused(t, await ben.delete('/me/invitations/everything'), 'invalid_request')
})

t.test('Nobody learns by an invitation that is not theirs whether there is such a group', async (t) => {
  const { ada, ben, id } = await invited()
  const [outsider] = await api.people('outsider')
  const replies = await Promise.all([id, randomUUID()].map((one) => outsider.post(acceptance(one))))
  const seen = replies.map((reply) => ({ ...reply.json<object>(), requestId: null }))
  t.same(seen[0], seen[1])
  for (const reply of replies) refused(t, reply, 'invitation_not_found')
  t.equal((await outsider.delete(`/me/invitations/${id}`)).statusCode, 204)
  t.equal((await openOf(ben)).length, 1, 'theirs stays')
  refused(t, await api.nobody.post(acceptance(id)), 'not_signed_in')
  refused(t, await api.nobody.delete(`/me/invitations/${id}`), 'not_signed_in')
  await ada.delete(`/conversations/${id}`)
  refused(t, await ben.post(acceptance(id)), 'invitation_not_found')
})

t.test('A full group takes nobody, and neither does who is in as many as one can be in', async (t) => {
  const { ben, id } = await invited()
  const { pretendMembers, pretendConversations } = pretendingIn(api.app.places)
  await pretendMembers(id, limits.groupMembersMax)
  refused(t, await ben.post(acceptance(id)), 'group_full')
  await pretendMembers(id, 2)
  await pretendConversations(ben.userId, limits.conversationsPerUserMax)
  refused(t, await ben.post(acceptance(id)), 'too_many_conversations')
  t.equal((await openOf(ben)).length, 1)
})

t.test('Who has as many invitations as one can is answered for like who has blocked', async (t) => {
  const { ada, id } = await invited()
  const [dora, eve] = await api.people('dora', 'eve')
  for (const person of [dora, eve]) await person.patch('/me', { privacy: { adders: 'nobody' } })
  await pretendingIn(api.app.places).pretendInvitations(dora.userId, ada.userId, limits.invitationsPerUserMax)
  await eve.put(`/me/blocks/${ada.userId}`)
  const answers = []
  for (const { userId } of [dora, eve]) {
    const reply = await ada.post(`/conversations/${id}/members`, { userIds: [userId] })
    answers.push(reply.body.replaceAll(userId, 'ID'))
  }
  t.equal(answers[0], answers[1])
  const nobody: Partial<AddedMembers> = { added: [], invited: [] }
  t.match(JSON.parse(answers[0] ?? ''), { ...nobody, refused: [{ userId: 'ID', code: 'not_available' }] })
})

t.test('An account that is deleted is invited to nothing any more', async (t) => {
  const { ada, ben, id } = await invited()
  t.equal((await ben.post('/me/deletion', { password: testPassword })).statusCode, 204)
  const again = await ada.post(`/conversations/${id}/members`, { userIds: [ben.userId] })
  refused(t, again, 'user_not_found')
})
