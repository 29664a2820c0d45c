import type { ConversationId, MessagePage } from '@parley/shared'
import t from 'tap'

import { TimelineLoader } from '../../web/src/actions/timeline-loader.ts'
import type { MessageAnchor } from '../../web/src/api/endpoints.ts'
import { withSummary } from '../../web/src/state/apply/answer.ts'
import { applyFrame } from '../../web/src/state/apply/event.ts'
import { failed, success, type Result } from '../../web/src/state/result.ts'
import { Store } from '../../web/src/state/store.ts'
import { timelineOf } from '../../web/src/state/timeline.ts'
import { FakeStorage } from '../support/browser/fake-storage.ts'
import { conversationId, me, peer, Truth } from '../support/models/truth.ts'

/** A client in a conversation in which others go on talking. */
function setUp() {
  const truth = new Truth()
  const store = new Store(new FakeStorage())
  store.reset(me)
  store.chat.update((chat) => withSummary({ ...chat, listed: true }, truth.summary()))
  const network = { isLost: false }
  const messages = async (
    _id: ConversationId,
    anchor: MessageAnchor | null,
    limit: number,
  ): Promise<Result<MessagePage>> =>
    network.isLost ? failed({ kind: 'unreachable' }) : success(truth.page(anchor, limit))
  let kept: MessagePage | null = null
  const keep = (count: number) => (kept = truth.page(null, count))
  const windows = new TimelineLoader(store, { messages }, () =>
    Promise.resolve(kept && timelineOf(conversationId, 1, kept)),
  )
  const talk = (count: number) => {
    for (let index = 0; index < count; index += 1) {
      const message = truth.send(peer)
      store.chat.update((chat) => applyFrame(chat, { type: 'message', message }, 0))
    }
  }
  const seqs = () =>
    store
      .timeline(conversationId)
      .get()
      ?.messages.map(({ seq }) => seq) ?? []
  const failure = () => store.timeline(conversationId).get()?.failure ?? null
  return { windows, talk, seqs, keep, network, failure }
}

const upTo = (last: number, count: number) => Array.from({ length: count }, (_, at) => last - count + at + 1)

t.test('what arrives in a conversation that nobody looks at does not pile up', async (t) => {
  const { windows, talk, seqs } = setUp()
  await windows.open(conversationId)
  windows.release(conversationId)
  for (let count = 0; count < 50; count += 1) {
    talk(20)
    if (seqs().length > 200) t.fail(`${seqs().length} are held`)
  }
  t.ok(seqs().length >= 100)
  t.same(seqs(), upTo(1_000, seqs().length), 'the end, without a hole')

  await windows.open(conversationId)
  const held = seqs().length
  await windows.loadOlder(conversationId)
  t.same(seqs(), upTo(1_000, held + 50), 'and it grows again when it is wanted')
})

t.test('what is looked at is not taken away', async (t) => {
  const { windows, talk, seqs } = setUp()
  await windows.open(conversationId)
  talk(300)
  t.same(seqs(), upTo(300, 300))
})

t.test('without a network a place is sought in what is kept on the device', async (t) => {
  const { windows, talk, seqs, keep, network, failure } = setUp()
  talk(300)
  keep(200)
  network.isLost = true
  await windows.openAround(conversationId, 150)
  t.same(seqs(), upTo(300, 200))
  t.equal(failure(), null)
  windows.release(conversationId)
  network.isLost = false
  await windows.openAround(conversationId, 150)
  t.ok(seqs().includes(150))
  t.notOk(seqs().includes(300), 'and else where it is')
})

t.test('and where nothing is kept, it is said that nothing can be loaded', async (t) => {
  const { windows, seqs, network, failure } = setUp()
  network.isLost = true
  await windows.openAround(conversationId, 150)
  t.same(seqs(), [])
  t.same(failure(), { kind: 'unreachable' })
})
