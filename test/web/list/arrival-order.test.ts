import type { ConversationId, ConversationSummary } from '@parley/shared'
import t from 'tap'

import { withList, withSummary } from '../../../web/src/state/apply/answer.ts'
import { applyFrame } from '../../../web/src/state/apply/event.ts'
import { emptyChat } from '../../../web/src/state/chat.ts'
import { Store } from '../../../web/src/state/store.ts'
import { FakeStorage } from '../../support/browser/fake-storage.ts'
import { me, peer, Truth } from '../../support/models/truth.ts'

const idOf = (number: number) => `00000000-0000-4000-8000-0000000000d${number}` as ConversationId

/** A conversation with one message, by a server whose clock said this. */
function summaryOf(number: number, createdAt: string): ConversationSummary {
  const truth = new Truth()
  const message = { ...truth.send(peer), conversationId: idOf(number), createdAt }
  const summary = truth.summary()
  const conversation = { ...summary.conversation, id: idOf(number) }
  return { ...summary, conversation, lastMessage: message, lastActivityAt: createdAt }
}

const [today, tomorrow] = ['2026-03-01T09:30:00.000Z', '2026-03-02T09:30:00.000Z']

/** Three conversations as the server lists them, the first by a clock that was ahead. */
function setUp() {
  const store = new Store(new FakeStorage())
  const items = [summaryOf(1, tomorrow), summaryOf(2, today), summaryOf(3, today)]
  const list = { items, people: [], invitations: [], blocked: [] }
  store.chat.set(withList(emptyChat(me), list, new Set()))
  const order = () => store.conversations.get()?.map(({ conversation: { id } }) => Number(id.at(-1)))
  const arrives = (number: number, seq: number) => {
    const { lastMessage } = summaryOf(number, today)
    if (!lastMessage) throw new Error('unreachable')
    const message = { ...lastMessage, seq, rev: seq }
    store.chat.update((chat) => applyFrame(chat, { type: 'message', message }, 0))
  }
  return { store, list, order, arrives }
}

t.test('the list stands as the server has it, and what arrives comes to its top, whatever its time', (t) => {
  const { order, arrives } = setUp()
  t.same(order(), [1, 2, 3])
  arrives(3, 2)
  t.same(order(), [3, 1, 2])
  arrives(2, 2)
  t.same(order(), [2, 3, 1])
  t.end()
})

t.test('what is changed, and what is known already, stays where it is', (t) => {
  const { store, order } = setUp()
  store.chat.update((chat) => withSummary(chat, { ...summaryOf(3, today), unread: 0 }))
  const { lastMessage } = summaryOf(2, today)
  if (!lastMessage) throw new Error('unreachable')
  const message = { ...lastMessage, rev: 2, text: 'edited', editedAt: tomorrow }
  store.chat.update((chat) => applyFrame(chat, { type: 'change', message }, 0))
  t.same(order(), [1, 2, 3])
  t.end()
})

t.test('a list that was made before an event does not take it from the top', (t) => {
  const { store, list, order, arrives } = setUp()
  const askedWith = new Set(store.chat.get().conversations.keys())
  arrives(3, 2)
  store.chat.update((chat) => withSummary(chat, summaryOf(4, today)))
  const items = [2, 1, 3].map((number) => summaryOf(number, number === 1 ? tomorrow : today))
  store.chat.update((chat) => withList(chat, { ...list, items }, askedWith))
  t.same(order(), [4, 3, 2, 1])
  t.end()
})
