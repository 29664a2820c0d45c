import { limits, type GroupPage, type JoinRequestPage } from '@parley/shared'
import t from 'tap'

import { openApi, refused } from '../support/network/api-client.ts'

const api = await openApi(t)

async function world() {
  const [ada, ben, cleo, dan] = await api.people('ada', 'ben', 'cleo', 'dan')
  const id = await ada.group([ben], { visibility: 'closed', askToJoin: true })
  return { ada, ben, cleo, dan, id, path: `/conversations/${id}/join-requests` }
}

t.test('A closed group is found, asked for, and joined', async (t) => {
  const { ada, cleo, dan, id, path } = await world()
  const found = async () => (await cleo.get('/groups')).json<GroupPage>().items
  const one = async () => (await found()).find(({ conversation }) => conversation.id === id)
  t.match(await one(), { conversation: { visibility: 'closed', askToJoin: true }, member: false })
  t.equal((await cleo.post(path, { sentence: 'Let me in' })).statusCode, 204)
  t.equal((await cleo.post(path, {})).statusCode, 204)
  t.equal((await dan.post(path, {})).statusCode, 204)
  t.match(await one(), { requested: true })
  const { items, nextCursor } = (await ada.get(`${path}?limit=1`)).json<JoinRequestPage>()
  t.match(items, [{ user: { id: cleo.userId }, sentence: 'Let me in' }])
  const rest = (await ada.get(`${path}?limit=1&cursor=${nextCursor}`)).json<JoinRequestPage>()
  t.match(rest, { items: [{ user: { id: dan.userId }, sentence: '' }], nextCursor: null })
  t.match((await ada.get(`/conversations/${id}`)).json(), { membership: { joinRequests: 2 } })
  t.equal((await ada.post(`${path}/${cleo.userId}/approve`)).statusCode, 204)
  t.equal((await cleo.get(`/conversations/${id}`)).statusCode, 200)
  t.equal((await ada.post(`${path}/${dan.userId}/decline`)).statusCode, 204)
  t.equal((await dan.post(path, {})).statusCode, 204)
  t.same((await ada.get(path)).json<JoinRequestPage>().items, [])
})

t.test('One withdraws what one asked for, and what one did not', async (t) => {
  const { ada, cleo, id, path } = await world()
  await cleo.post(path, {})
  for (let time = 0; time < 2; time++) t.equal((await cleo.delete(`/me/join-requests/${id}`)).statusCode, 204)
  t.same((await ada.get(path)).json<JoinRequestPage>().items, [])
})

t.test('What is refused, and why', async (t) => {
  const { ada, ben, cleo, id, path } = await world()
  const hidden = await ada.group([], { visibility: 'closed' })
  refused(t, await cleo.post(`/conversations/${hidden}/join-requests`, {}), 'conversation_not_found')
  const sentence = 'x'.repeat(limits.joinSentenceMax + 1)
  refused(t, await cleo.post(path, { sentence }), 'invalid_request')
  refused(t, await ben.get(path), 'not_moderator')
  refused(t, await cleo.get(path), 'conversation_not_found')
  refused(t, await ada.get(`${path}?cursor=nonsense`), 'invalid_cursor')
  for (const decision of ['approve', 'decline']) {
    const decide = `${path}/${cleo.userId}/${decision}`
    refused(t, await ada.post(decide), 'join_request_not_found')
    refused(t, await ben.post(decide), 'not_moderator')
    refused(t, await ada.post(`${path}/${ben.userId}/${decision}`), 'request_decided')
  }
  const direct = await ada.direct(ben)
  refused(t, await ada.get(`/conversations/${direct}/join-requests`), 'not_a_group')
  t.match((await ada.patch(`/conversations/${id}`, { askToJoin: false })).json(), {
    conversation: { askToJoin: undefined },
  })
  refused(t, await cleo.post(path, {}), 'conversation_not_found')
})
