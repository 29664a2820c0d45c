import t, { type Test } from 'tap'

import { createConnection } from '../../../web/src/connection.ts'
import type { ConnectionState } from '../../../web/src/state/session.ts'
import { Store } from '../../../web/src/state/store.ts'
import { FakeStorage } from '../../support/browser/fake-storage.ts'
import { SocketServer } from '../../support/network/socket-server.ts'
import { holdTimers } from '../../support/app/timers.ts'
import { clientIdOf, conversationId, me, peer } from '../../support/models/truth.ts'
import { until } from '../../support/until.ts'

const typing = { type: 'typing', conversationId } as const
const nothing = () => undefined

/** Somebody who sees a peer online. */
async function watching(t: Test) {
  const server = await SocketServer.open(t)
  const timers = holdTimers(t)
  const store = new Store(new FakeStorage())
  const browserEnv = {
    apiOrigin: server.url.replace('ws', 'http'),
    pageOrigin: '',
    storage: new FakeStorage(),
    onStorageChanged: nothing,
    indexedDb: undefined,
    isVisible: () => true,
    savesData: () => false,
    onWakeUp: nothing,
    onNetworkLost: nothing,
    onNetworkBack: nothing,
    clockAndRandom: {
      now: () => new Date(0),
      monotonicMs: () => 0,
      random: () => 0,
      uuid: () => clientIdOf(1),
    },
  }
  const news = { onSignedOut: nothing, onSignedOutByAnswer: nothing, onOtherAccount: nothing }
  const { live, presence, ask } = createConnection(store, browserEnv, news)
  t.teardown(() => live.end())
  live.begin({ id: me, username: 'me', displayName: 'Me', deleted: false }, null)
  await server.connected(1)
  server.hello()
  presence.watch([peer])
  await until(() => store.connection.get().kind === 'online', 'it is online')
  await timers.pass(200)
  await server.heard(2) // nobody's presence, and the peer's
  server.send({ type: 'presence', people: [{ userId: peer, online: true, lastSeenAt: null }] })
  const seen = () => store.presence(peer).get()?.online ?? null
  await until(() => seen() === true, 'the peer is seen online')
  const is = (kind: ConnectionState['kind']) => until(() => store.connection.get().kind === kind, kind)
  return { server, timers, ask, seen, is }
}

t.test('whoever was online is so again when a doubt ends on the same connection', async (t) => {
  const { server, timers, ask, seen, is } = await watching(t)
  const doubts = {
    'a late heartbeat': () => timers.pass(20_100),
    'a late answer': () => {
      void ask(typing)
      return timers.pass(3_100)
    },
  }
  for (const [what, doubt] of Object.entries(doubts)) {
    await doubt()
    await is('doubtful')
    t.equal(seen(), null, 'while it is in doubt nobody is')
    server.send({ type: 'ping', heads: [] })
    await is('online')
    t.equal(seen(), true, what)
  }
  t.equal(server.sockets.length, 1)
})

t.test('a connection that was lost leaves nobody behind', async (t) => {
  const { server, timers, seen, is } = await watching(t)
  server.last.terminate()
  await is('offline')
  await timers.pass(250)
  await server.connected(2)
  server.hello()
  await is('online')
  t.equal(seen(), null)
})
