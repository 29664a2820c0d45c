import t, { type Test } from 'tap'

import { ReadTracker } from '../../web/src/actions/read-tracker.ts'
import type { Asking } from '../../web/src/realtime/replies.ts'
import { withSummary } from '../../web/src/state/apply/answer.ts'
import { failed, success, type Failure, type Result } from '../../web/src/state/result.ts'
import { Store } from '../../web/src/state/store.ts'
import { FakeStorage } from '../support/browser/fake-storage.ts'
import { holdTimers } from '../support/app/timers.ts'
import { conversationId, me, peer, Truth } from '../support/models/truth.ts'

const refused = (code: 'overloaded' | 'unavailable' | 'conversation_not_found'): Failure => ({
  kind: 'refused',
  code,
  title: code,
  detail: null,
  field: null,
  retryAfterSeconds: code === 'overloaded' ? 2 : null,
})

/** Somebody who reads, and a server that answers as it is told. */
function setUp(t: Test, ...failures: Failure[]) {
  const timers = holdTimers(t)
  let nowMs = 10_000
  const truth = new Truth()
  for (let count = 0; count < 3; count += 1) truth.send(peer)
  const store = new Store(new FakeStorage())
  store.reset(me)
  store.chat.update((chat) => withSummary({ ...chat, listed: true }, truth.summary()))
  const told: Asking[] = []
  const ask = async (frame: Asking): Promise<Result<null>> => {
    told.push(frame)
    const failure = failures.shift()
    return failure ? failed(failure) : success(null)
  }
  const page = { isVisible: true }
  const chance = { now: () => new Date(nowMs), monotonicMs: () => nowMs, random: () => 0, uuid: () => '' }
  const reading = new ReadTracker(store, ask, () => page.isVisible, chance)
  const pass = (ms: number) => {
    nowMs += ms
    return timers.pass(ms)
  }
  return { reading, told, pass, page }
}

const read = { type: 'read', conversationId, seq: 3 }

t.test('how far one has read is told again when the server cannot take it now', async (t) => {
  const { reading, told, pass } = setUp(t, refused('overloaded'), refused('unavailable'))
  reading.seen(conversationId, 3)
  await pass(100)
  t.same(told, [read])
  await pass(1_800)
  t.equal(told.length, 1, 'not before the server asked for it')
  await pass(200)
  t.equal(told.length, 2)
  await pass(60_000)
  t.same(told, [read, read, read], 'and not any more when it has heard')
})

t.test('not while nobody looks', async (t) => {
  const { reading, told, pass, page } = setUp(t, refused('unavailable'))
  reading.seen(conversationId, 3)
  await pass(100)
  page.isVisible = false
  await pass(60_000)
  t.equal(told.length, 1)
  page.isVisible = true
  reading.wake()
  await pass(1_000)
  t.equal(told.length, 2)
})

t.test('what is refused for good is not told again', async (t) => {
  const { reading, told, pass } = setUp(t, refused('conversation_not_found'))
  reading.seen(conversationId, 3)
  await pass(60_000)
  t.equal(told.length, 1)
})
