import type { Message, UserId } from '@parley/shared'
import t from 'tap'

import { ServerClock } from '../../../web/src/api/server-clock.ts'
import { DueChanges, expiries } from '../../../web/src/realtime/due-changes.ts'
import { emptyChat, type Chat } from '../../../web/src/state/chat.ts'
import { Value } from '../../../web/src/state/observable.ts'
import { timelineOf } from '../../../web/src/state/timeline.ts'
import { rowsOf } from '../../../web/src/ui/timeline/rows/models.ts'
import { conversationId as id, me, Truth } from '../../support/models/truth.ts'
import { FakeStorage } from '../../support/browser/fake-storage.ts'

const end = new Date('2026-03-08T09:30:00.000Z')
const expiresAt = end.toISOString()

/** A text that stays, and one that ends and is answered, pinned and the last. */
function talk(): { chat: Chat; ending: Message } {
  const truth = new Truth()
  truth.send(me, { text: 'that stays' })
  truth.send(me, { text: 'secret' })
  const page = truth.page(null, 50)
  const items = page.items.map((message) => (message.text === 'secret' ? { ...message, expiresAt } : message))
  const [, ending] = items
  if (!ending) throw new Error('There are two messages.')
  const timeline = timelineOf(id, 1, { ...page, items, quotes: [ending] })
  const summary = { ...truth.summary(), lastMessage: ending }
  const chat = {
    ...emptyChat(me),
    timelines: new Map([[id, timeline]]),
    conversations: new Map([[id, summary]]),
  }
  return { chat, ending }
}

const everything = ({ timelines, conversations }: Chat) =>
  [...timelines.values()].map(({ messages, quotes }) => [
    messages,
    [...quotes.values()],
    [...conversations.values()],
  ])

function rowsShown({ timelines }: Chat): string[] {
  const messages = timelines.get(id)?.messages ?? []
  const rest = { pending: [], opened: new Set<number>(), newAfterSeq: null, newCount: 0, viewerId: me }
  const source = {
    ...rest,
    messages,
    blocked: new Set<UserId>(),
    delivery: () => null,
    quoted: () => undefined,
  }
  return rowsOf(source).flatMap((row) => (row.kind === 'message' ? row.text : []))
}

t.test('at its time it is nowhere on the device, and the list asks what it shows instead', (t) => {
  let now = new Date(end.getTime() - 1)
  const chat = new Value(talk().chat)
  const due = new DueChanges(chat, expiries, () => now)
  t.match(JSON.stringify(everything(chat.get())), 'secret')
  now = end
  due.look()
  t.notMatch(JSON.stringify(everything(chat.get())), 'secret')
  t.ok(chat.get().stale.has(id))
  t.same(rowsShown(chat.get()), ['that stays'])
  const before = chat.get()
  due.look()
  t.equal(chat.get(), before, 'once')
  t.end()
})

t.test('the clock is that of the server, where it says so', (t) => {
  const device = new Date('2031-01-01T00:00:00.000Z')
  const storage = new FakeStorage()
  const clock = new ServerClock({ now: () => device, storage })
  t.same(clock.read(), device)
  clock.hear('Sun, 08 Mar 2026 09:29:59 GMT')
  t.equal(clock.read().toISOString(), '2026-03-08T09:29:59.000Z')
  clock.hear(null)
  clock.hear('yesterday')
  t.equal(clock.read().toISOString(), '2026-03-08T09:29:59.000Z', 'what says nothing changes nothing')
  const again = new ServerClock({ now: () => device, storage })
  t.same(again.read(), clock.read(), 'also before the server has said anything')
  clock.hear('Wed, 01 Jan 2031 00:00:04 GMT')
  t.same(clock.read(), device, 'a slow answer is no other clock')
  t.end()
})
