import type { ConversationId, Message } from '@parley/shared'
import t from 'tap'

import { QuoteLoader } from '../../../web/src/actions/quote-loader.ts'
import { withQuotesOf, withSummary, withWindow } from '../../../web/src/state/apply/answer.ts'
import { applyFrame } from '../../../web/src/state/apply/event.ts'
import { peopleMissing } from '../../../web/src/state/behind.ts'
import { emptyChat, type Chat } from '../../../web/src/state/chat.ts'
import { replyBegun } from '../../../web/src/state/draft-key.ts'
import { Value } from '../../../web/src/state/observable.ts'
import { failed, success } from '../../../web/src/state/result.ts'
import type { ConnectionState } from '../../../web/src/state/session.ts'
import { quoted, trimmed, withBeginning, type Timeline } from '../../../web/src/state/timeline.ts'
import { rowsOf } from '../../../web/src/ui/timeline/rows/models.ts'
import { holdTimers } from '../../support/app/timers.ts'
import { conversationId as id, me, peer, Truth } from '../../support/models/truth.ts'

/** A window on the last messages of ten, of which the last answers the first. */
function setUp(limit = 2) {
  const truth = new Truth()
  for (let count = 0; count < 9; count += 1) truth.send(peer)
  truth.send(me, { replyTo: 1 })
  const listed = withSummary({ ...emptyChat(me), listed: true }, truth.summary())
  return { truth, chat: withWindow(listed, id, truth.page(null, limit)) }
}

const windowOf = (chat: Chat): Timeline => {
  const timeline = chat.timelines.get(id)
  if (!timeline) throw new Error('There is no window.')
  return timeline
}
const told = (chat: Chat, message: Message | null): Chat =>
  message ? applyFrame(chat, { type: 'change', message }, 0) : chat

t.test('what is quoted comes with the page, and follows its message', async (t) => {
  const { truth, chat } = setUp()
  t.match(quoted(windowOf(chat), 1), { text: 'message 1' })
  t.equal(quoted(windowOf(chat), 2), undefined, 'nobody has told of others')
  const edited = told(chat, truth.edit(1, 'otherwise'))
  t.match(quoted(windowOf(edited), 1), { text: 'otherwise', rev: 11 })
  const deleted = told(edited, truth.remove(1))
  t.match(quoted(windowOf(deleted), 1), { text: '', deletedAt: String })
  t.match(quoted(windowOf(withWindow(deleted, id, truth.page(null, 20))), 1), { seq: 1, deletedAt: String })
})

t.test('whoever is quoted has to be known', async (t) => {
  const { truth, chat } = setUp(1)
  t.same(peopleMissing({ ...chat, conversations: new Map() }).sort(), [me, peer].sort())
  t.match(truth.page(null, 1).items, [{ senderId: me }])
})

t.test(
  'what leaves the window stays as long as something quotes it, or until it may not be read',
  async (t) => {
    const { chat } = setUp(10)
    const kept = trimmed(windowOf(chat), 3)
    t.same([...kept.quotes.keys()], [1])
    t.equal(
      quoted(kept, 9),
      kept.messages.find(({ seq }) => seq === 9),
    )
    const begun = withBeginning(kept, 5)
    t.equal(quoted(begun, 1), 'before one reads')
    t.same([...begun.quotes], [], 'and nothing of it is left on the device')
  },
)

t.test('an answer that is older than the window is caught up with', async (t) => {
  const { truth, chat } = setUp()
  const asked = truth.bySeqs([2])
  const later = told(chat, truth.edit(2, 'later'))
  const answered = windowOf(withQuotesOf(later, id, asked))
  t.match([quoted(answered, 2), answered.rev], [{ text: 'message 2' }, 10])
})

t.test('a quote of somebody whom one has blocked is folded', async (t) => {
  const { truth } = setUp()
  const { items } = truth.page(null, 1)
  const source = {
    ...{ messages: items, pending: [], opened: new Set<number>(), newAfterSeq: null, newCount: 0 },
    ...{ viewerId: me, delivery: () => null, quoted: () => truth.messages[0] },
  }
  const quotes = [new Set<never>(), new Set([peer])].map((blocked) =>
    rowsOf({ ...source, blocked }).flatMap((row) => (row.kind === 'message' ? row.quote?.original : [])),
  )
  t.match(quotes, [[{ seq: 1, senderId: peer }], ['folded']])
})

t.test('a mark that is no number marks nothing', async (t) => {
  const kept = ['7', '', '7\n8', 'x', '-1'].map((text) =>
    replyBegun(new Map([[`reply:${id}` as const, text]]), id),
  )
  t.same(kept, [7, null, null, null, null])
})

t.test('what came live is looked up once, and together', async (t) => {
  const timers = holdTimers(t)
  const { truth, chat: begun } = setUp()
  const store = { chat: new Value(begun), connection: new Value<ConnectionState>({ kind: 'closed' }) }
  const asked: (readonly number[])[] = []
  let isThere = false
  const loader = new QuoteLoader(store, async (_id: ConversationId, seqs) => {
    asked.push(seqs)
    return isThere ? success(truth.bySeqs(seqs)) : failed({ kind: 'unreachable' })
  })
  for (const seq of [2, 3, 2]) loader.ask(id, seq)
  await timers.pass(50)
  t.same(asked, [[2, 3]])
  loader.ask(id, 3)
  await timers.pass(50)
  t.equal(asked.length, 1)

  isThere = true
  store.connection.set({ kind: 'online' })
  await timers.pass(50)
  t.same(asked[1], [2, 3], 'what could not be had is asked for when there is a connection')
  t.match(quoted(windowOf(store.chat.get()), 3), { text: 'message 3' })
  for (let seq = 1; seq <= 150; seq += 1) loader.ask(id, seq)
  await timers.pass(100)
  t.same(
    asked.slice(2).map(({ length }) => length),
    [100, 48],
    'a hundred at a time',
  )
  loader.ask(id, 150)
  await timers.pass(50)
  t.equal(asked.length, 4, 'also what the server does not have is asked for once')
})
