import { randomUUID } from 'node:crypto'

import { limits, type MessageAck, type MessagePage, type ScheduledList } from '@parley/shared'
import t from 'tap'

import { buildTestApp, testPassword, type TestApp } from '../../support/app/app.ts'
import { cheapHasher } from '../../support/app/cheap-hasher.ts'
import { TestClock } from '../../support/app/clock.ts'
import { Api, refused, type ApiClient } from '../../support/network/api-client.ts'
import { uploaded } from '../../support/files/uploads.ts'

const hour = 60 * 60_000
const clock = new TestClock()
const app = await buildTestApp(t, { ports: { hasher: cheapHasher(), clock } })
const api = new Api(app)

const at = (ms: number) => new Date(clock.now().getTime() + ms).toISOString()
const place = (id: string, clientId = '') => `/conversations/${id}/scheduled${clientId && `/${clientId}`}`
const wanted = (more: object = {}) => ({ clientId: randomUUID(), text: 'tea?', sendAt: at(hour), ...more })
const listed = async (person: ApiClient, query = '') =>
  (await person.get(`/me/scheduled${query}`)).json<ScheduledList>().items
const texts = async (person: ApiClient, id: string) =>
  (await person.get(`/conversations/${id}/messages`)).json<MessagePage>().items.map(({ text }) => text)
const pass = async (ms: number, instances: readonly TestApp[] = [app]) => {
  clock.advance(ms)
  await Promise.all(instances.map(({ parts }) => parts.services.scheduledSender.run()))
}

async function talk() {
  const [ada, ben] = await api.people('ada', 'ben')
  return { ada, ben, id: await ada.direct(ben) }
}

t.test('One schedules, lists, changes and cancels, and nobody else sees any of it', async (t) => {
  const { ada, ben, id } = await talk()
  const given = wanted({ timeZone: 'Europe/Paris' })
  const reply = await ada.post(place(id), given)
  t.equal(reply.statusCode, 201)
  const item = { ...given, conversationId: id, createdAt: at(0), state: 'waiting' }
  t.same(reply.json(), item)
  const again = await ada.post(place(id), given)
  t.same([again.statusCode, again.json()], [201, item], 'again changes nothing')
  const later = wanted({ sendAt: at(2 * hour) })
  await ada.post(place(await ada.group([ben])), later)
  t.match(await listed(ada), [{ clientId: given.clientId }, { clientId: later.clientId, timeZone: null }])
  t.same(await listed(ada, `?conversationId=${id}`), [item])
  t.same(await listed(ben), [])
  t.same(await texts(ben, id), [])
  const changed = await ada.patch(place(id, given.clientId), { text: ' coffee? ', sendAt: at(3 * hour) })
  t.same(changed.json(), { ...item, text: 'coffee?', sendAt: at(3 * hour) })
  t.match(await listed(ada), [{ clientId: later.clientId }, { clientId: given.clientId }])
  for (const method of ['PATCH', 'DELETE'] as const)
    refused(t, await ben.call(method, place(id, given.clientId), { text: 'x' }), 'scheduled_not_found')
  t.equal((await ada.delete(place(id, given.clientId))).statusCode, 204)
  refused(t, await ada.delete(place(id, given.clientId)), 'scheduled_not_found')
  await pass(4 * hour)
  t.same(await texts(ben, id), [])
})

