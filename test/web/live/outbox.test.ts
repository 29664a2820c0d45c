import type { ConversationId, MessageAck, UserId } from '@parley/shared'
import t, { type Test } from 'tap'

import { MemoryOutboxStorage, type OutboxStorage } from '../../../web/src/realtime/outbox/outbox-storage.ts'
import { Outbox } from '../../../web/src/realtime/outbox/outbox.ts'
import { Value } from '../../../web/src/state/observable.ts'
import type { OutboxItem } from '../../../web/src/state/outbox-item.ts'
import { failed, success, type Failure, type Result } from '../../../web/src/state/result.ts'
import { clientIdOf, conversationId, me, peer } from '../../support/models/truth.ts'
import { holdTimers } from '../../support/app/timers.ts'

const other = '00000000-0000-4000-8000-0000000000c2' as ConversationId

type Answer = Failure | 'stored' | 'stored, answer lost'

/** A server that stores by clientId, and answers as it is told. */
class Server {
  readonly stored: OutboxItem[] = []
  readonly attempts: string[] = []
  answers: Answer[] = []
  isThere = true

  send = async (item: OutboxItem): Promise<Result<MessageAck>> => {
    await Promise.resolve()
    if (!this.isThere) return failed({ kind: 'unreachable' })
    this.attempts.push(item.text)
    const answer = this.answers.shift() ?? 'stored'
    if (typeof answer !== 'string') return failed(answer)
    const seq = this.#store(item)
    if (answer === 'stored, answer lost') return failed({ kind: 'unreachable' })
    const { conversationId, clientId } = item
    return success({ conversationId, clientId, seq, createdAt: item.createdAt })
  }

  texts(): string[] {
    return this.stored.map(({ text }) => text)
  }

  #store(item: OutboxItem): number {
    const before = this.stored.findIndex(({ clientId }) => clientId === item.clientId)
    return before < 0 ? this.stored.push(item) : before + 1
  }
}

const refused = (
  code:
    | 'rate_limited'
    | 'not_author'
    | 'internal'
    | 'not_signed_in'
    | 'client_id_reused'
    | 'not_available'
    | 'blocked_by_you'
    | 'reply_not_found',
): Failure => ({
  kind: 'refused',
  code,
  title: code,
  detail: null,
  field: null,
  retryAfterSeconds: code === 'rate_limited' ? 5 : null,
})

let uuids = 0

/** One open tab. */
async function tab(server: Server, storage: OutboxStorage, userId: UserId = me) {
  const items = new Value<readonly OutboxItem[]>([])
  const chance = {
    now: () => new Date(1_000),
    monotonicMs: () => 1_000,
    random: () => 0,
    uuid: () => clientIdOf((uuids += 1)),
  }
  const outbox = new Outbox(items, storage, server.send, chance)
  await outbox.open(userId)
  return { outbox, items, texts: () => items.get().map(({ text }) => text) }
}

function setUp(t: Test) {
  return { server: new Server(), storage: new MemoryOutboxStorage(), timers: holdTimers(t) }
}

t.test('messages arrive in the order in which they were written', async (t) => {
  const { server, storage, timers } = setUp(t)
  const { outbox, items } = await tab(server, storage)
  for (const text of ['one', 'two', 'three']) void outbox.add(conversationId, text)
  await timers.pass(0)
  t.same(server.texts(), ['one', 'two', 'three'])
  t.same(
    items.get().map(({ status }) => status),
    [1, 2, 3].map((seq) => ({ kind: 'sent', seq })),
  )
  t.same(await storage.load(me), [], 'what the server has need not be kept')
})

t.test(
  'what was written while the server is away is sent when it is back, also after a reload',
  async (t) => {
    const { server, storage, timers } = setUp(t)
    server.isThere = false
    const before = await tab(server, storage)
    await before.outbox.add(conversationId, 'one')
    await before.outbox.add(conversationId, 'two')
    before.outbox.close()
    server.isThere = true
    const after = await tab(server, storage)
    t.same(after.texts(), ['one', 'two'], 'shown before they are sent')
    await after.outbox.resume()
    await timers.pass(0)
    t.same(server.texts(), ['one', 'two'])
  },
)

