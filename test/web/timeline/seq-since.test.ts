import type { ConversationId, Message } from '@parley/shared'
import t from 'tap'

import { seqSince } from '../../../web/src/actions/late/seq-since.ts'
import type { MessageAnchor } from '../../../web/src/api/endpoints.ts'
import { withSummary } from '../../../web/src/state/apply/answer.ts'
import { failed, success } from '../../../web/src/state/result.ts'
import { Store } from '../../../web/src/state/store.ts'
import { FakeStorage } from '../../support/browser/fake-storage.ts'
import { conversationId, me, peer, Truth } from '../../support/models/truth.ts'

const at = (hour: number): Date => new Date(Date.UTC(2026, 2, 1, hour))

/** One message each hour, of which one may read those from a seq on. */
function setUp(count: number, readsFromSeq = 1) {
  const truth = new Truth()
  for (let hour = 1; hour <= count; hour += 1) truth.send(peer)
  const hourly = (message: Message) => ({ ...message, createdAt: at(message.seq).toISOString() })
  const store = new Store(new FakeStorage())
  store.reset(me)
  const summary = truth.summary()
  const membership = { ...summary.membership, readsFromSeq }
  store.chat.update((chat) => withSummary({ ...chat, listed: true }, { ...summary, membership }))
  let asked = 0
  const messages = async (_id: ConversationId, anchor: MessageAnchor | null, limit: number) => {
    asked += 1
    const page = truth.page(anchor, limit)
    return success({ ...page, items: page.items.map(hourly) })
  }
  const since = (moment: Date) => seqSince(store, { messages }, conversationId, moment)
  return { store, since, asked: () => asked }
}

t.test('the first message from a moment on is found with few questions', async (t) => {
  const { since, asked } = setUp(1_000)
  for (const hour of [1, 2, 500, 999, 1_000]) {
    t.strictSame(await since(at(hour)), success(hour))
    t.strictSame(await since(new Date(at(hour).getTime() - 60_000)), success(hour), 'also between two')
  }
  t.strictSame(await since(at(-100)), success(1), 'the first one, where all are later')
  t.ok(asked() <= 11 * 12, `${asked()} questions`)
})

t.test('or it is known that there is none', async (t) => {
  t.strictSame(await setUp(10).since(at(11)), success(null))
  t.strictSame(await setUp(0).since(at(1)), success(null))
})

t.test('what came before one may read is not found', async (t) => {
  t.strictSame(await setUp(100, 40).since(at(5)), success(40))
})

t.test('a refusal is passed on', async (t) => {
  const { store } = setUp(1)
  const no = failed<never>({ kind: 'unreachable' })
  t.strictSame(await seqSince(store, { messages: async () => no }, conversationId, at(1)), no)
})
