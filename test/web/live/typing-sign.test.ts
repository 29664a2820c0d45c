import type { ConversationId } from '@parley/shared'
import * as limits from '@parley/shared/limits'
import t from 'tap'

import type { Asking } from '../../../web/src/realtime/replies.ts'
import { TypingSign } from '../../../web/src/realtime/typing-sign.ts'
import { clientIdOf, conversationId } from '../../support/models/truth.ts'

const other = '00000000-0000-4000-8000-0000000000c2' as ConversationId
const betweenKeysMs = 50

/** Somebody at a keyboard, and when which frames leave. */
function setUp() {
  const clock = { nowMs: 0 }
  const told: { atMs: number; frame: Asking }[] = []
  const ask = async (frame: Asking): Promise<unknown> => told.push({ atMs: clock.nowMs, frame })
  const chance = {
    now: () => new Date(clock.nowMs),
    monotonicMs: () => clock.nowMs,
    random: () => 0,
    uuid: () => clientIdOf(1),
  }
  const sign = new TypingSign(ask, chance)
  const typeFor = (ms: number, ...ids: ConversationId[]): void => {
    for (const endMs = clock.nowMs + ms; clock.nowMs < endMs; clock.nowMs += betweenKeysMs) {
      for (const id of ids) sign.typed(id)
    }
  }
  const toldMs = (id = conversationId): number[] =>
    told.filter(({ frame }) => frame.type === 'typing' && frame.conversationId === id).map(({ atMs }) => atMs)
  return { sign, clock, told, typeFor, toldMs }
}

t.test('while keys keep coming one types once in an interval, and again in the next', async (t) => {
  const { told, typeFor, toldMs } = setUp()
  typeFor(3 * limits.typingEveryMs + betweenKeysMs, conversationId)
  t.same(
    toldMs(),
    [0, 1, 2, 3].map((count) => count * limits.typingEveryMs),
  )
  t.equal(told.length, 4, 'and nothing else is told')
})

t.test('whoever pauses and goes on is seen at once, and then as seldom as before', async (t) => {
  const { clock, typeFor, toldMs } = setUp()
  typeFor(betweenKeysMs, conversationId)
  clock.nowMs = 10 * limits.typingEveryMs
  typeFor(limits.typingEveryMs, conversationId)
  t.same(toldMs(), [0, 10 * limits.typingEveryMs])
})

t.test('each conversation has an interval of its own', async (t) => {
  const { typeFor, toldMs } = setUp()
  typeFor(limits.typingEveryMs, conversationId, other)
  t.same([toldMs(conversationId), toldMs(other)], [[0], [0]])
})

t.test('whoever types on after a message is seen at once', async (t) => {
  const { sign, typeFor, toldMs } = setUp()
  typeFor(1_000, conversationId)
  sign.sent(conversationId)
  typeFor(limits.typingEveryMs, conversationId)
  t.same(toldMs(), [0, 1_000])
})