t.test('a lost answer does not store a message twice', async (t) => {
  const { server, storage, timers } = setUp(t)
  server.answers = ['stored, answer lost', 'stored, answer lost', 'stored']
  const { outbox, items } = await tab(server, storage)
  await outbox.add(conversationId, 'once')
  t.same(items.get()[0]?.status, { kind: 'sending' })
  await timers.pass(10_000)
  t.same(server.attempts, ['once', 'once', 'once'])
  t.same(server.texts(), ['once'])
  t.same(items.get()[0]?.status, { kind: 'sent', seq: 1 })
})

t.test('nothing overtakes a message whose fate is unknown', async (t) => {
  const { server, storage, timers } = setUp(t)
  server.answers = [{ kind: 'unreachable' }]
  const { outbox } = await tab(server, storage)
  void outbox.add(conversationId, 'first')
  void outbox.add(conversationId, 'second')
  await timers.pass(0)
  t.same(server.attempts, ['first'], 'it stops at the first connection error')
  await outbox.resume()
  await timers.pass(0)
  t.same(server.attempts, ['first', 'first', 'second'])
})

t.test('another conversation does not wait', async (t) => {
  const { server, storage, timers } = setUp(t)
  server.answers = [{ kind: 'unreachable' }]
  const { outbox } = await tab(server, storage)
  void outbox.add(conversationId, 'stuck')
  void outbox.add(other, 'free')
  await timers.pass(0)
  t.same(server.texts(), ['free'])
})

t.test('a refused message waits for its writer, and the next one goes on', async (t) => {
  const { server, storage, timers } = setUp(t)
  server.answers = [refused('not_author')]
  const { outbox, items } = await tab(server, storage)
  void outbox.add(conversationId, 'bad')
  void outbox.add(conversationId, 'good')
  await timers.pass(60_000)
  t.same(server.texts(), ['good'])
  t.same(items.get()[0]?.status, { kind: 'failed', failure: refused('not_author') })
  const reloaded = await tab(server, storage)
  t.same(reloaded.items.get()[0]?.status.kind, 'failed', 'also after a reload')
  await reloaded.outbox.resume()
  await timers.pass(60_000)
  t.equal(server.attempts.length, 2, 'nobody sends it but its writer')
})

t.test('its writer may send it again, under the same clientId', async (t) => {
  const { server, storage, timers } = setUp(t)
  server.answers = [refused('not_author')]
  const { outbox, items } = await tab(server, storage)
  await outbox.add(conversationId, 'again')
  await timers.pass(0)
  const clientId = items.get()[0]?.clientId ?? clientIdOf(0)
  await outbox.retry(clientId)
  await timers.pass(0)
  t.same(
    server.stored.map((item) => item.clientId),
    [clientId],
  )
})

t.test('a clientId that was used before is replaced when the writer tries again', async (t) => {
  const { server, storage, timers } = setUp(t)
  server.answers = [refused('client_id_reused')]
  const { outbox, items } = await tab(server, storage)
  await outbox.add(conversationId, 'new')
  await timers.pass(0)
  const clientId = items.get()[0]?.clientId ?? clientIdOf(0)
  await outbox.retry(clientId)
  await timers.pass(0)
  t.same(server.texts(), ['new'])
  t.not(server.stored[0]?.clientId, clientId)
})

t.test(
  'what answers a message that is not there is sent for itself when the writer tries again',
  async (t) => {
    const { server, storage, timers } = setUp(t)
    server.answers = [refused('not_author'), refused('reply_not_found')]
    const { outbox, items } = await tab(server, storage)
    await outbox.add(conversationId, 'an answer', { parts: { replyTo: 3 } })
    for (const stored of [0, 0, 1]) {
      await timers.pass(0)
      t.equal(server.stored.length, stored)
      await outbox.retry(items.get()[0]?.clientId ?? clientIdOf(0))
    }
    t.match(server.stored, [{ text: 'an answer' }])
    t.equal(server.stored[0]?.parts?.replyTo, undefined)
  },
)

