import type { ConversationId, UserId } from '@parley/shared'
import t, { type Test } from 'tap'

import { Sync, type SyncSource } from '../../../web/src/realtime/sync.ts'
import { withGrownWindow, withWindow } from '../../../web/src/state/apply/answer.ts'
import { applyFrame } from '../../../web/src/state/apply/event.ts'
import { emptyChat, type Chat } from '../../../web/src/state/chat.ts'
import { Value } from '../../../web/src/state/observable.ts'
import { failed, success, type Failure, type Result } from '../../../web/src/state/result.ts'
import { holdTimers } from '../../support/app/timers.ts'
import { clientIdOf, conversationId as id, helloOf, me, peer, Truth } from '../../support/models/truth.ts'

const gone: Failure = {
  kind: 'refused',
  code: 'conversation_not_found',
  title: '',
  detail: null,
  field: null,
  retryAfterSeconds: null,
}

/** Asks the truth, unless it is told to fail first. */
class Source implements SyncSource {
  truth = new Truth()
  readonly asked: string[] = []
  blocked: UserId[] = []
  failures: Failure[] = []

  conversations = () =>
    this.#answer('list', () => ({
      items: [this.truth.summary()],
      people: [],
      invitations: [],
      blocked: this.blocked,
    }))
  conversation = (_id: ConversationId) => this.#answer('summary', () => this.truth.summary())
  messages = (_id: ConversationId, anchor: { readonly around: number } | null, limit: number) =>
    this.#answer('messages', () => this.truth.page(anchor, limit))
  changes = (_id: ConversationId, after: number, limit: number) =>
    this.#answer('changes', () => this.truth.changes(after, limit))

  async #answer<T>(what: string, answer: () => T): Promise<Result<T>> {
    this.asked.push(what)
    await Promise.resolve()
    const failure = this.failures.shift()
    return failure ? failed(failure) : success(answer())
  }
}

async function setUp(t: Test, messages = 3) {
  const timers = holdTimers(t)
  const source = new Source()
  for (let count = 0; count < messages; count += 1) source.truth.send(peer)
  const chat = new Value<Chat>(emptyChat(me))
  const sync = new Sync(chat, source, {
    now: () => new Date(0),
    monotonicMs: () => 0,
    random: () => 0,
    uuid: () => clientIdOf(1),
  })
  sync.everything()
  await timers.pass(0)
  const ping = () => {
    const heads = [{ conversationId: id, rev: source.truth.rev }]
    chat.update((now) => applyFrame(now, { type: 'ping', heads }, 0))
    sync.check()
  }
  const open = () => chat.update((now) => withWindow(now, id, source.truth.page(null, 50)))
  return { timers, source, chat, sync, ping, open, shown: () => chat.get().timelines.get(id)?.messages }
}

t.test('a connection begins with the list', async (t) => {
  const { source, chat } = await setUp(t)
  t.same(source.asked, ['list'])
  t.same([chat.get().listed, chat.get().conversations.get(id)], [true, source.truth.summary()])
})

t.test('a heartbeat that knows no more asks for nothing', async (t) => {
  const { source, timers, ping, open } = await setUp(t)
  open()
  ping()
  await timers.pass(60_000)
  t.same(source.asked, ['list'])
})

t.test('a heartbeat that knows more brings the changes', async (t) => {
  const { source, timers, ping, open, shown } = await setUp(t)
  open()
  source.truth.send(peer)
  source.truth.remove(1)
  ping()
  await timers.pass(300)
  t.same(source.asked.slice(1), ['changes', 'summary'])
  t.same(shown(), source.truth.messages)
})

t.test('changes are asked for page after page', async (t) => {
  const { source, timers, ping, open, shown } = await setUp(t)
  open()
  for (let count = 0; count < 350; count += 1) source.truth.send(peer)
  ping()
  await timers.pass(300)
  t.same(source.asked.slice(1), ['changes', 'changes', 'summary'])
  t.same(shown(), source.truth.messages)
})

t.test('who is far behind loads the window anew', async (t) => {
  const { source, timers, ping, open, shown } = await setUp(t)
  open()
  for (let count = 0; count < 1_000; count += 1) source.truth.send(peer)
  ping()
  await timers.pass(300)
  t.same(source.asked.slice(1), ['messages', 'summary'])
  t.same(shown(), source.truth.messages.slice(-50))
})

t.test('a window in the midst of the history stays where it is', async (t) => {
  const { source, timers, chat, ping, shown } = await setUp(t, 200)
  chat.update((now) => withWindow(now, id, source.truth.page({ around: 50 }, 20)))
  for (let count = 0; count < 1_000; count += 1) source.truth.send(peer)
  ping()
  await timers.pass(300)
  t.ok(shown()?.some(({ seq }) => seq === 50))
  t.equal(chat.get().timelines.get(id)?.rev, source.truth.rev)
})

