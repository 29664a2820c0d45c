import type { ConversationSummary, Message } from '@parley/shared'
import t from 'tap'

import {
  withChangePage,
  withGrownWindow,
  withList,
  withSummary,
  withWindow,
} from '../../web/src/state/apply/answer.ts'
import { applyFrame } from '../../web/src/state/apply/event.ts'
import { summariesBehind, timelinesBehind } from '../../web/src/state/behind.ts'
import { emptyChat, type Chat } from '../../web/src/state/chat.ts'
import { timelineState } from '../../web/src/state/timeline-state.ts'
import { conversationId as id, helloOf, me, peer, Truth } from '../support/models/truth.ts'

const idle = { what: 'nothing', failure: null } as const

/** A conversation of ten messages, of which the first six are not there for oneself. */
const firstSeq = 7
const truth = new Truth()
for (let count = 1; count <= 10; count += 1) truth.send(peer)

const there = (items: readonly Message[]) => items.filter(({ seq }) => seq >= firstSeq)
const latest = { ...truth.page(null, 50), items: there(truth.messages) }

function summaryFrom(readsFromSeq: number): ConversationSummary {
  const summary = truth.summary()
  return { ...summary, membership: { ...summary.membership, readsFromSeq } }
}

const listed = (readsFromSeq: number): Chat =>
  withList(
    emptyChat(me),
    { items: [summaryFrom(readsFromSeq)], people: [], invitations: [], blocked: [] },
    new Set(),
  )

function shown(chat: Chat) {
  const { messages, hasOlder, hasNewer } = timelineState(chat.timelines.get(id), idle, [], me)
  return { seqs: messages.map(({ seq }) => seq), hasOlder, hasNewer }
}

const whole = { seqs: [7, 8, 9, 10], hasOlder: false, hasNewer: false }

t.test('a history that begins above the first message ends there', async (t) => {
  const chat = withWindow(listed(firstSeq), id, latest)
  t.same(shown(chat), whole)
  const later = { ...latest, items: latest.items.slice(-2) }
  const part = withWindow(listed(firstSeq), id, later)
  t.same(shown(part), { ...whole, seqs: [9, 10], hasOlder: true })
  t.same(shown(withGrownWindow(part, id, { ...latest, items: latest.items.slice(0, 2) })), whole)
})

t.test('where it begins may be known after its first page', async (t) => {
  const before = withWindow(emptyChat(me), id, latest)
  t.equal(shown(before).hasOlder, true)
  t.same(shown(withSummary(before, summaryFrom(firstSeq))), whole)
})

t.test('a window that forgot all, as of another history, fills again', async (t) => {
  const held = withWindow(applyFrame(listed(firstSeq), helloOf('one'), 0), id, latest)
  const forgotten = applyFrame(held, helloOf('two'), 0)
  t.same(shown(forgotten).seqs, [])
  const again = withSummary(forgotten, summaryFrom(firstSeq))
  t.same(timelinesBehind(again), [id])
  const changes = { items: there(truth.messages), rev: truth.rev, headRev: truth.rev }
  t.same(shown(withChangePage(again, id, 0, changes)), whole)
})

t.test('who came back to a later beginning holds nothing of before it any more', async (t) => {
  const all = withWindow(listed(1), id, truth.page(null, 50))
  t.equal(shown(all).seqs.length, 10)
  const moved = withList(
    all,
    { items: [summaryFrom(firstSeq)], people: [], invitations: [], blocked: [] },
    new Set([id]),
  )
  t.same(shown(moved).seqs, [])
  t.same(timelinesBehind(moved), [id], 'and asks for what is there')
})

t.test('who came back to an earlier beginning reads on upward', async (t) => {
  const part = withWindow(listed(firstSeq), id, latest)
  t.same(shown(withSummary(part, summaryFrom(1))), { ...whole, hasOlder: true })
})

t.test('live, what is not there takes its rev and nothing else, in its turn', async (t) => {
  const own = new Truth()
  for (let count = 1; count <= 3; count += 1) own.send(peer)
  const { membership } = own.summary()
  const summary = { ...own.summary(), membership: { ...membership, readsFromSeq: 2 } }
  const listed = withList(
    emptyChat(me),
    { items: [summary], people: [], invitations: [], blocked: [] },
    new Set(),
  )
  const chat = withWindow(listed, id, { ...own.page(null, 50), items: own.messages.slice(1) })
  const hidden = own.edit(1, 'not there')
  const said = own.send(peer)
  if (!hidden) throw new Error('unreachable')
  const early = applyFrame(chat, { type: 'message', message: said }, 0)
  t.same(shown(early).seqs, [2, 3], 'what comes before its turn waits')
  const after = applyFrame(early, { type: 'rev', conversationId: id, rev: hidden.rev }, 0)
  t.same(shown(after), { seqs: [2, 3, 4], hasOlder: false, hasNewer: false })
  t.match(after.conversations.get(id), { rev: own.rev, headSeq: 4, unread: own.unread().length })
  t.same([timelinesBehind(after), summariesBehind(after)], [[], []], 'and nobody has to ask')
})

t.test('changes of what is not there leave the window, and bring it to their rev', async (t) => {
  const chat = withWindow(listed(firstSeq), id, latest)
  const rev = truth.rev + 1
  const after = withChangePage(chat, id, truth.rev, { items: [], rev, headRev: rev })
  t.same(shown(after), whole)
  t.same(timelinesBehind(after), [])
})