t.test('its writer may discard it, and gets the text back', async (t) => {
  const { server, storage, timers } = setUp(t)
  server.answers = [refused('not_author')]
  const { outbox, items, texts } = await tab(server, storage)
  await outbox.add(conversationId, 'my words')
  await timers.pass(0)
  t.equal(outbox.discard(items.get()[0]?.clientId ?? clientIdOf(0)), 'my words')
  t.same(texts(), [])
  await timers.pass(0)
  t.same(await storage.load(me), [])
  t.equal(outbox.discard(clientIdOf(0)), null)
})

t.test('what is discarded while the storage is read does not come back', async (t) => {
  const { server, storage, timers } = setUp(t)
  server.isThere = false
  const { outbox, items } = await tab(server, storage)
  await outbox.add(conversationId, 'my words')
  await timers.pass(0)
  const reading = Promise.withResolvers<void>()
  const load = storage.load.bind(storage)
  storage.load = async (userId) => {
    const found = await load(userId)
    await reading.promise
    return found
  }
  server.isThere = true
  const resuming = outbox.resume()
  await timers.pass(0)
  // Nor when the storage does not let go of it.
  storage.remove = () => Promise.reject(new Error('the disk is gone'))
  t.equal(outbox.discard(items.get()[0]?.clientId ?? clientIdOf(0)), 'my words')
  await timers.pass(0)
  reading.resolve()
  await resuming
  await timers.pass(0)
  t.same([items.get(), server.texts()], [[], []])
})

t.test('a server that asks for patience gets it', async (t) => {
  const { server, storage, timers } = setUp(t)
  server.answers = [refused('rate_limited')]
  const { outbox } = await tab(server, storage)
  await outbox.add(conversationId, 'later')
  await timers.pass(4_900)
  t.equal(server.attempts.length, 1)
  await timers.pass(200)
  t.same(server.texts(), ['later'])
})

t.test(
  'a server that fails over one message again and again does not hold up the next for ever',
  async (t) => {
    const { server, storage, timers } = setUp(t)
    server.answers = Array.from({ length: 11 }, () => refused('internal'))
    const { outbox, items } = await tab(server, storage)
    void outbox.add(conversationId, 'poison')
    void outbox.add(conversationId, 'healthy')
    await timers.pass(600_000)
    t.same(server.texts(), ['healthy'])
    t.equal(items.get()[0]?.status.kind, 'failed')
  },
)

t.test('without a session nothing is tried, and nothing is lost', async (t) => {
  const { server, storage, timers } = setUp(t)
  server.answers = [refused('not_signed_in')]
  const { outbox } = await tab(server, storage)
  await outbox.add(conversationId, 'mine')
  await timers.pass(600_000)
  t.equal(server.attempts.length, 1)
  t.equal((await storage.load(me)).length, 1)
})

t.test('another account on the same browser neither sees nor sends them', async (t) => {
  const { server, storage, timers } = setUp(t)
  server.isThere = false
  const mine = await tab(server, storage)
  await mine.outbox.add(conversationId, 'mine')
  mine.outbox.close()
  t.same(mine.texts(), [])
  server.isThere = true
  const theirs = await tab(server, storage, peer)
  await theirs.outbox.resume()
  await timers.pass(60_000)
  t.same(theirs.texts(), [])
  t.same(server.attempts, [])
  t.equal((await storage.load(me)).length, 1, 'they are still there for their writer')
})

t.test('an answer that comes after the account was left changes nothing', async (t) => {
  const { server, storage } = setUp(t)
  const { outbox, texts } = await tab(server, storage)
  const adding = outbox.add(conversationId, 'mine')
  outbox.close()
  await adding
  t.same(texts(), [])
})

