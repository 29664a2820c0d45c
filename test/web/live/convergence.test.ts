import assert from 'node:assert/strict'

import type { Message } from '@parley/shared'
import fc from 'fast-check'
import t from 'tap'

import { withReadConfirmed } from '../../../web/src/state/apply/answer.ts'
import { summariesBehind, timelinesBehind } from '../../../web/src/state/behind.ts'
import { pinnedIn } from '../../../web/src/state/timeline.ts'
import { steps, World, type Step } from '../../support/models/client-world.ts'
import { conversationId as id } from '../../support/models/truth.ts'

const ask = (what: Extract<Step, { kind: 'ask' }>['what'], seq = 1): Step => ({ kind: 'ask', what, seq })
/** Quotes, pins and the list show reactions of nobody. */
function withoutOwn(message: Message): Message {
  const { mine: _, ...rest } = message
  return rest
}

type Change = Extract<Step, { kind: 'change' }>
const happens = (what: Change['what'], fate: Change['fate'], seq = 1): Step => ({
  kind: 'change',
  what,
  seq,
  fate,
})
const arrives = (at: number): Step => ({ kind: 'arrive', at })

/** Orders that once led to a wrong number or message, and which chance finds once in thousands of plans. */
const traps: readonly Step[][] = [
  // The summary was made before the server knew what was read, and arrives after it has confirmed that.
  [ask('read'), happens('system', 'delivered'), ask('summary')],
  [ask('read', 2), happens('system', 'lost'), ask('summary'), ask('around')],
  // A page shows a message that the summary does not know yet: it is counted, or read, before its event comes.
  [happens('theirs', 'delayed'), ask('newer'), arrives(1), ask('read', 2)],
  [happens('theirs', 'delayed'), ask('around', 6), arrives(1), ask('read', 7)],
  // An event from before a window's rev, with a message at its end that has been deleted since.
  [
    happens('mine', 'delayed'),
    happens('remove', 'lost', 7),
    happens('mine', 'delayed'),
    ask('around', 5),
    arrives(2),
  ],
  // A window takes the place of one that showed a later state of a message than the event that waits for its turn.
  [
    happens('mine', 'lost'),
    ask('around', 6),
    happens('mine', 'delivered'),
    happens('mine', 'delayed'),
    happens('remove', 'delivered', 8),
    ask('newer'),
    arrives(2),
  ],
  // What one has reacted oneself is in an event that waits for its turn, in one that was lost, in a page of changes
  // that has left it out, or never came with a message that was pinned.
  [
    happens('mine', 'lost'),
    happens('i-react', 'delivered', 4),
    ask('around'),
    happens('pin', 'delivered', 4),
  ],
  [
    happens('mine', 'lost'),
    ...Array.from({ length: 4 }, () => happens('mine', 'delivered')),
    happens('i-react', 'delivered', 7),
  ],
  [
    happens('i-react', 'lost', 3),
    ...Array.from({ length: 4 }, () => happens('mine', 'delivered')),
    happens('i-react', 'delivered', 3),
  ],
  [
    ...Array.from({ length: 4 }, () => happens('mine', 'delivered')),
    ask('around', 10),
    happens('mine', 'delayed'),
    happens('i-react', 'delivered', 7),
    ask('around', 5),
    happens('pin', 'delivered', 7),
  ],
  // A list of pins was read before its message was deleted, and a window takes the place of one that shows that.
  [
    ask('around', 5),
    happens('mine', 'delivered'),
    happens('mine', 'delivered'),
    happens('pin', 'delivered', 8),
    ask('pins'),
    happens('remove', 'delivered', 8),
    ask('latest'),
    arrives(2),
    arrives(1),
  ],
]

t.test('a window and its summary become what the server has, whatever the network does', async () => {
  fc.assert(
    fc.property(steps, (plan) => {
      const world = new World()
      for (const step of plan) world.step(step)
      world.heal()
      assert.equal(world.isBehind, false, 'it asks no more')
      assertEqual(world)
    }),
    { numRuns: 5_000, examples: traps.map((plan) => [plan]) },
  )
})

t.test('no message becomes an older one while it is shown, whatever comes in whatever order', async () => {
  fc.assert(
    fc.property(steps, (plan) => {
      const world = new World()
      for (const step of plan) world.step(step)
      world.heal()
      assert.deepEqual(world.fallen, [])
    }),
    { numRuns: 5_000, examples: traps.map((plan) => [plan]) },
  )
})

function assertEqual({ truth, chat }: World): void {
  const timeline = chat.timelines.get(id)
  const summary = chat.conversations.get(id)
  const shown = timeline?.messages ?? []
  const from = (shown[0]?.seq ?? 1) - 1
  const seen = truth.messages.map((message) => truth.seen(message))
  assert.deepEqual(shown, seen.slice(from, from + shown.length))
  const quotes = [...(timeline?.quotes.values() ?? [])].map(withoutOwn)
  assert.deepEqual(
    quotes,
    [...(timeline?.quotes.keys() ?? [])].map((seq) => truth.messages[seq - 1]),
  )
  if (timeline?.hasPins)
    assert.deepEqual(pinnedIn(timeline)?.map(withoutOwn), truth.pins().items.map(withoutOwn))
  assert.deepEqual([timeline?.rev, timeline?.headSeq], [truth.rev, truth.messages.length])
  const lastMessage = summary?.lastMessage && withoutOwn(summary.lastMessage)
  assert.deepEqual(
    [summary?.unread, summary?.unreadMentions ?? 0, summary?.headSeq, summary?.rev, lastMessage],
    [truth.unread().length, truth.unreadMentions, truth.messages.length, truth.rev, truth.messages.at(-1)],
  )
  assert.equal(chat.early.size, 0, 'nothing waits any more')
}

t.test('a server that knows less of what was read than it confirmed is not asked for ever', (t) => {
  const world = new World()
  world.chat = withReadConfirmed(world.chat, id, 1)
  world.truth.readSeq = 0
  t.same(summariesBehind(world.chat), [id])
  world.heal()
  t.same(summariesBehind(world.chat), [])
  t.end()
})

t.test('a window without faults never asks for anything', async (t) => {
  const world = new World()
  // Of what came before the window, only the server knows whether it mentions one.
  for (const step of [ask('read', 6), arrives(0)]) world.step(step)
  for (let count = 0; count < 50; count += 1) {
    world.step({ kind: 'change', what: 'theirs', seq: 1, fate: 'delivered' })
    world.step({ kind: 'change', what: 'edit', seq: count, fate: 'delivered' })
  }
  t.same([timelinesBehind(world.chat), summariesBehind(world.chat)], [[], []])
  t.equal(world.chat.timelines.get(id)?.messages.at(-1)?.seq, 56)
})
