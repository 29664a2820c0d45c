import type { Message } from '@parley/shared'
import t from 'tap'

import { withPinsOf } from '../../../web/src/state/apply/answer.ts'
import { emptyChat } from '../../../web/src/state/chat.ts'
import {
  inPlaceOf,
  pinnedIn,
  timelineOf,
  trimmed,
  withBeginning,
  withChanges,
  withEvent,
} from '../../../web/src/state/timeline.ts'
import { clientIdOf, conversationId, me, peer } from '../../support/models/truth.ts'

const message = (seq: number, rev: number, pinRev = 0): Message => ({
  ...{ conversationId, seq, rev, senderId: peer, clientId: clientIdOf(seq), text: `${rev}`, system: null },
  ...{ createdAt: '2026-03-01T09:30:00.000Z', editedAt: null, deletedAt: null },
  ...(pinRev > 0 && { pinned: { userId: peer, pinnedAt: '2026-03-01T09:30:00.000Z', rev: pinRev } }),
})

const seqs = (messages: readonly Message[] | null) => messages?.map(({ seq }) => seq) ?? null

/** A window on 21 to 24, with all that is pinned. */
function opened(...pins: Message[]) {
  const items = [message(21, 21), message(22, 29, 29), message(23, 23), message(24, 24)]
  const chat = {
    ...emptyChat(me),
    timelines: new Map([[conversationId, timelineOf(conversationId, 1, { items, headSeq: 24, rev: 30 })]]),
  }
  const known = withPinsOf(chat, conversationId, { items: pins, rev: 30 }).timelines.get(conversationId)
  if (!known) throw new Error('unreachable')
  return known
}

t.test('What is pinned is not known until it was asked for', async (t) => {
  const timeline = timelineOf(conversationId, 1, { items: [message(1, 2, 2)], headSeq: 1, rev: 2 })
  t.equal(pinnedIn(timeline), null)
  t.same(seqs(pinnedIn(opened())), [22])
})

t.test(
  'Pins lie in the order of their revs, and every change reaches them, in the window or not',
  async (t) => {
    const timeline = opened(message(3, 28, 25), message(22, 29, 29), message(9, 30, 26))
    t.same(seqs(pinnedIn(timeline)), [22, 9, 3])
    const edited = withEvent(timeline, message(9, 31, 26))
    t.equal(pinnedIn(edited)?.[1]?.text, '31')
    const another = withEvent(edited, message(5, 32, 32))
    t.same(seqs(pinnedIn(another)), [5, 22, 9, 3], 'pinned far above the window')
    const page = { items: [message(22, 34), message(3, 35)], rev: 35, headRev: 35 }
    t.same(seqs(pinnedIn(withChanges(another, 32, page))), [5, 9], 'what was unpinned while one was away')
  },
)

t.test('They stay with a window that is cut, and are asked for again with one in its place', async (t) => {
  const timeline = opened(message(3, 28, 25), message(22, 29, 29))
  const cut = trimmed(timeline, 1)
  t.same(seqs(cut.messages), [24])
  t.same(seqs(pinnedIn(cut)), [22, 3])
  t.same(seqs(pinnedIn(withEvent(cut, message(22, 31)))), [3])
  t.same(seqs(pinnedIn(withBeginning(timeline, 20))), [22], 'what is not there any more is not pinned there')
  const other = timelineOf(conversationId, 1, { items: [message(1, 1)], headSeq: 24, rev: 30 })
  t.equal(pinnedIn(inPlaceOf(timeline, other)), null)
})

t.test('A list that was read before the window came further falls back to when it was read', async (t) => {
  const timeline = withEvent(opened(), message(3, 31))
  const chat = { ...emptyChat(me), timelines: new Map([[conversationId, timeline]]) }
  const late = withPinsOf(chat, conversationId, { items: [message(3, 29, 29)], rev: 30 })
  const known = late.timelines.get(conversationId)
  t.equal(known?.rev, 30, 'so that the change between is asked for again')
  t.same(known && seqs(pinnedIn(withEvent(known, message(3, 31)))), [22])
})
