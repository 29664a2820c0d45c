import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

import { limits, type UserId } from '@parley/shared'
import t, { type Test } from 'tap'

import { sendFrame, type RealtimeTest } from '../../support/app/realtime.ts'
import { TwoInstances } from '../../support/processes/instances.ts'
import { TestClock } from '../../support/app/clock.ts'
import { RedisServer } from '../../support/redis/server.ts'
import type { TestClient } from '../../support/network/ws-client.ts'
import { makeToken, signIn } from '../../support/app/sign-in.ts'

const redis = await RedisServer.start(t)

const start = async (t: Test) => {
  const instances = await TwoInstances.start(t, redis.url)
  await instances.connected()
  return instances
}

/** In which everything about rights must have taken effect everywhere. */
const withinMs = 1_000
const askEveryMs = 20

/** What the change took until it was seen, beside what the machine takes meanwhile for a question that needs nothing. */
async function assertPrompt(t: Test, { app }: RealtimeTest, changeUntilSeen: () => Promise<unknown>) {
  const over = new AbortController()
  let machineMs = 0
  const asking = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const askedMs = performance.now()
      await app.inject('/healthz')
      machineMs = Math.max(machineMs, performance.now() - askedMs)
      await wait(askEveryMs)
    }
  }
  const startMs = performance.now()
  const asked = asking()
  await changeUntilSeen()
  const tookMs = performance.now() - startMs
  over.abort()
  await asked
  t.ok(tookMs < withinMs + machineMs, `it took ${tookMs} ms, and the machine ${machineMs} ms for anything`)
}

t.test('messages, changes and read positions reach people at other instances, in order', async (t) => {
  const { one, two } = await start(t)
  const [ann, bob] = await one.people('ann', 'bob')
  const id = await one.direct(ann, bob)
  const [atAnn, atBob] = [await one.connect(ann), await two.connect(bob)]
  for (let count = 1; count <= 20; count++) await atAnn.request(sendFrame(id, `message ${count}`))
  for (let count = 1; count <= 20; count++) {
    t.match(await atBob.next('message'), { message: { seq: count, text: `message ${count}` } })
  }
  await one.call(ann, 'PATCH', `/conversations/${id}/messages/1`, { text: 'changed' })
  t.match(await atBob.next('change'), { message: { seq: 1, text: 'changed' } })
  await atBob.request({ type: 'read', conversationId: id, seq: 20 })
  t.match(await atAnn.next('read', ({ userId }) => userId === bob.user.id), { seq: 20 })
})

t.test('both ends of a conversation may send at once', async (t) => {
  const { one, two } = await start(t)
  const [ann, bob] = await one.people('ann', 'bob')
  const id = await one.direct(ann, bob)
  const [atAnn, atBob] = [await one.connect(ann), await two.connect(bob)]
  const sends = Array.from({ length: 50 }, (_, at) => [
    atAnn.request(sendFrame(id, `from ann ${at}`)),
    atBob.request(sendFrame(id, `from bob ${at}`)),
  ])
  const replies = await Promise.all(sends.flat())
  t.same(
    replies.map(({ type }) => type),
    replies.map(() => 'ack'),
  )
  for (const client of [atAnn, atBob]) {
    const seqs = new Set<number>()
    while (seqs.size < 100) seqs.add((await client.next('message')).message.seq)
    t.same(
      [...seqs].sort((a, b) => a - b),
      Array.from({ length: 100 }, (_, at) => at + 1),
    )
  }
})

t.test('typing is told at other instances too', async (t) => {
  const { one, two } = await start(t)
  const [ann, bob] = await one.people('ann', 'bob')
  const id = await one.direct(ann, bob)
  const [atAnn, atBob] = [await one.connect(ann), await two.connect(bob)]
  await atAnn.request({ type: 'typing', conversationId: id })
  t.match(await atBob.next('typing'), { conversationId: id, userId: ann.user.id })
})

