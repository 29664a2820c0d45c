import { closeCodes, type ConversationId, type Problem, type ServerFrame } from '@parley/shared'
import t, { type Test } from 'tap'

import { RealtimeClient } from '../../../web/src/realtime/client.ts'
import { Value } from '../../../web/src/state/observable.ts'
import type { ConnectionState } from '../../../web/src/state/session.ts'
import { SocketServer } from '../../support/network/socket-server.ts'
import { holdTimers } from '../../support/app/timers.ts'
import { clientIdOf, conversationId } from '../../support/models/truth.ts'
import { until } from '../../support/until.ts'

const typing = { type: 'typing', conversationId } as const
const problem: Problem = { type: 'about:blank', title: 'Wait.', status: 429, code: 'rate_limited' }

async function setUp(t: Test) {
  const server = await SocketServer.open(t)
  const timers = holdTimers(t)
  const state = new Value<ConnectionState>({ kind: 'closed' })
  const frames: ServerFrame[] = []
  const news: string[] = []
  const clock = { nowMs: 0, setByMs: 0, sleptMs: 0 }
  const chance = {
    now: () => new Date(clock.nowMs + clock.setByMs),
    monotonicMs: () => clock.nowMs - clock.sleptMs,
    random: () => 0,
    uuid: () => clientIdOf(1),
  }
  const client = new RealtimeClient(server.url, state, chance, {
    onFrame: (frame) => void frames.push(frame),
    onSignedOut: () => void news.push('signed out'),
    onUnwelcome: () => void news.push('unwelcome'),
    onUncertain: () => void news.push('uncertain'),
  })
  t.teardown(() => client.disconnect())
  const is = (kind: ConnectionState['kind']) => until(() => state.get().kind === kind, `it is ${kind}`)
  return { server, timers, state, frames, news, clock, client, is }
}

async function online(t: Test) {
  const parts = await setUp(t)
  parts.client.connect()
  await parts.server.connected(1)
  parts.server.hello()
  await parts.is('online')
  return parts
}

t.test('it is online when the server says hello', async (t) => {
  const { client, server, state, frames, is } = await setUp(t)
  client.connect()
  await server.connected(1)
  t.equal(state.get().kind, 'connecting', 'a connection alone is not enough')
  server.hello()
  await is('online')
  t.equal(frames[0]?.type, 'hello')
})

t.test('a server of another protocol is not talked to', async (t) => {
  const { client, server, state } = await setUp(t)
  client.connect()
  await server.connected(1)
  server.last.send(JSON.stringify({ type: 'hello', protocol: 2 }))
  await until(() => state.get().kind === 'refused', 'it is refused')
  t.same(state.get(), { kind: 'refused', reason: 'outdated-client' })
})

t.test('each frame has its own ref, and gets its own answer', async (t) => {
  const { client, server } = await online(t)
  const first = client.ask(typing)
  const second = client.ask({ ...typing, conversationId: 'x' as ConversationId })
  await server.heard(2)
  const [one, two] = server.frames.map((frame) => ('ref' in frame ? frame.ref : ''))
  t.not(one, two)
  server.send({ type: 'refusal', ref: two ?? '', problem })
  server.send({ type: 'ack', ref: one ?? '' })
  t.same(await first, { ok: true, value: null })
  t.match(await second, { ok: false, failure: { kind: 'refused', code: 'rate_limited' } })
})

t.test('no answer in time leaves it open what happened', async (t) => {
  const { client, server, timers } = await online(t)
  const reply = client.ask(typing)
  await server.heard(1)
  await timers.pass(15_000)
  t.same(await reply, { ok: false, failure: { kind: 'unreachable' } })
})

t.test('so does a connection that is lost, at once', async (t) => {
  const { client, server } = await online(t)
  const reply = client.ask(typing)
  await server.heard(1)
  server.last.terminate()
  t.same(await reply, { ok: false, failure: { kind: 'unreachable' } })
})

t.test('nothing is sent without a connection', async (t) => {
  const { client } = await setUp(t)
  t.same(await client.ask(typing), { ok: false, failure: { kind: 'unreachable' } })
})

t.test('it answers a ping', async (t) => {
  const { server } = await online(t)
  server.send({ type: 'ping', heads: [] })
  await server.heard(1)
  t.same(server.frames, [{ type: 'pong' }])
})

