import type { MessageAck } from '@parley/shared'
import t from 'tap'

import { MemoryOutboxStorage } from '../../../web/src/realtime/outbox/outbox-storage.ts'
import { Outbox } from '../../../web/src/realtime/outbox/outbox.ts'
import { Value } from '../../../web/src/state/observable.ts'
import type { OutboxItem } from '../../../web/src/state/outbox-item.ts'
import { failed, success, type Result } from '../../../web/src/state/result.ts'
import { clientIdOf, conversationId, me } from '../../support/models/truth.ts'
import { holdTimers } from '../../support/app/timers.ts'

const silenced = { kind: 'refused', code: 'silenced', title: '', detail: null, field: null } as const
const yearSeconds = 366 * 24 * 3_600

/** Somebody who is silenced for so long, unless it is lifted. */
async function setUp(seconds: number) {
  const attempts: string[] = []
  const server = { seconds }
  const send = async ({ text, clientId, createdAt }: OutboxItem): Promise<Result<MessageAck>> => {
    attempts.push(text)
    if (server.seconds > 0) return failed({ ...silenced, retryAfterSeconds: server.seconds })
    return success({ conversationId, clientId, seq: attempts.length, createdAt })
  }
  let uuids = 0
  const chance = {
    now: () => new Date(1_000),
    monotonicMs: () => 1_000,
    random: () => 0,
    uuid: () => clientIdOf((uuids += 1)),
  }
  const items = new Value<readonly OutboxItem[]>([])
  const outbox = new Outbox(items, new MemoryOutboxStorage(), send, chance)
  await outbox.open(me)
  const statuses = () => items.get().map(({ status }) => status.kind)
  return { outbox, server, attempts, statuses }
}

t.test('what is refused for a time waits until then, in its order, and is sent once', async (t) => {
  const timers = holdTimers(t)
  const { outbox, server, attempts, statuses } = await setUp(60)
  for (const text of ['one', 'two']) await outbox.add(conversationId, text)
  await timers.pass(59_900)
  t.same(new Set(attempts), new Set(['one']))
  t.same(statuses(), ['sending', 'sending'])
  const before = attempts.length
  server.seconds = 0
  await timers.pass(200)
  t.same(attempts.slice(before), ['one', 'two'])
  t.same(statuses(), ['sent', 'sent'])
  await timers.pass(120_000)
  t.equal(attempts.length, before + 2)
})

t.test('it is sent at once when it is lifted, and not again at the end', async (t) => {
  const timers = holdTimers(t)
  const { outbox, server, attempts, statuses } = await setUp(60)
  await outbox.add(conversationId, 'one')
  await timers.pass(100)
  server.seconds = 0
  await outbox.resume()
  await timers.pass(0)
  t.same(statuses(), ['sent'])
  await timers.pass(120_000)
  t.equal(attempts.length, 2)
})

t.test('a year is no time for a timer', async (t) => {
  const timers = holdTimers(t)
  const { outbox, attempts } = await setUp(yearSeconds)
  await outbox.add(conversationId, 'one')
  await timers.pass(3_590_000)
  t.equal(attempts.length, 1)
  await timers.pass(3_600_000)
  t.equal(attempts.length, 2)
})