t.test('who is removed at one instance may do nothing at another', async (t) => {
  const { one, two } = await start(t)
  const [ann, bob, cem] = await one.people('ann', 'bob', 'cem')
  const id = await one.group(ann, bob, cem)
  const [atAnn, atBob, atCem] = [await one.connect(ann), await two.connect(bob), await two.connect(cem)]
  await assertPrompt(t, two, async () => {
    await one.call(ann, 'DELETE', `/conversations/${id}/members/${bob.user.id}`)
    t.match(await atBob.next('conversation-removed'), { conversationId: id, reason: 'removed' })
  })
  await atAnn.request(sendFrame(id, 'not for bob'))
  await atCem.next('message', ({ message }) => message.text === 'not for bob')
  t.match(await atBob.request(sendFrame(id, 'still here?')), { problem: { code: 'conversation_not_found' } })
  t.same(
    (await atBob.rest()).filter(({ type }) => type === 'message'),
    [],
  )
})

t.test('who is added, leaves or becomes the owner is so everywhere', async (t) => {
  const { one, two } = await start(t)
  const [ann, bob] = await one.people('ann', 'bob')
  const id = await one.group(ann)
  const [atAnn, atBob] = [await one.connect(ann), await two.connect(bob)]
  await one.call(ann, 'POST', `/conversations/${id}/members`, { userIds: [bob.user.id] })
  t.match((await atBob.next('conversation-added')).summary, { conversation: { id } })
  t.match(await atBob.request(sendFrame(id, 'thank you')), { type: 'ack' })
  t.match(await atAnn.next('message', ({ message }) => message.system === null), {
    message: { text: 'thank you' },
  })
  await assertPrompt(t, two, async () => {
    await one.call(ann, 'PUT', `/conversations/${id}/owner`, { userId: bob.user.id })
    await atBob.next('conversation-changed', ({ membership }) => membership?.role === 'owner')
  })
  await two.call(bob, 'PATCH', `/conversations/${id}`, { name: 'Coffee' })
  await t.rejects(one.call(ann, 'PATCH', `/conversations/${id}`, { name: 'Tea' }), /not_moderator/)
  await two.call(bob, 'DELETE', `/conversations/${id}`)
  t.match(await atAnn.next('conversation-removed'), { conversationId: id, reason: 'closed' })
})

t.test('a session that ends at one instance closes its sockets at another', async (t) => {
  const { one, two } = await start(t)
  const [ann] = await one.people('ann')
  const elsewhere = await signIn(one.app, ann)
  const [ended, kept] = [await two.connect(elsewhere), await two.connect(ann)]
  await assertPrompt(t, two, async () => {
    await one.call(ann, 'DELETE', `/me/sessions/${elsewhere.sessionId}`)
    t.match(await ended.end(), { code: 4401 })
  })
  t.match(await kept.request({ type: 'watch', userIds: [] }), { type: 'ack' })
})

t.test('a token that is revoked at one instance closes its sockets at another', async (t) => {
  const { one, two } = await start(t)
  const [ann] = await one.people('ann')
  const [revoked, kept] = [await makeToken(one.app, ann), await makeToken(one.app, ann)]
  const [ending, goingOn] = [await two.connectWith(revoked), await two.connectWith(kept)]
  await assertPrompt(t, two, async () => {
    await one.call(ann, 'DELETE', `/me/tokens/${revoked.id}`)
    t.match(await ending.end(), { code: 4401 })
  })
  t.match(await goingOn.request({ type: 'watch', userIds: [] }), { type: 'ack' })
})

t.test('somebody is online as long as any instance has them', async (t) => {
  const { one, two } = await start(t)
  const [ann, bob] = await one.people('ann', 'bob')
  await one.direct(ann, bob)
  const atAnn = await one.connect(ann)
  await atAnn.request({ type: 'watch', userIds: [bob.user.id] })
  t.match(await atAnn.next('presence'), { people: [{ online: false }] })
  const [here, there] = [await one.connect(bob), await two.connect(bob)]
  t.match(await atAnn.next('presence'), { people: [{ userId: bob.user.id, online: true }] })
  await atAnn.request({ type: 'watch', userIds: [bob.user.id] })
  here.close()
  there.close()
  const gone = await atAnn.next('presence', ({ people }) => people[0]?.online === false)
  t.match(gone, { people: [{ userId: bob.user.id, lastSeenAt: String }] })
  t.same(
    (await atAnn.rest()).filter((frame) => frame.type === 'presence' && !frame.people[0]?.online),
    [],
    'told once, by the instance that was the last',
  )
})

