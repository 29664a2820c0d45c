import t from 'tap'

import { RealtimeTest, sendFrame } from '../support/app/realtime.ts'
import { TestClient } from '../support/network/ws-client.ts'

const beat = { heartbeatIntervalMs: 100 }

t.test('a client that the fan-out does not reach learns from the heartbeat what it missed', async (t) => {
  const test = await RealtimeTest.start(t, { realtime: beat })
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.direct(ann, bob)
  const [fromAnn, atBob] = [await test.connect(ann), await test.connect(bob)]
  const { bus } = test.app.parts
  const publish = bus.publish.bind(bus)
  bus.publish = (topic, event) => {
    if (event.type !== 'message') publish(topic, event)
  }
  await fromAnn.request(sendFrame(id, 'unheard'))
  const ping = await atBob.next('ping', ({ heads }) => heads.length > 0)
  t.same(ping.heads, [{ conversationId: id, rev: 1 }])
  t.same(
    atBob.frames.filter(({ type }) => type === 'message'),
    [],
    'it was deaf, not dead',
  )
  const changes = await test.call(bob, 'GET', `/conversations/${id}/changes?after=0`)
  t.match(changes, { items: [{ text: 'unheard' }], rev: 1, headRev: 1 })
})

t.test('heads are told once, and again only when they have moved', async (t) => {
  const test = await RealtimeTest.start(t, { realtime: beat })
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.direct(ann, bob)
  const client = await test.connect(ann)
  await client.request(sendFrame(id, 'one'))
  await client.next('ping', ({ heads }) => heads[0]?.rev === 1)
  for (let count = 0; count < 3; count++) t.same((await client.next('ping')).heads, [])
  await client.request(sendFrame(id, 'two'))
  t.same((await client.next('ping', ({ heads }) => heads.length > 0)).heads, [{ conversationId: id, rev: 2 }])
})

t.test('a peer that answers no heartbeat is cut off', async (t) => {
  const test = await RealtimeTest.start(t, { realtime: beat })
  const [ann, bob] = await test.people('ann', 'bob')
  const alive = await test.connect(bob)
  // From the beginning: an answer on its way would count for a heartbeat that came after it.
  const dead = await TestClient.connect({ port: test.port, cookie: ann.cookie, answersPings: false })
  t.teardown(() => dead.close())
  t.match(await dead.end(), { code: 4410 })
  t.equal(dead.frames.filter(({ type }) => type === 'ping').length, 2, 'within three heartbeats')
  t.match(await alive.request({ type: 'watch', userIds: [] }), { type: 'ack' })
})

t.test('the heartbeat goes on while the store is away, and tells what moved once it is back', async (t) => {
  const test = await RealtimeTest.start(t, { realtime: beat })
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.direct(ann, bob)
  const client = await test.connect(ann)
  const { messages } = test.app.parts.stores
  const heads = messages.heads.bind(messages)
  await new Promise<void>((resolve) => {
    messages.heads = () => {
      resolve() // and the beat before, which may have asked the store, is over
      return Promise.reject(new Error('away'))
    }
  })
  await client.request(sendFrame(id, 'one'))
  for (let count = 0; count < 3; count++) t.same((await client.next('ping')).heads, [])
  messages.heads = heads
  t.same((await client.next('ping', (ping) => ping.heads.length > 0)).heads, [{ conversationId: id, rev: 1 }])
})
