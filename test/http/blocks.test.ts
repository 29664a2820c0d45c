import { randomUUID } from 'node:crypto'

import { limits, type BlockPage, type ConversationList } from '@parley/shared'
import t from 'tap'

import { testPassword } from '../support/app/app.ts'
import { openApi, refused, type ApiClient } from '../support/network/api-client.ts'
import { pretendingIn } from '../support/pretending.ts'

const api = await openApi(t)

const blockedOf = async (person: ApiClient): Promise<string[]> =>
  (await person.get('/me/blocks')).json<BlockPage>().items.map(({ user }) => user.username)

t.test('Blocking and unblocking answer alike however often, and only oneself sees it', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  for (let time = 0; time < 2; time++) {
    const reply = await ada.put(`/me/blocks/${ben.userId}`)
    t.equal(reply.statusCode, 204)
    t.equal(reply.body, '')
  }
  t.same(await blockedOf(ada), [ben.username])
  t.same(await blockedOf(ben), [])
  t.same((await ben.get('/conversations')).json<ConversationList>().blocked, [])
  for (let time = 0; time < 2; time++) t.equal((await ada.delete(`/me/blocks/${ben.userId}`)).statusCode, 204)
  t.same(await blockedOf(ada), [])
})

t.test('Refused are oneself and who does not exist, and nobody else', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  for (const method of ['put', 'delete'] as const) {
    refused(t, await ada[method](`/me/blocks/${ada.userId}`), 'not_yourself')
    refused(t, await ada[method](`/me/blocks/${randomUUID()}`), 'user_not_found')
    refused(t, await ada[method]('/me/blocks/everyone'), 'invalid_request')
  }
  await ben.post('/me/deletion', { password: testPassword })
  t.equal((await ada.put(`/me/blocks/${ben.userId}`)).statusCode, 204, 'of a deleted account messages stay')
})

t.test('The list comes in pages, in order of username', async (t) => {
  const [ada, ...others] = await api.people('ada', 'ben', 'cleo', 'dora')
  for (const { userId } of others.toReversed()) await ada.put(`/me/blocks/${userId}`)
  const first = (await ada.get('/me/blocks?limit=2')).json<BlockPage>()
  const second = (await ada.get(`/me/blocks?limit=2&cursor=${first.nextCursor}`)).json<BlockPage>()
  const names = [...first.items, ...second.items].map(({ user }) => user.username)
  t.same(
    names,
    others.map(({ username }) => username),
  )
  t.same([first.items.length, second.nextCursor], [2, null])
  refused(t, await ada.get('/me/blocks?cursor=elsewhere'), 'invalid_cursor')
})

t.test('One can block so many and no more', async (t) => {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  await pretendingIn(api.app.places).pretendBlocks(ada.userId, limits.blocksPerUserMax - 1)
  t.equal((await ada.put(`/me/blocks/${ben.userId}`)).statusCode, 204)
  refused(t, await ada.put(`/me/blocks/${cleo.userId}`), 'too_many_blocked')
})

t.test('Who is not connected is refused as well, and so is whoever they have blocked', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const path = `/conversations/${await ada.direct(ben)}/messages`
  await ada.put(`/me/blocks/${ben.userId}`)
  refused(t, await ben.post(path, { clientId: randomUUID(), text: 'hello' }), 'not_available')
  refused(t, await ada.post(path, { clientId: randomUUID(), text: 'hello' }), 'blocked_by_you')
  await ada.delete(`/me/blocks/${ben.userId}`)
  t.equal((await ben.post(path, { clientId: randomUUID(), text: 'hello' })).statusCode, 201)
})