t.test('a page that was read before a change that is known makes the window catch up', async (t) => {
  const { source, timers, chat, sync } = await setUp(t, 100)
  chat.update((now) => withWindow(now, id, source.truth.page(null, 50)))
  const stale = source.truth.page({ before: 51 }, 50)
  const message = source.truth.edit(10, 'edited')
  if (!message) throw new Error('unreachable')
  chat.update((now) => applyFrame(now, { type: 'change', message }, 0))
  chat.update((now) => withGrownWindow(now, id, stale))
  sync.check()
  await timers.pass(300)
  t.same(chat.get().timelines.get(id)?.messages, source.truth.messages)
})

t.test('it goes on until it is whole, and gives a server in trouble time', async (t) => {
  const { source, timers, chat, sync } = await setUp(t)
  source.truth.send(peer)
  source.failures = [{ kind: 'unreachable' }, { ...gone, code: 'rate_limited', retryAfterSeconds: 9 }]
  sync.everything()
  await timers.pass(0)
  await timers.pass(300)
  t.equal(source.asked.length, 3, 'again after a quarter of a second')
  await timers.pass(8_500)
  t.equal(source.asked.length, 3, 'and then not before the server wants it')
  await timers.pass(1_000)
  t.equal(chat.get().conversations.get(id)?.rev, source.truth.rev)
})

t.test('a conversation that is gone is not asked for again', async (t) => {
  const { source, timers, chat, ping, open } = await setUp(t)
  open()
  source.truth.send(peer)
  source.failures = [gone]
  ping()
  await timers.pass(60_000)
  t.same([chat.get().conversations.size, chat.get().timelines.size], [0, 0])
  t.equal(source.asked.length, 2)
})

t.test('events that only overtook each other ask for nothing', async (t) => {
  const { source, timers, chat, sync, open, shown } = await setUp(t)
  open()
  const [first, second] = [source.truth.send(peer), source.truth.send(peer)]
  for (const message of [second, first]) {
    chat.update((now) => applyFrame(now, { type: 'message', message }, 0))
    sync.check()
    await timers.pass(50)
  }
  await timers.pass(1_000)
  t.same(source.asked, ['list'])
  t.same(shown(), source.truth.messages)
})

t.test('an answer that comes after the end changes nothing', async (t) => {
  const { source, timers, chat, sync } = await setUp(t)
  const slow = Promise.withResolvers<Awaited<ReturnType<typeof source.conversations>>>()
  source.conversations = () => slow.promise
  sync.everything()
  await timers.pass(0)
  sync.stop()
  chat.set(emptyChat(peer))
  const theirs = new Truth('00000000-0000-4000-8000-0000000000c9' as ConversationId)
  slow.resolve(success({ items: [theirs.summary()], people: [], invitations: [], blocked: [] }))
  await timers.pass(60_000)
  t.equal(chat.get().conversations.size, 0, 'it was meant for someone else')
})

t.test('a server that was taken back to an older state is followed there', async (t) => {
  const { timers, source, chat, sync, open, shown } = await setUp(t, 5)
  const greeted = (epoch: string) => chat.update((now) => applyFrame(now, helloOf(epoch), 0))
  greeted('first')
  open()
  source.truth = new Truth()
  source.truth.send(peer)
  source.truth.send(me)

  greeted('first')
  sync.everything()
  await timers.pass(0)
  t.equal(shown()?.length, 5, 'without another epoch, what is older is not believed')

  greeted('second')
  t.same(shown(), [])
  sync.everything()
  await timers.pass(0)
  t.same(shown(), source.truth.page(null, 50).items)
  t.same(chat.get().conversations.get(id), source.truth.summary())

  const message = source.truth.send(peer)
  chat.update((now) => applyFrame(now, { type: 'message', message }, 0))
  t.same(shown()?.at(-1), message, 'and from there on, live')
})

t.test('a list that was asked for before someone was blocked is asked for again', async (t) => {
  const { source, timers, chat, sync } = await setUp(t)
  const slow = Promise.withResolvers<Awaited<ReturnType<typeof source.conversations>>>()
  const { conversations } = source
  source.conversations = () => slow.promise
  sync.everything()
  await timers.pass(0)
  chat.update((now) => applyFrame(now, { type: 'block', userId: peer, isBlocked: true }, 0))
  source.conversations = conversations
  source.blocked = [peer]
  slow.resolve(success({ items: [source.truth.summary()], people: [], invitations: [], blocked: [] }))
  await timers.pass(0)
  t.same([...chat.get().blocked], [peer], 'what the answer did not know yet stays')
  await timers.pass(60_000)
  t.same(source.asked, ['list', 'list'])
  t.same([...chat.get().blocked], [peer])
})