t.test('What cannot be sent so is refused when it is scheduled', async (t) => {
  const { ada, ben, id } = await talk()
  const given = wanted()
  await ada.post(place(id), given)
  const post = (more: object) => ada.post(place(id), wanted(more))
  refused(t, await post({ clientId: given.clientId, text: 'else' }), 'client_id_reused')
  refused(t, await post({ text: ' ' }), 'message_empty')
  refused(t, await post({ text: 'x'.repeat(limits.messageMax + 1) }), 'message_too_long')
  refused(t, await post({ sendAt: at(limits.scheduledAheadMsMin - 1) }), 'schedule_time_invalid')
  refused(t, await post({ sendAt: at(limits.scheduledAheadMsMax + 1) }), 'schedule_time_invalid')
  refused(t, await post({ sendAt: 'tomorrow' }), 'invalid_request')
  refused(t, await post({ timeZone: 'Europe/Atlantis' }), 'time_zone_unknown')
  refused(t, await post({ replyTo: 7 }), 'reply_not_found')
  refused(t, await post({ attachments: [randomUUID()] }), 'file_not_found')
  const one = place(id, given.clientId)
  refused(t, await ada.patch(one, {}), 'invalid_request')
  refused(t, await ada.patch(one, { text: ' ' }), 'message_empty')
  refused(t, await ada.patch(one, { sendAt: at(0) }), 'schedule_time_invalid')
  refused(t, await ada.patch(one, { timeZone: 'Mars' }), 'time_zone_unknown')
  refused(t, await ada.post(`${place(id, randomUUID())}/send`), 'scheduled_not_found')
  await ada.put(`/me/blocks/${ben.userId}`)
  refused(t, await post({}), 'blocked_by_you')
  refused(t, await ada.post(`${one}/send`), 'blocked_by_you')
  t.match(await listed(ada), [{ clientId: given.clientId, state: 'waiting' }], 'and it stays as it was')
  const [eve] = await api.people('eve')
  refused(t, await eve.post(place(id), wanted()), 'conversation_not_found')
})

t.test('There are at most as many as one can have', async (t) => {
  const { ada, id } = await talk()
  for (let count = 0; count < limits.scheduledMax; count++)
    await app.parts.stores.scheduled.add(
      {
        ...{ userId: ada.userId, conversationId: id, clientId: randomUUID() as never, text: 'x' },
        ...{ replyTo: null, attachments: [], sendAt: new Date(at(hour)), timeZone: null },
      },
      clock.now(),
    )
  refused(t, await ada.post(place(id), wanted()), 'too_many_scheduled')
})

t.test('Sent now it is sent, once, and who changes or cancels it after hears its seq', async (t) => {
  const { ada, ben, id } = await talk()
  const given = wanted()
  await ada.post(place(id), given)
  const now = () => ada.post(`${place(id, given.clientId)}/send`)
  const first = await now()
  t.match([first.statusCode, first.json<MessageAck>()], [201, { seq: 1, clientId: given.clientId }])
  t.same((await now()).json(), first.json())
  for (const method of ['PATCH', 'DELETE'] as const) {
    const reply = await ada.call(method, place(id, given.clientId), { text: 'x' })
    refused(t, reply, 'scheduled_sent')
    t.match(reply.json(), { seq: 1 })
  }
  refused(t, await ada.post(place(id), given), 'scheduled_sent')
  t.match((await ben.get(`/conversations/${id}/messages`)).json(), { items: [{ seq: 1, scheduled: true }] })
})

t.test('Two instances send it once', async (t) => {
  const { ada, ben, id } = await talk()
  const ports = { hasher: cheapHasher(), clock, stores: app.parts.stores }
  const instances = [app, await buildTestApp(t, { ports })]
  for (let count = 0; count < 30; count++) await ada.post(place(id), wanted({ text: `${count}` }))
  await pass(hour, instances)
  t.equal((await texts(ben, id)).length, 30)
  t.equal(new Set(await texts(ben, id)).size, 30)
  t.same(await listed(ada), [])
})

t.test('Its files are shown to its author alone, until it is sent', async (t) => {
  const { ada: author, ben, id } = await talk()
  const file = await uploaded(app, author, 'tea')
  const given = wanted({ text: '', attachments: [file.id] })
  t.match((await author.post(place(id), given)).json(), { attachments: [file] })
  refused(t, await author.post(place(id), wanted({ attachments: [file.id] })), 'file_taken')
  t.equal((await author.get(`/files/${file.id}`)).statusCode, 200)
  t.equal((await ben.get(`/files/${file.id}`)).statusCode, 404)
  await pass(hour)
  t.equal((await ben.get(`/files/${file.id}`)).statusCode, 200)
})

t.test('It goes with the account', async (t) => {
  const { ada, ben, id } = await talk()
  const given = wanted()
  await ada.post(place(id), given)
  t.equal((await ada.post('/me/deletion', { password: testPassword })).statusCode, 204)
  await pass(hour)
  t.same(await texts(ben, id), [])
})