t.test('messages that are found after their account was left are not shown to the next one', async (t) => {
  const { server, storage, timers } = setUp(t)
  const loading = Promise.withResolvers<void>()
  server.isThere = false
  await (await tab(server, storage)).outbox.add(conversationId, 'mine')
  const slow: OutboxStorage = {
    load: (userId) => loading.promise.then(() => storage.load(userId)),
    put: (stored) => storage.put(stored),
    remove: (clientId) => storage.remove(clientId),
    removeAll: (userId) => storage.removeAll(userId),
  }
  const shared = new Value<readonly OutboxItem[]>([])
  const chance = {
    now: () => new Date(1_000),
    monotonicMs: () => 1_000,
    random: () => 0,
    uuid: () => clientIdOf(0),
  }
  const outbox = new Outbox(shared, slow, server.send, chance)
  const first = outbox.open(me)
  outbox.close()
  const second = outbox.open(peer)
  loading.resolve()
  await Promise.all([first, second])
  await timers.pass(0)
  t.same(shared.get(), [])
})

t.test('a second tab sends what the first one left behind, and both together send it once', async (t) => {
  const { server, storage, timers } = setUp(t)
  const second = await tab(server, storage)
  server.isThere = false
  const first = await tab(server, storage)
  await first.outbox.add(conversationId, 'shared')
  server.isThere = true
  await Promise.all([first.outbox.resume(), second.outbox.resume()])
  await timers.pass(60_000)
  t.same(server.texts(), ['shared'])
  t.same(await storage.load(me), [])
})

t.test('what is refused because of a block waits for its writer, and is never sent by itself', async (t) => {
  const { server, storage, timers } = setUp(t)
  server.answers = [refused('not_available'), refused('blocked_by_you')]
  const { outbox, items } = await tab(server, storage)
  await outbox.add(conversationId, 'one')
  await outbox.add(conversationId, 'two')
  await timers.pass(600_000)
  await outbox.resume()
  await timers.pass(0)
  t.same([server.attempts, server.texts()], [['one', 'two'], []])
  t.match(items.get(), [
    { text: 'one', status: { kind: 'failed', failure: { code: 'not_available' } } },
    { text: 'two', status: { kind: 'failed', failure: { code: 'blocked_by_you' } } },
  ])
})

t.test('what is kept can be sent, and what nobody can see is not kept', async (t) => {
  const { server, storage, timers } = setUp(t)
  const { outbox, texts } = await tab(server, storage)
  await outbox.add(conversationId, '\u001b[1mone\r\ntwo\f \ud800')
  for (const unseen of ['', ' \n', '\u3164', '\u2800', '\ufe0f', '\u001b'])
    await outbox.add(conversationId, unseen)
  await timers.pass(0)
  t.same(server.texts(), ['[1mone\ntwo\n \ufffd'])
  t.same(texts(), server.texts())
})

t.test('what an older client has kept as it was pasted is sent by "Try again"', async (t) => {
  const { server, storage, timers } = setUp(t)
  const kept = { conversationId, createdAt: new Date(0).toISOString() }
  const status = { kind: 'failed', failure: refused('not_available') } as const
  const [pasted, unseen] = [clientIdOf((uuids += 1)), clientIdOf((uuids += 1))]
  for (const [clientId, text] of [
    [pasted, 'form\ffeed'],
    [unseen, '\u3164'],
  ] as const)
    await storage.put({ userId: me, clientId, item: { ...kept, clientId, text, place: 1, status } })
  const { outbox, texts } = await tab(server, storage)
  t.same(texts(), ['form\nfeed'])
  await outbox.retry(pasted)
  await timers.pass(0)
  t.same(server.texts(), ['form\nfeed'])
  t.same(
    (await storage.load(me)).map(({ clientId }) => clientId),
    [],
    'and what nobody can see is nowhere any more',
  )
})
