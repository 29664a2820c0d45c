import { randomUUID } from 'node:crypto'

import type { MemberPage, MessageAck } from '@parley/shared'
import t from 'tap'

import { openApi, refused } from '../../support/network/api-client.ts'

const api = await openApi(t)
const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString()

/** Ada's group with Ben in it. */
async function world() {
  const [ada, ben, cleo] = await api.people('ada', 'ben', 'cleo')
  const id = await ada.group([ben])
  const path = `/conversations/${id}/silences/${ben.userId}`
  return { ada, ben, cleo, id, path }
}

t.test('The owner silences a member, who sees until when, and lifts it, as often as one likes', async (t) => {
  const { ada, ben, id, path } = await world()
  const until = inAnHour()
  for (let time = 0; time < 2; time++) {
    const reply = await ada.put(path, { until })
    t.same([reply.statusCode, reply.body], [204, ''])
  }
  const own = { membership: { canWrite: false, silencedUntil: until, muted: false } }
  t.match((await ben.get(`/conversations/${id}`)).json(), own)
  t.match((await ben.get('/conversations')).json(), { items: [own] })
  const { items } = (await ada.get(`/conversations/${id}/members`)).json<MemberPage>()
  const ends = new Map(items.map(({ user, silencedUntil }) => [user.id, silencedUntil]))
  t.same([ends.get(ben.userId), ends.get(ada.userId)], [until, undefined])
  const reply = await ben.say(id, 'but')
  refused(t, reply, 'silenced')
  t.match(reply.json(), { status: 403, retryAfterSeconds: Number })
  const { retryAfterSeconds: left } = reply.json<{ retryAfterSeconds: number }>()
  t.ok(left > 3_500 && left <= 3_600, `${left} seconds are left`)
  t.equal(reply.headers['retry-after'], String(left))
  for (let time = 0; time < 2; time++) t.equal((await ada.delete(path)).statusCode, 204)
  t.match((await ben.get(`/conversations/${id}`)).json(), { membership: { canWrite: true } })
  t.equal((await ben.say(id, 'thanks')).statusCode, 201)
})

t.test('What is refused, and why', async (t) => {
  const { ada, ben, cleo, id, path } = await world()
  const until = inAnHour()
  const both = async (by: typeof ada, to: string, code: Parameters<typeof refused>[2]) => {
    refused(t, await by.put(to, { until }), code, `${code} of PUT`)
    refused(t, await by.delete(to), code, `${code} of DELETE`)
  }
  await both(cleo, path, 'conversation_not_found')
  await both(ada, `/conversations/${randomUUID()}/silences/${ben.userId}`, 'conversation_not_found')
  await both(ada, `/conversations/${await ada.direct(ben)}/silences/${ben.userId}`, 'not_a_group')
  await both(ben, `/conversations/${id}/silences/${ada.userId}`, 'not_moderator')
  await both(ben, path, 'not_moderator')
  await both(ada, `/conversations/${id}/silences/${ada.userId}`, 'not_yourself')
  await both(ada, `/conversations/${id}/silences/${cleo.userId}`, 'member_not_found')
  const past = new Date(Date.now() - 1_000).toISOString()
  const reply = await ada.put(path, { until: past })
  refused(t, reply, 'silence_end_invalid')
  t.match(reply.json(), { field: '/until' })
  for (const body of [{}, { until: 'soon' }, { until: null }, { until, more: 1 }])
    refused(t, await ada.put(path, body), 'invalid_request')
})

t.test('Each act that is refused meanwhile says so', async (t) => {
  const { ada, ben, id, path } = await world()
  const { seq } = (await ben.say(id, 'mine')).json<MessageAck>()
  await ada.put(path, { until: inAnHour() })
  const at = `/conversations/${id}/messages/${seq}`
  const acts = {
    edit: await ben.patch(at, { text: 'ours' }),
    react: await ben.put(`${at}/reactions/${encodeURIComponent('👍')}`),
    pin: await ben.put(`${at}/pin`),
    forward: await ben.post(`/conversations/${id}/messages`, {
      clientId: randomUUID(),
      text: '',
      forward: { conversationId: id, seq },
    }),
    schedule: await ben.post(`/conversations/${id}/scheduled`, {
      clientId: randomUUID(),
      text: 'later',
      sendAt: inAnHour(),
    }),
  }
  for (const [name, reply] of Object.entries(acts)) refused(t, reply, 'silenced', name)
  t.equal((await ben.delete(at)).statusCode, 200)
  t.equal((await ben.post(`/conversations/${id}/leave`)).statusCode, 204)
})