t.test('a watch that begins finds those who are at another instance', async (t) => {
  const { one, two } = await start(t)
  const [ann, bob] = await one.people('ann', 'bob')
  await one.direct(ann, bob)
  await two.connect(bob)
  const atAnn = await one.connect(ann)
  await atAnn.request({ type: 'watch', userIds: [bob.user.id] })
  t.match(await atAnn.next('presence'), { people: [{ userId: bob.user.id, online: true }] })
})

t.test('whom one may watch follows the memberships that change at another instance', async (t) => {
  const { one, two } = await start(t)
  const [ann, bob] = await one.people('ann', 'bob')
  const id = await one.group(ann, bob)
  const atAnn = await two.connect(ann)
  await atAnn.request({ type: 'watch', userIds: [bob.user.id] })
  t.match(await atAnn.next('presence'), { people: [{ userId: bob.user.id }] })
  const nobody = { userId: bob.user.id, online: false, lastSeenAt: null }
  await assertPrompt(t, two, async () => {
    await one.call(ann, 'DELETE', `/conversations/${id}/members/${bob.user.id}`)
    t.same((await atAnn.next('presence')).people, [nobody], 'also of somebody who is connected nowhere')
  })
  await one.connect(bob)
  await assertPrompt(t, two, async () => {
    await one.direct(bob, ann)
    // He may be entering still, and is offline until then.
    await atAnn.next('presence', ({ people }) =>
      people.some(({ userId, online }) => online && userId === bob.user.id),
    )
  })
})

t.test('what an account does counts at all instances together', async (t) => {
  const instances = await TwoInstances.start(t, redis.url, { ports: { clock: new TestClock() } })
  await instances.connected()
  const [ann, bob] = await instances.one.people('ann', 'bob')
  const [here, there] = [await instances.one.connect(ann), await instances.two.connect(ann)]
  const userIds = Array.from({ length: limits.watchMax - 1 }, () => randomUUID() as UserId)
  const watch = async (client: TestClient) => (await client.request({ type: 'watch', userIds })).type
  let watchesHere = 0
  while ((await watch(here)) === 'ack') watchesHere += 1
  t.equal(watchesHere, limits.watchedPerTenSecondsMax / limits.watchMax)
  let watchesThere = 0
  while ((await watch(there)) === 'ack') {
    watchesThere += 1
    if (watchesThere >= watchesHere / 5) await wait(200) // for the other instance's count
  }
  t.ok(watchesThere < watchesHere, `${watchesThere} at the other instance`)
  t.equal(await watch(await instances.two.connect(bob)), 'ack')
})

t.test('a room is told who types once in a while by each instance', async (t) => {
  const { one, two } = await start(t)
  const [ann, bob, cem] = await one.people('ann', 'bob', 'cem')
  const conversationId = await one.group(ann, bob, cem)
  const [atAnn, atBob, atCem] = [await one.connect(ann), await two.connect(bob), await two.connect(cem)]
  const startMs = performance.now()
  for (let count = 0; count < 50; count++) {
    for (const client of [atAnn, atBob]) await client.request({ type: 'typing', conversationId })
  }
  const most = 1 + Math.ceil((performance.now() - startMs) / limits.typingToldEveryMs)
  await atCem.next('typing', ({ userId }) => userId === ann.user.id)
  const told = (await atCem.rest()).filter(({ type }) => type === 'typing').length + 1
  t.ok(told <= 2 * most, `told ${told} times`)
})

t.test('requests of one address count at all instances together', async (t) => {
  const overrides = { config: { requestsPerMinute: 60 } }
  const instances = await TwoInstances.start(t, redis.url, overrides)
  await instances.connected()
  const ask = async ({ app }: RealtimeTest) =>
    (await app.inject({ url: '/docs', remoteAddress: '192.0.2.99' })).statusCode
  const statuses: number[] = []
  for (let count = 0; count < 31; count++) {
    statuses.push(await ask(instances.one), await ask(instances.two))
  }
  t.same(statuses.slice(0, 60), Array(60).fill(200))
  t.same(statuses.slice(60), [429, 429])
})
