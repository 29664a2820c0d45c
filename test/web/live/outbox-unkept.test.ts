import type { ConversationId, MessageAck } from '@parley/shared'
import t, { type Test } from 'tap'

import { MemoryOutboxStorage, type OutboxStorage } from '../../../web/src/realtime/outbox/outbox-storage.ts'
import { Outbox } from '../../../web/src/realtime/outbox/outbox.ts'
import { Value } from '../../../web/src/state/observable.ts'
import type { OutboxItem } from '../../../web/src/state/outbox-item.ts'
import { failed, success, type Result } from '../../../web/src/state/result.ts'
import { clientIdOf, conversationId, me, peer } from '../../support/models/truth.ts'
import { holdTimers } from '../../support/app/timers.ts'

const other = '00000000-0000-4000-8000-0000000000c2' as ConversationId

/** A storage that does one thing only, whatever is asked. */
const always = (answer: () => Promise<never>): OutboxStorage => ({
  load: answer,
  put: answer,
  remove: answer,
  removeAll: answer,
})
const broken = always(() => Promise.reject(new Error('The disk is full.')))
const hanging = always(() => new Promise(() => undefined))

function setUp(t: Test, storage: OutboxStorage) {
  const timers = holdTimers(t)
  const sent: string[] = []
  const server = { isThere: true }
  const send = async ({ text, clientId, createdAt }: OutboxItem): Promise<Result<MessageAck>> => {
    if (!server.isThere) return failed({ kind: 'unreachable' })
    const seq = sent.push(text)
    return success({ conversationId, clientId, seq, createdAt })
  }
  const items = new Value<readonly OutboxItem[]>([])
  let uuids = 0
  const chance = {
    now: () => new Date(1_000),
    monotonicMs: () => 1_000,
    random: () => 0,
    uuid: () => clientIdOf((uuids += 1)),
  }
  const outbox = new Outbox(items, storage, send, chance)
  void outbox.open(me)
  return { outbox, items, sent, server, timers }
}

t.test('a storage that is broken does not keep a message from being sent', async (t) => {
  const { outbox, sent, timers } = setUp(t, broken)
  await outbox.add(conversationId, 'anyway')
  await timers.pass(0)
  t.same(sent, ['anyway'])
})

t.test('nor does one that never answers', async (t) => {
  const { outbox, sent, timers } = setUp(t, hanging)
  void outbox.add(conversationId, 'anyway')
  await timers.pass(3_000)
  t.same(sent, ['anyway'])
})

t.test('nor does it keep the connection from sending what waits', async (t) => {
  const { outbox, sent, server, timers } = setUp(t, hanging)
  server.isThere = false
  void outbox.add(conversationId, 'later')
  await timers.pass(3_000)
  server.isThere = true
  void outbox.resume()
  await timers.pass(3_000)
  t.same(sent, ['later'])
})

t.test('nor does it keep a text from its writer, or anybody here', async (t) => {
  const { outbox, server, timers } = setUp(t, hanging)
  server.isThere = false
  void outbox.add(conversationId, 'mine')
  await timers.pass(3_000)
  t.equal(outbox.discard(clientIdOf(1)), 'mine')
  const leaving = outbox.discardAll()
  await timers.pass(3_000)
  t.equal(await leaving, undefined)
})

for (const [name, storage] of Object.entries({ broken, hanging })) {
  t.test(`what a ${name} storage does not keep is marked as that`, async (t) => {
    const { outbox, items, server, timers } = setUp(t, storage)
    server.isThere = false
    void outbox.add(conversationId, 'only here')
    await timers.pass(3_000)
    t.match(items.get(), [{ text: 'only here', unkept: true, status: { kind: 'sending' } }])
  })
}

t.test('what is kept after all is not marked any more, nor after a reload', async (t) => {
  const storage = new MemoryOutboxStorage()
  const full = { isFull: true }
  const sometimes: OutboxStorage = {
    load: (userId) => storage.load(userId),
    put: (stored) => (full.isFull ? Promise.reject(new Error('The disk is full.')) : storage.put(stored)),
    remove: (clientId) => storage.remove(clientId),
    removeAll: (userId) => storage.removeAll(userId),
  }
  const refusing = async (): Promise<Result<MessageAck>> =>
    failed({
      kind: 'refused',
      code: 'not_author',
      title: '',
      detail: null,
      field: null,
      retryAfterSeconds: null,
    })
  const timers = holdTimers(t)
  const items = new Value<readonly OutboxItem[]>([])
  const chance = {
    now: () => new Date(1_000),
    monotonicMs: () => 1_000,
    random: () => 0,
    uuid: () => clientIdOf(1),
  }
  const outbox = new Outbox(items, sometimes, refusing, chance)
  await outbox.open(me)
  await outbox.add(conversationId, 'kept at last')
  await timers.pass(0)
  t.match(items.get(), [{ unkept: true, status: { kind: 'failed' } }])
  full.isFull = false
  await outbox.retry(clientIdOf(1))
  await timers.pass(0)
  t.match(items.get(), [{ unkept: false }])
  t.notHas((await storage.load(me))[0], { unkept: true })
})

t.test(
  'whoever discards all discards what another tab has kept, and nothing of another account',
  async (t) => {
    const storage = new MemoryOutboxStorage()
    const { outbox, items } = setUp(t, storage)
    const item: OutboxItem = {
      clientId: clientIdOf(7),
      conversationId: other,
      text: 'from another tab',
      createdAt: '2026-03-01T09:30:00.000Z',
      place: 7,
      status: { kind: 'sending' },
    }
    await storage.put({ userId: me, clientId: item.clientId, item })
    await storage.put({ userId: peer, clientId: clientIdOf(8), item: { ...item, clientId: clientIdOf(8) } })
    await outbox.discardAll()
    t.same(items.get(), [])
    t.same(await storage.load(me), [])
    t.equal((await storage.load(peer)).length, 1)
  },
)
