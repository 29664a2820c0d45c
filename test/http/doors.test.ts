import type { AddedMembers, ConversationSummary, Privacy, SignedIn } from '@parley/shared'
import t from 'tap'

import { buildTestApp, testPassword } from '../support/app/app.ts'
import { cheapHasher } from '../support/app/cheap-hasher.ts'
import { TestClock } from '../support/app/clock.ts'
import { Api, openApi, refused, type ApiClient } from '../support/network/api-client.ts'

const api = await openApi(t)

const sets = async (person: ApiClient, privacy: Partial<Privacy>): Promise<void> => {
  t.equal((await person.patch('/me', { privacy })).statusCode, 200)
}

const changes = (person: ApiClient, id: string, patch: object) =>
  person.patch(`/conversations/${id}/membership`, patch)

t.test('One closes a direct conversation and opens it again', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  const reply = await changes(ada, id, { closed: true, muted: true })
  t.match(reply.json(), { closed: true, canWrite: false, muted: true })
  refused(t, await ada.say(id, 'hello'), 'closed_by_you')
  refused(t, await ben.say(id, 'hello'), 'not_available')
  t.match((await ben.get(`/conversations/${id}`)).json(), { membership: { closed: false, canWrite: false } })
  t.match((await changes(ada, id, { closed: false })).json(), { closed: false, canWrite: true, muted: true })
  t.equal((await ben.say(id, 'hello')).statusCode, 201)
})

t.test('Notes and groups are not closed, and then nothing else is changed either', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  for (const id of [await ada.direct(ada), await ada.group([ben])]) {
    refused(t, await changes(ada, id, { closed: true, muted: true }), 'not_direct')
    refused(t, await changes(ada, id, { closed: false }), 'not_direct')
    t.match((await ada.get(`/conversations/${id}`)).json(), { membership: { muted: false, closed: false } })
  }
  refused(t, await changes(ben, await ada.direct(ada), { closed: true }), 'conversation_not_found')
  refused(t, await changes(ada, await ada.direct(ben), { closed: 'yes' }), 'invalid_request')
})

t.test('Of whom one may put into a group, those who let nobody do it are named', async (t) => {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  await sets(ben, { writers: 'known' })
  refused(t, await ada.post('/conversations/direct', { userId: ben.userId }), 'not_available')
  const userIds = [ben.userId, cleo.userId]
  const reply = await ada.post(`/conversations/${await ada.group()}/members`, { userIds })
  t.same(reply.json<AddedMembers>().refused, [{ userId: ben.userId, code: 'not_available' }])
  t.same(reply.json<AddedMembers>().added, [cleo.userId])
})

t.test('In what one has with an account that is gone one reads, and writes nothing', async (t) => {
  const [ada, ben] = await api.people('ada', 'ben')
  const id = await ada.direct(ben)
  await ben.say(id, 'farewell')
  await ben.post('/me/deletion', { password: testPassword })
  refused(t, await ada.say(id, 'hello'), 'not_available')
  const summary = (await ada.get(`/conversations/${id}`)).json<ConversationSummary>()
  t.match(summary, {
    membership: { canWrite: false },
    peer: { deleted: true },
    lastMessage: { text: 'farewell' },
  })
  t.equal((await ada.put(`/conversations/${id}/read`, { seq: 1 })).statusCode, 204)
})

t.test('What concerns all one’s direct conversations is changed so often and no more', async (t) => {
  const ports = { hasher: cheapHasher(), clock: new TestClock() }
  const slow = new Api(await buildTestApp(t, { config: { framesPerTenSeconds: 1 }, ports }))
  const [ada, ben] = await slow.people('ada', 'ben')
  await ada.direct(ben)
  const patches = [true, false, true, false].map((readReceipts) => ({ privacy: { readReceipts } }))
  for (const patch of patches) t.equal((await ada.patch('/me', patch)).statusCode, 200)
  refused(t, await ada.patch('/me', { bio: 'New', privacy: { writers: 'nobody' } }), 'rate_limited')
  const { user } = (await ada.get('/me')).json<SignedIn>()
  t.match(user, { bio: '', privacy: { writers: 'everyone', readReceipts: false } })
  t.equal((await ada.patch('/me', { bio: 'New', privacy: { adders: 'nobody' } })).statusCode, 200)
})
