import type { MessageAck } from '@parley/shared'
import t, { type Test } from 'tap'

import { MemoryOutboxStorage } from '../../../web/src/realtime/outbox/outbox-storage.ts'
import type { StoredItem } from '../../../web/src/realtime/outbox/stored-item.ts'
import { Outbox } from '../../../web/src/realtime/outbox/outbox.ts'
import { Value } from '../../../web/src/state/observable.ts'
import type { OutboxItem } from '../../../web/src/state/outbox-item.ts'
import { success, type Result } from '../../../web/src/state/result.ts'
import { holdTimers } from '../../support/app/timers.ts'
import { clientIdOf, conversationId, me } from '../../support/models/truth.ts'

/** A storage that keeps a text when the test says so. */
class SlowStorage extends MemoryOutboxStorage {
  readonly #waiting = new Map<string, PromiseWithResolvers<void>>()

  override async put(stored: StoredItem): Promise<void> {
    const waiting = Promise.withResolvers<void>()
    this.#waiting.set(stored.item.text, waiting)
    await waiting.promise
    await super.put(stored)
  }

  keep(text: string): void {
    this.#waiting.get(text)?.resolve()
  }
}

async function setUp(t: Test) {
  const [timers, storage] = [holdTimers(t), new SlowStorage()]
  const wire: string[] = []
  const answering = Promise.withResolvers<void>()
  const send = async ({ text, clientId, createdAt }: OutboxItem): Promise<Result<MessageAck>> => {
    const seq = wire.push(text)
    await answering.promise
    return success({ conversationId, clientId, seq, createdAt })
  }
  let uuids = 0
  const chance = {
    now: () => new Date(1_000),
    monotonicMs: () => 1_000,
    random: () => 0,
    uuid: () => clientIdOf((uuids += 1)),
  }
  const outbox = new Outbox(new Value<readonly OutboxItem[]>([]), storage, send, chance)
  await outbox.open(me)
  return { outbox, storage, timers, wire, answer: answering.resolve }
}

t.test('a message is kept before it is sent', async (t) => {
  const { outbox, storage, timers, wire } = await setUp(t)
  void outbox.add(conversationId, 'one')
  await timers.pass(1_000)
  t.same(wire, [])
  storage.keep('one')
  await timers.pass(0)
  t.same(wire, ['one'])
})

t.test('a new connection does not send what is not kept yet', async (t) => {
  const { outbox, storage, timers, wire } = await setUp(t)
  void outbox.add(conversationId, 'one')
  void outbox.resume()
  await timers.pass(1_000)
  t.same(wire, [])
  storage.keep('one')
  await timers.pass(0)
  t.same(wire, ['one'])
})

t.test('nor does the answer to the message before it, and nothing overtakes it', async (t) => {
  const { outbox, storage, timers, wire, answer } = await setUp(t)
  for (const text of ['one', 'two', 'three']) void outbox.add(conversationId, text)
  storage.keep('one')
  storage.keep('three')
  await timers.pass(0)
  answer()
  await timers.pass(1_000)
  t.same(wire, ['one'])
  storage.keep('two')
  await timers.pass(0)
  t.same(wire, ['one', 'two', 'three'])
})
