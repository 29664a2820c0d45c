import type { ConversationId, SessionId, SignedIn } from '@parley/shared'
import t from 'tap'

import { changesOf, lackingOf, note, pageToKeep, type Written } from '../../../web/src/cache/changes.ts'
import { withQuotesOf, withSummary, withWindow } from '../../../web/src/state/apply/answer.ts'
import { emptyChat, type Chat } from '../../../web/src/state/chat.ts'
import { me, peer, Truth } from '../../support/models/truth.ts'

const signedIn = { sessionId: 'a' as SessionId } as SignedIn
const idOf = (number: number) => `c${number}` as ConversationId

/** As many conversations, each with so many messages; the last is the latest. */
function chatOf(truths: readonly Truth[]): Chat {
  const begun: Chat = { ...emptyChat(me), epoch: 'one', listed: true }
  return truths.reduce((chat, truth) => withSummary(chat, truth.summary()), begun)
}

function truthsOf(count: number, messages: number): Truth[] {
  return Array.from({ length: count }, (_, at) => {
    const truth = new Truth(idOf(at))
    for (let sent = 0; sent < messages; sent += 1) truth.send(peer)
    return truth
  })
}

/** What these tests have made is there. */
const there = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('It is not there.')
  return value
}

const nothing = (): Written => ({ summaries: new Map(), windows: new Map() })
const seqs = (kept: ReturnType<typeof pageToKeep>) => kept?.timeline.messages.map(({ seq }) => seq) ?? []

t.test('the latest 50 conversations are kept, and the latest 200 messages of each', async (t) => {
  const truths = truthsOf(55, 250)
  const chat = truths.reduce(
    (now, truth) => withWindow(now, truth.id, truth.page(null, 1_000)),
    chatOf(truths),
  )
  const written = nothing()
  const changes = changesOf(chat, signedIn, written)
  t.equal(changes.summaries.length, 55, 'the whole list')
  t.same(
    changes.windows.map(({ timeline }) => timeline.conversationId),
    truths.slice(5).map(({ id }) => id),
  )
  for (const kept of changes.windows) t.same([seqs(kept).length, seqs(kept).at(-1)], [200, 250])

  note(changes, written)
  t.equal(written.windows.get(idOf(54))?.timeline.messages.length, 1, 'of which no texts stay in memory')
  t.same(changesOf(chat, signedIn, written).windows, [], 'and which are not written again')
  t.equal(
    changesOf({ ...chat, epoch: 'two' }, signedIn, written).windows.length,
    50,
    'but for another history',
  )
  const first = there(truths[0])
  first.send(peer)
  const moved = withSummary(chat, first.summary())
  t.same(changesOf(moved, signedIn, written).withoutWindow, [idOf(5)], 'what is no more among them goes')
})

t.test('what is lacking of the latest 50 is known, the very latest first', async (t) => {
  const truths = truthsOf(52, 3)
  const chat = chatOf([new Truth(idOf(99)), ...truths])
  const written = nothing()
  const lacking = () => lackingOf(chat, written)
  t.same(
    lacking(),
    truths
      .slice(2)
      .map(({ id }) => id)
      .reverse(),
  )
  const opened = withWindow(chat, idOf(51), there(truths[51]).page(null, 50))
  t.notOk(lackingOf(opened, written).includes(idOf(51)), 'not what is in memory')
  const quiet = there(truths[50])
  const kept = pageToKeep(chat, idOf(50), quiet.page(null, 50), null)
  if (kept) written.windows.set(idOf(50), kept)
  t.notOk(lacking().includes(idOf(50)), 'nor what is kept')
  t.ok(lackingOf({ ...chat, epoch: 'two' }, written).includes(idOf(50)), 'unless it is of another history')
  quiet.send(peer)
  const later = withSummary(chat, quiet.summary())
  t.equal(lackingOf(later, written)[0], idOf(50), 'or there is more by now')
  t.same(lackingOf(chatOf([new Truth(idOf(99))]), nothing()), [], 'nor what is empty')
})

t.test('a page goes behind what is kept where they meet, and into its place where they do not', async (t) => {
  const [truth] = truthsOf(1, 250)
  if (!truth) return
  const chat = chatOf([truth])
  const first = pageToKeep(chat, truth.id, truth.page(null, 200), null)
  t.same([seqs(first)[0], seqs(first).length], [51, 200])
  for (let sent = 0; sent < 50; sent += 1) truth.send(peer)
  const next = pageToKeep(chat, truth.id, truth.page(null, 60), first?.timeline ?? null)
  t.same([seqs(next)[0], seqs(next).at(-1), seqs(next).length], [101, 300, 200])
  t.equal(next?.timeline.rev, first?.timeline.rev, 'what changed in the older part meanwhile is asked for')
  const apart = pageToKeep(chat, truth.id, truth.page(null, 10), first?.timeline ?? null)
  t.same([seqs(apart)[0], seqs(apart).length], [291, 10])
})

t.test('nothing is kept of what was deleted for oneself while it was on its way', async (t) => {
  const [truth] = truthsOf(1, 10)
  if (!truth) return
  const summary = truth.summary()
  const cleared = { ...summary, membership: { ...summary.membership, readsFromSeq: 11 } }
  const chat = withSummary(chatOf([]), cleared)
  t.equal(pageToKeep(chat, truth.id, truth.page(null, 200), null), null)
  t.equal(pageToKeep(chat, truth.id, { items: [], headSeq: 10, rev: 10 }, null), null)
})

t.test('what a kept window quotes is kept with it, also when it comes later', async (t) => {
  const truth = new Truth(idOf(0))
  for (let sent = 0; sent < 3; sent += 1) truth.send(peer)
  truth.send(me, { replyTo: 1 })
  const page = { ...truth.page(null, 2), quotes: [] }
  const chat = withWindow(chatOf([truth]), truth.id, page)
  const written = nothing()
  note(changesOf(chat, signedIn, written), written)
  t.same(changesOf(chat, signedIn, written).windows, [])
  const looked = withQuotesOf(chat, truth.id, truth.bySeqs([1]))
  const changes = changesOf(looked, signedIn, written)
  t.match(changes.windows[0]?.timeline.quotes.get(1), { text: 'message 1' })
  note(changes, written)
  t.same(changesOf(looked, signedIn, written).windows, [])
  t.equal(written.windows.get(truth.id)?.timeline.quotes.get(1)?.text, '', 'of which no texts stay in memory')
})
