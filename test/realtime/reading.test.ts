import t from 'tap'

import { RealtimeTest, sendFrame } from '../support/app/realtime.ts'
import type { TestClient } from '../support/network/ws-client.ts'

/** What has come since it was asked before; the heartbeat comes by itself. */
const news = async (client: TestClient) =>
  (await client.rest()).splice(0).filter(({ type }) => type !== 'ping')

t.test('reading moves forward only, never past the end, and is told to the other', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.direct(ann, bob)
  const [fromAnn, fromBob] = [await test.connect(ann), await test.connect(bob)]
  for (const text of ['one', 'two', 'three']) await fromAnn.request(sendFrame(id, text))
  t.match(await fromBob.request({ type: 'read', conversationId: id, seq: 2 }), { type: 'ack' })
  t.match(await fromAnn.next('read'), { conversationId: id, userId: bob.user.id, seq: 2 })
  for (const seq of [1, 2]) await fromBob.request({ type: 'read', conversationId: id, seq })
  const summary = () =>
    test.call<{ unread: number; membership: { readSeq: number } }>(bob, 'GET', `/conversations/${id}`)
  t.match(await summary(), { unread: 1, membership: { readSeq: 2 } })
  await fromBob.request({ type: 'read', conversationId: id, seq: 1_000 })
  t.match(await fromAnn.next('read'), { seq: 3 }, 'what was read before is told to nobody')
  await fromAnn.request(sendFrame(id, 'four'))
  t.match(await summary(), { unread: 1, membership: { readSeq: 3 } })
})

for (const kind of ['group', 'direct conversation'] as const) {
  const others = kind === 'group' ? 'nobody else' : 'the other'
  t.test(`how far one has read in a ${kind} is told to one’s own connections and ${others}`, async (t) => {
    const test = await RealtimeTest.start(t)
    const [ann, bob, cem] = await test.people('ann', 'bob', 'cem')
    const conversationId = await (kind === 'group' ? test.group(ann, bob, cem) : test.direct(ann, bob))
    const [atAnn, fromBob, atBob, atCem] = [
      await test.connect(ann),
      await test.connect(bob),
      await test.connect(bob),
      await test.connect(cem),
    ]
    for (const text of ['one', 'two']) await atAnn.request(sendFrame(conversationId, text))
    for (const client of [atAnn, fromBob, atBob, atCem]) await news(client)

    await fromBob.request({ type: 'read', conversationId, seq: 1 })
    await test.call(bob, 'PUT', `/conversations/${conversationId}/read`, { seq: 2 })
    const told = [1, 2].map((seq) => ({ type: 'read', conversationId, userId: bob.user.id, seq }))
    for (const own of [fromBob, atBob]) {
      t.same([await own.next('read'), await own.next('read')], told)
    }
    t.same(await news(atAnn), kind === 'group' ? [] : told)
    t.same(await news(atCem), [])
  })
}
