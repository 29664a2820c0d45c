import type { ConversationId, MessagePage, UserId } from '@parley/shared'
import t, { type Test } from 'tap'

import { Prefetch } from '../../../web/src/actions/prefetch.ts'
import { withSummary, withWindow } from '../../../web/src/state/apply/answer.ts'
import { failed, success, type Result } from '../../../web/src/state/result.ts'
import { Store } from '../../../web/src/state/store.ts'
import { holdTimers } from '../../support/app/timers.ts'
import { FakeStorage } from '../../support/browser/fake-storage.ts'
import { me, peer, Truth } from '../../support/models/truth.ts'

const ids = ['c1', 'c2', 'c3'].map((id) => id as ConversationId)

const there = (truth: Truth | undefined): Truth => truth ?? new Truth()

/** A client that is connected, and has the list of three conversations that nobody has opened. */
function setUp(t: Test, answer: (page: MessagePage) => Result<MessagePage> = success) {
  const timers = holdTimers(t)
  const store = new Store(new FakeStorage())
  store.reset(me)
  const truths = new Map(ids.map((id) => [id, new Truth(id)]))
  for (const truth of truths.values()) truth.send(peer)
  const asked: ConversationId[] = []
  const kept: ConversationId[] = []
  const cards: UserId[] = []
  const page = { isWelcome: true }
  const endpoints = {
    messages: async (id: ConversationId) => {
      asked.push(id)
      return answer(there(truths.get(id)).page(null, 200))
    },
    usersById: async (wanted: readonly UserId[]) => {
      cards.push(...wanted)
      const items = wanted.map((id) => ({ id, username: 'grace', displayName: 'Grace', deleted: false }))
      return success({ items })
    },
  }
  const cache = {
    lacking: async () => ids.filter((id) => !kept.includes(id)),
    keepPage: async (id: ConversationId) => void kept.push(id),
  }
  const prefetch = new Prefetch(store, endpoints, cache, () => page.isWelcome)
  const connect = () => {
    store.connection.set({ kind: 'online' })
    store.chat.update((chat) => ({ ...chat, listed: true, isCaughtUp: true }))
    for (const truth of truths.values()) store.chat.update((chat) => withSummary(chat, truth.summary()))
  }
  return { timers, store, truths, asked, kept, cards, page, prefetch, connect }
}

t.test('what nobody has opened is kept, and held nowhere else nor read', async (t) => {
  const { timers, store, asked, kept, cards, connect } = setUp(t)
  connect()
  await timers.pass(1_900)
  t.same(asked, [], 'not at once')
  await timers.pass(1_000)
  t.same(kept, ids)
  t.same(asked, ids)
  t.equal(store.chat.get().timelines.size, 0)
  t.ok([...store.chat.get().conversations.values()].every(({ unread }) => unread === 1))
  t.same(cards, [peer], 'whom they name is known, and asked for once')
  t.equal(store.chat.get().people.get(peer)?.displayName, 'Grace')
})

t.test('nothing is asked for without a connection, nor by a page that nobody looks at', async (t) => {
  const { timers, store, asked, page, prefetch, connect } = setUp(t)
  await timers.pass(5_000)
  connect()
  store.connection.set({ kind: 'doubtful' })
  await timers.pass(5_000)
  t.same(asked, [])
  page.isWelcome = false
  store.connection.set({ kind: 'online' })
  prefetch.wake()
  await timers.pass(5_000)
  t.same(asked, [])
  page.isWelcome = true
  prefetch.wake()
  await timers.pass(5_000)
  t.same(asked, ids)
})

t.test('it ends with what fails, and begins again after a while', async (t) => {
  let isBusy = true
  const { timers, asked, kept, prefetch, connect } = setUp(t, (page) =>
    isBusy ? failed({ kind: 'unreachable' }) : success(page),
  )
  connect()
  await timers.pass(10_000)
  t.same(asked, ids.slice(0, 1))
  isBusy = false
  prefetch.wake()
  await timers.pass(55_000)
  t.same(kept, [])
  await timers.pass(6_000)
  t.same(kept, ids)
})

t.test('it ends with whoever has gone, and leaves out what is opened meanwhile', async (t) => {
  const { timers, store, truths, asked, kept, prefetch, connect } = setUp(t, (page) => {
    const second = there(truths.get('c2' as ConversationId))
    if (asked.length === 1) store.chat.update((chat) => withWindow(chat, second.id, second.page(null, 50)))
    if (asked.length === 2) store.reset(peer)
    return success(page)
  })
  connect()
  await timers.pass(3_000)
  t.same(asked, [ids[0], ids[2]])
  t.same(kept, [ids[0]])
  prefetch.stop()
  await timers.pass(70_000)
  t.equal(asked.length, 2)
})
