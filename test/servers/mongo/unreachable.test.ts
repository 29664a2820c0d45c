import { inspect } from 'node:util'

import t from 'tap'

import { newClient } from '../../../api/src/adapters/mongo/connection/client.ts'
import { MongoMessageStore } from '../../../api/src/adapters/mongo/message-store.ts'
import { openMongoMessageStore } from '../../../api/src/adapters/mongo/open.ts'
import { StartError } from '../../../api/src/config/start-error.ts'
import { openStores } from '../../../api/src/open-stores.ts'
import { Unavailable } from '../../../api/src/stores/errors.ts'
import { draft, newConversationId, newUserId } from '../../contract/messages/message-store.contract.ts'
import { newMongoDatabase, openMongoStoreAt } from '../../support/databases/mongo.ts'
import { untilAnswered } from '../../support/models/message-crowd.ts'
import { MongoProxy, pass, type Fate } from '../../support/network/mongo-proxy.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'
import { assertAway, assertBack } from '../../support/databases/store-away.ts'
import { until } from '../../support/until.ts'
import { appended } from '../../support/models/written.ts'

const { url } = await newMongoDatabase(t)

t.test(
  'a server that refuses connections is told of within two seconds, and found when it is back',
  async (t) => {
    const proxy = await MongoProxy.before(t, new URL(url))
    const store = await openMongoStoreAt(t, proxy.url)
    await assertBack(t, store)
    proxy.goAway()
    await assertAway(t, store)
    await assertAway(t, store)
    await proxy.comeBack()
    await assertBack(t, store)
  },
)

t.test('a server that does not answer is told of within two seconds, and found when it does', async (t) => {
  const proxy = await MongoProxy.before(t, new URL(url))
  const store = await openMongoStoreAt(t, proxy.url)
  await assertBack(t, store)
  const gate = Promise.withResolvers<Fate>()
  proxy.judge = () => gate.promise
  await assertAway(t, store)
  await assertAway(t, store)
  proxy.judge = () => pass
  gate.resolve(pass)
  await assertBack(t, store)
})

t.test('a client that is renewed while its server is away finds it when it is back', async (t) => {
  const proxy = await MongoProxy.before(t, new URL(url))
  const client = newClient(proxy.url)
  const store = new MongoMessageStore(await client.connect())
  t.teardown(() => store.close())
  await assertBack(t, store)
  proxy.goAway()
  let closed = 0
  client.on('topologyClosed', () => (closed += 1))
  // As of a monitor that hears nothing of its question any more.
  client.emit('serverHeartbeatStarted', { connectionId: 'a server', awaited: false })
  await until(() => closed > 2, 'it has been closed, and has failed to connect twice')
  await assertAway(t, store)
  await proxy.comeBack()
  await assertBack(t, store)
})

t.test(
  'what was sent while the server did not answer is stored once, wherever the first attempt ends',
  async (t) => {
    const proxy = await MongoProxy.before(t, new URL(url))
    const store = await openMongoStoreAt(t, proxy.url)
    const [conversationId, ann] = [newConversationId(), newUserId()]
    await store.append([draft(conversationId, ann, 'one')])
    const held = [draft(conversationId, ann, 'two'), draft(conversationId, ann, 'three')]
    const gate = Promise.withResolvers<Fate>()
    proxy.judge = () => gate.promise
    await t.rejects(store.append(held), Unavailable)
    proxy.judge = () => pass
    gate.resolve(pass) // and the first attempt goes on at the server, while the second begins
    const all = [...held, draft(conversationId, ann, 'four')]
    const outcomes = await untilAnswered(() => appended(store, all))
    t.strictSame(
      outcomes.map((outcome) =>
        outcome.kind === 'stored' ? outcome.message.seq : 'seq' in outcome && outcome.seq,
      ),
      [2, 3, 4],
    )
    const { messages } = await store.page(conversationId, { kind: 'latest' }, 10)
    t.strictSame(
      messages.map(({ text }) => text),
      ['one', 'two', 'three', 'four'],
    )
  },
)

t.test('a store that is closed, or has no server, says that it is away', async (t) => {
  const store = await openMongoStoreAt(t, url)
  await store.close()
  await t.rejects(store.heads([newConversationId()]), Unavailable)
  await t.rejects(store.append([draft(newConversationId(), newUserId(), 'late')]), Unavailable)
  const proxy = await MongoProxy.before(t, new URL(url))
  const nowhere = proxy.url
  proxy.goAway()
  await t.rejects(openMongoMessageStore({ url: nowhere }), Unavailable)
})

t.test(
  'an instance that cannot reach it does not start, names the setting, and tells no password',
  async (t) => {
    const proxy = await MongoProxy.before(t, new URL(url))
    const nowhere = new URL(proxy.url)
    nowhere.password = 'hunter2'
    nowhere.username = 'parley'
    proxy.goAway()
    const start = openStores({ dataDir: await temporaryFolder(t), mongodbUrl: nowhere.href })
    const refusal: unknown = await start.catch((error: unknown) => error)
    t.ok(refusal instanceof StartError)
    t.match(String(refusal), 'The server of MONGODB_URL cannot be used: MongoDB is out of reach')
    t.notMatch(inspect(refusal, { depth: 20 }), /hunter2/)
  },
)