t.test('it comes back by itself, later each time until a connection holds', async (t) => {
  const { server, timers, state, is, clock } = await online(t)
  server.last.terminate()
  await is('offline')
  t.same(state.get(), { kind: 'offline', retryAtMs: clock.nowMs + 250 })
  await timers.pass(250)
  await server.connected(2)
  server.hello()
  await is('online')
})

t.test('a server that is silent for three heartbeats is dead', async (t) => {
  const { server, timers, state, is, frames } = await online(t)
  await timers.pass(44_000)
  server.send({ type: 'ping', heads: [] })
  await until(() => frames.length === 2, 'the ping is heard')
  await timers.pass(44_000)
  t.equal(state.get().kind, 'doubtful')
  await timers.pass(1_100)
  await is('offline')
})

t.test(
  'a heartbeat that is late makes the connection doubtful, and one that comes makes it good',
  async (t) => {
    const { server, timers, state, is } = await online(t)
    await timers.pass(19_900)
    t.equal(state.get().kind, 'online')
    await timers.pass(200)
    t.equal(state.get().kind, 'doubtful')
    server.send({ type: 'ping', heads: [] })
    await is('online')
  },
)

t.test('so does an answer that is late, however long the heartbeat takes', async (t) => {
  const { client, server, timers, state, is } = await online(t)
  const reply = client.ask(typing)
  await server.heard(1)
  await timers.pass(2_000)
  void client.ask(typing)
  await timers.pass(900)
  t.equal(state.get().kind, 'online')
  await timers.pass(200)
  t.equal(state.get().kind, 'doubtful', 'the first one counts')
  const other = client.ask({ ...typing, conversationId: 'x' as ConversationId })
  await server.heard(3)
  server.send({ type: 'ack', ref: '1' })
  server.send({ type: 'ack', ref: '3' })
  await is('online')
  t.match([await reply, await other], [{ ok: true }, { ok: true }], 'nothing that was asked is given up')
  t.equal(server.sockets.length, 1)
})

t.test('an answer that is late by another way raises the doubt, and ends it', async (t) => {
  const { client, server, timers, state, news, is } = await online(t)
  const answer = Promise.withResolvers<void>()
  const asked = client.asked(answer.promise)
  await timers.pass(2_900)
  t.equal(state.get().kind, 'online')
  await timers.pass(200)
  t.equal(state.get().kind, 'doubtful')
  answer.resolve()
  await asked
  t.same(news, ['uncertain'], 'the connection itself is asked')
  server.send({ type: 'resync' })
  await is('online')
  t.equal(server.sockets.length, 1)
})

t.test('one that comes in time does nothing', async (t) => {
  const { client, timers, state, news } = await online(t)
  await client.asked(Promise.resolve())
  await timers.pass(10_000)
  t.equal(state.get().kind, 'online')
  t.same(news, [])
})

t.test('nor does one that was asked for before the connection', async (t) => {
  const { client, server, timers, state, is } = await online(t)
  void client.asked(Promise.withResolvers<void>().promise)
  client.networkLost()
  await timers.pass(250)
  await server.connected(2)
  server.hello()
  await is('online')
  await timers.pass(10_000)
  t.equal(state.get().kind, 'online')
})

t.test(
  'whatever is heard shows that the connection lives, also while an answer takes its time',
  async (t) => {
    const { client, server, timers, state, frames } = await online(t)
    void client.ask(typing)
    await server.heard(1)
    await timers.pass(2_900)
    server.send({ type: 'resync' })
    await until(() => frames.length === 2, 'it is heard')
    await timers.pass(10_000)
    t.equal(state.get().kind, 'online')
  },
)

t.test('a connection on which nothing comes for as long as an answer may take is dead', async (t) => {
  const { client, server, timers, is } = await online(t)
  void client.ask(typing)
  await server.heard(1)
  await timers.pass(15_100)
  await is('offline')
})

t.test('whoever is in doubt may try at once', async (t) => {
  const { client, server, timers, state } = await online(t)
  void client.ask(typing)
  await timers.pass(3_100)
  t.equal(state.get().kind, 'doubtful')
  client.wake()
  await server.connected(2)
})

t.test('a browser that says that there is no network is believed at once', async (t) => {
  const { client, timers, server, state } = await online(t)
  client.networkLost()
  t.equal(state.get().kind, 'offline')
  client.networkLost()
  await timers.pass(250)
  await server.connected(2)
  t.equal(server.sockets.length, 2, 'a server that is near is found again without it')
})

