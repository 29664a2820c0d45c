import { randomUUID } from 'node:crypto'

import { limits, type ConversationSummary, type UserId } from '@parley/shared'
import t, { type Test } from 'tap'

import { signUp, type Person } from '../../support/app/app.ts'
import { TestClock } from '../../support/app/clock.ts'
import { RealtimeTest, newClientId, sendFrame } from '../../support/app/realtime.ts'
import type { TestClient } from '../../support/network/ws-client.ts'

/** The windows in which is counted end when a test says so. */
const windowMs = 10_000

const rateLimited = { type: 'refusal', problem: { code: 'rate_limited', retryAfterSeconds: Number } }

t.test('frames count over all connections of an account, and not against others', async (t) => {
  const clock = new TestClock()
  const realtime = { framesPerTenSeconds: 20, heartbeatIntervalMs: 600_000 } // no pong comes in between
  const test = await RealtimeTest.start(t, { ports: { clock }, realtime })
  const [ann, bob] = await test.people('ann', 'bob')
  const [first, second, other] = [await test.connect(ann), await test.connect(ann), await test.connect(bob)]
  for (let count = 0; count < 10; count++) await first.request({ type: 'watch', userIds: [] })
  for (let count = 0; count < 10; count++) await second.request({ type: 'watch', userIds: [] })
  first.raw('{"type":"pong"}')
  t.match(await first.end(), { code: 4429 })
  t.match(await other.request({ type: 'watch', userIds: [] }), { type: 'ack' })
  clock.advance(windowMs)
  t.match(await second.request({ type: 'watch', userIds: [] }), { type: 'ack' })
})

t.test('who watches others again and again is refused, over all connections', async (t) => {
  const clock = new TestClock()
  const test = await RealtimeTest.start(t, { ports: { clock } })
  const [ann, bob] = await test.people('ann', 'bob')
  const [first, second, other] = [await test.connect(ann), await test.connect(ann), await test.connect(bob)]
  const userIds = Array.from({ length: limits.watchMax - 1 }, () => randomUUID() as UserId)
  const watch = (client: TestClient) => client.request({ type: 'watch', userIds })
  for (let people = 0; people < limits.watchedPerTenSecondsMax; people += limits.watchMax) {
    t.match(await watch(people % 400 ? first : second), { type: 'ack' })
  }
  for (const client of [first, second]) t.match(await watch(client), rateLimited)
  t.match(await watch(other), { type: 'ack' })
  clock.advance(windowMs)
  t.match(await watch(first), { type: 'ack' })
})

t.test('who connects again and again is refused before the connection is made', async (t) => {
  const clock = new TestClock()
  const test = await RealtimeTest.start(t, { ports: { clock } })
  const [ann, bob] = await test.people('ann', 'bob')
  for (let count = 0; count < limits.connectsPerTenSecondsMax; count++) {
    const client = await test.connect(ann)
    client.socket.close()
    await client.end()
  }
  await t.rejects(test.connect(ann), /429/)
  await test.connect(bob)
  clock.advance(windowMs)
  await test.connect(ann)
})

/** So few that ten people and forty messages come to it. */
const deliveriesMax = limits.deliveriesPerFrameMax
const online = 10

async function withFewDeliveries(t: Test) {
  const clock = new TestClock()
  const test = await RealtimeTest.start(t, {
    ports: { clock },
    config: { framesPerTenSeconds: deliveriesMax / limits.deliveriesPerFrameMax },
    realtime: { framesPerTenSeconds: limits.framesPerTenSecondsMax },
  })
  const [ann, bob] = await test.people('ann', 'bob')
  return { clock, test, ann, bob }
}

t.test('what is said and done where many are online is bounded by how many they are', async (t) => {
  const { clock, test, ann, bob } = await withFewDeliveries(t)
  const others: Person[] = []
  while (others.length < online - 2) others.push(await signUp(test.app, `other${others.length}`))
  const id = await test.group(ann, bob, ...others)
  clock.advance(windowMs) // those whom one takes in count as well
  const [fromAnn, fromBob] = [await test.connect(ann), await test.connect(bob)]
  for (const person of others) await test.connect(person)
  for (let count = 0; count < deliveriesMax / online; count++) {
    t.match(await fromAnn.request(sendFrame(id, `number ${count}`)), { type: 'ack' })
  }
  t.match(await fromAnn.request(sendFrame(id, 'one more')), rateLimited)
  t.match(await fromBob.request(sendFrame(id, 'mine')), { type: 'ack' }, 'others have their own')

  const ask = async (method: 'POST' | 'PATCH' | 'DELETE' | 'PUT', path: string, payload?: object) => {
    const url = `/api/v1/conversations${path === '/groups' ? '' : `/${id}`}${path}`
    const reply = await test.app.inject({
      method,
      url,
      headers: ann.headers,
      ...(payload && { payload }),
    })
    return { status: reply.statusCode, wait: Number(reply.headers['retry-after']) }
  }
  const [member] = others
  const refused = [
    await ask('POST', '/messages', { text: 'one more', clientId: newClientId() }),
    await ask('PATCH', '/messages/3', { text: 'changed' }),
    await ask('DELETE', '/messages/3'),
    await ask('PATCH', '', { name: 'Coffee' }),
    await ask('POST', '/members', { userIds: [bob.user.id] }),
    await ask('DELETE', `/members/${member?.user.id}`),
    await ask('PUT', '/owner', { userId: bob.user.id }),
    await ask('POST', '/leave'),
    await ask('DELETE', ''),
    await ask('POST', '/groups', { name: 'Cake', visibility: 'closed', memberIds: [bob.user.id] }),
  ]
  for (const { status, wait } of refused) {
    t.equal(status, 429)
    t.ok(wait >= 1 && wait <= windowMs / 1_000)
  }
  clock.advance(windowMs)
  const renamed = await test.call<ConversationSummary>(ann, 'PATCH', `/conversations/${id}`, {
    name: 'Coffee',
  })
  t.equal(renamed.conversation.name, 'Coffee')
})

t.test('a long message counts as several, to each who is told, and so does a long edit', async (t) => {
  const { clock, test, ann, bob } = await withFewDeliveries(t)
  const id = await test.group(ann, bob)
  clock.advance(windowMs)
  const [fromAnn] = [await test.connect(ann), await test.connect(bob)]
  const longest = 'x'.repeat(limits.messageMax)
  let accepted = 0
  while ((await fromAnn.request(sendFrame(id, longest))).type === 'ack') accepted += 1
  t.ok(accepted > 1 && accepted <= 10, `${accepted} were accepted`)
  const url = `/api/v1/conversations/${id}/messages/3`
  const edit = await test.app.inject({
    method: 'PATCH',
    url,
    headers: ann.headers,
    payload: { text: longest },
  })
  t.equal(edit.statusCode, 429)
})

t.test('who comes and goes in an open group is bounded like who says something there', async (t) => {
  const { clock, test, ann, bob } = await withFewDeliveries(t)
  const body = { name: 'Tea', visibility: 'open' }
  const { conversation } = await test.call<ConversationSummary>(ann, 'POST', '/conversations/groups', body)
  const go = (where: 'join' | 'leave') => test.call(bob, 'POST', `/conversations/${conversation.id}/${where}`)
  for (let count = 0; count < 3; count++) for (const where of ['join', 'leave'] as const) await go(where)
  await go('join')
  await t.rejects(go('leave'), /rate_limited/)
  clock.advance(windowMs)
  await go('leave')
})