t.test(
  'one that says that there is a network again is believed, also while a try is under way',
  async (t) => {
    const { client, server, is } = await online(t)
    client.networkLost()
    client.networkBack()
    await server.connected(2)
    client.networkBack()
    await server.connected(3)
    server.hello()
    await is('online')
    client.networkBack()
    server.send({ type: 'ping', heads: [] })
    await server.heard(1)
    t.equal(server.sockets.length, 3, 'a connection that holds stays')
  },
)

t.test('a page that wakes up asks when it has heard nothing for a while', async (t) => {
  const { client, news, clock, state, server } = await online(t)
  clock.nowMs += 2_900
  client.wake()
  t.same(news, [], 'what has just been heard is enough')
  clock.nowMs += 200
  client.wake()
  t.same(news, ['uncertain'])
  t.equal(state.get().kind, 'online')
  clock.nowMs += 17_000
  client.wake()
  t.same(news, ['uncertain', 'uncertain'])
  t.equal(state.get().kind, 'doubtful', 'a heartbeat was missed asleep')
  t.equal(server.sockets.length, 1)
})

t.test('a server that never says hello is given up', async (t) => {
  const { client, server, timers, news, is } = await setUp(t)
  client.connect()
  await server.connected(1)
  await timers.pass(3_000)
  t.same(news, ['unwelcome'], 'first one asks by other ways')
  await timers.pass(7_000)
  await is('offline')
  t.same(news, ['unwelcome', 'unwelcome'])
})

t.test('the end of the session is told, and it does not come back', async (t) => {
  const { server, timers, news, is } = await online(t)
  server.last.close(closeCodes.signedOut.code)
  await is('closed')
  await timers.pass(120_000)
  t.same(news, ['signed out'])
  t.equal(server.sockets.length, 1)
})

t.test('one connection too many does not come back until someone wants it', async (t) => {
  const { client, server, timers, state, is } = await online(t)
  server.last.close(closeCodes.tooManySockets.code)
  await is('refused')
  t.same(state.get(), { kind: 'refused', reason: 'too-many-connections' })
  await timers.pass(120_000)
  t.equal(server.sockets.length, 1)
  client.wake()
  await server.connected(2)
})

t.test('after every other close code it comes back', async (t) => {
  for (const { code, reconnect } of Object.values(closeCodes)) {
    if (!reconnect) continue
    await t.test(String(code), async (t) => {
      const { server, timers, is } = await online(t)
      server.last.close(code)
      await is('offline')
      await timers.pass(250)
      await server.connected(2)
    })
  }
})

t.test('a page that wakes up does not wait', async (t) => {
  const { client, server, is } = await online(t)
  server.last.terminate()
  await is('offline')
  client.wake()
  await server.connected(2)
  client.wake()
  server.hello()
  await is('online')
  t.equal(server.sockets.length, 2, 'one connection at a time')
})

t.test('a page that has slept does not trust its connection', async (t) => {
  const { client, server, clock } = await online(t)
  clock.nowMs += 46_000
  client.wake()
  await server.connected(2)
})

t.test('that one clock stands still in sleep, and the other is set back, hides no silence', async (t) => {
  const asleep = await online(t)
  asleep.clock.nowMs += 46_000
  asleep.clock.sleptMs = 46_000
  asleep.client.wake()
  await asleep.server.connected(2)
  const setBack = await online(t)
  setBack.clock.nowMs += 46_000
  setBack.clock.setByMs = -3_600_000
  setBack.client.wake()
  await setBack.server.connected(2)
})

t.test('a closed client hears nothing more', async (t) => {
  const { client, server, timers, frames, state } = await online(t)
  client.disconnect()
  server.send({ type: 'resync' })
  await timers.pass(120_000)
  t.equal(frames.length, 1)
  t.same(state.get(), { kind: 'closed' })
  t.equal(server.sockets.length, 1)
})

t.test('what is no frame does no harm', async (t) => {
  const { server, frames } = await online(t)
  for (const text of ['{', 'null', '17', '[]', '{"type":"from the future"}']) server.last.send(text)
  server.send({ type: 'resync' })
  await until(() => frames.at(-1)?.type === 'resync', 'the next frame is heard')
  t.pass()
})
