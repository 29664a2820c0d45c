import type { MessageAck } from '@parley/shared'
import t, { type Test } from 'tap'

import { MemoryOutboxStorage } from '../../../web/src/realtime/outbox/outbox-storage.ts'
import { Outbox } from '../../../web/src/realtime/outbox/outbox.ts'
import { Value } from '../../../web/src/state/observable.ts'
import type { OutboxFile, OutboxItem } from '../../../web/src/state/outbox-item.ts'
import { failed, refusedAs, success, type Result } from '../../../web/src/state/result.ts'
import { holdTimers } from '../../support/app/timers.ts'
import { clientIdOf, conversationId, me } from '../../support/models/truth.ts'

const fileOf = (name: string): OutboxFile => {
  const content = new Blob([name])
  return { uploadId: `id of ${name}`, name, type: '', bytes: content.size, content }
}

/** Uploads take until the test says so, and end when they are not wanted. */
class Line {
  readonly sent: OutboxItem[] = []
  readonly ended: string[] = []
  answer: Result<MessageAck | null> | null = null
  #waiting: (() => void)[] = []

  send = async (item: OutboxItem, signal: AbortSignal): Promise<Result<MessageAck | null>> => {
    this.sent.push(item)
    if (item.files) {
      const { promise, resolve } = Promise.withResolvers<void>()
      signal.addEventListener('abort', () => resolve())
      this.#waiting.push(resolve)
      await promise
    }
    if (signal.aborted) {
      this.ended.push(item.text)
      return failed({ kind: 'superseded' })
    }
    const { clientId, createdAt } = item
    return this.answer ?? success({ conversationId, clientId, seq: this.sent.length, createdAt })
  }

  finish(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}

async function setUp(t: Test, storage = new MemoryOutboxStorage()) {
  const [timers, line] = [holdTimers(t), new Line()]
  const items = new Value<readonly OutboxItem[]>([])
  let uuids = 0
  const chance = {
    now: () => new Date(1_000),
    monotonicMs: () => 1_000,
    random: () => 0,
    uuid: () => clientIdOf((uuids += 1)),
  }
  const outbox = new Outbox(items, storage, line.send, chance)
  await outbox.open(me)
  return { outbox, items, storage, timers, line }
}

t.test('a message of files alone is kept with them, and nothing overtakes it', async (t) => {
  const { outbox, storage, timers, line } = await setUp(t)
  void outbox.add(conversationId, '  ', { files: [fileOf('tea.png'), fileOf('milk.png')] })
  void outbox.add(conversationId, 'and then')
  await timers.pass(100)
  const [kept] = await storage.load(me)
  t.same(
    kept?.files?.map(({ name }) => name),
    ['tea.png', 'milk.png'],
  )
  t.equal(await kept?.files?.[0]?.content.text(), 'tea.png')
  t.same(
    line.sent.map(({ text }) => text),
    [''],
  )
  line.finish()
  await timers.pass(100)
  t.same(
    line.sent.map(({ text }) => text),
    ['', 'and then'],
  )
  t.same(await storage.load(me), [])
})

t.test('neither a text nor a file is nothing', async (t) => {
  const { outbox, items } = await setUp(t)
  await outbox.add(conversationId, ' ', { files: [] })
  t.same(items.get(), [])
})

t.test('the next page takes up what an earlier one has kept', async (t) => {
  const before = await setUp(t)
  void before.outbox.add(conversationId, '', { files: [fileOf('tea.png')] })
  await before.timers.pass(100)
  before.outbox.close()
  await before.timers.pass(0)
  t.same(before.line.ended, [''], 'an upload ends with its page')
  const { items, outbox, line, timers } = await setUp(t, before.storage)
  await outbox.resume()
  await timers.pass(100)
  t.equal(line.sent[0]?.files?.[0]?.uploadId, 'id of tea.png', 'under the same id')
  t.equal(items.get().length, 1)
})

t.test('what is discarded is not uploaded any further, and the next one goes', async (t) => {
  const { outbox, items, storage, timers, line } = await setUp(t)
  void outbox.add(conversationId, 'one', { files: [fileOf('tea.png')] })
  void outbox.add(conversationId, 'two')
  await timers.pass(100)
  const [first] = items.get()
  t.equal(outbox.discard(first?.clientId ?? clientIdOf(0)), 'one')
  await timers.pass(100)
  t.same(line.ended, ['one'])
  t.same(
    line.sent.map(({ text }) => text),
    ['one', 'two'],
  )
  t.same(await storage.load(me), [])
})

t.test('whoever signs out leaves no file behind', async (t) => {
  const { outbox, storage, timers, line } = await setUp(t)
  void outbox.add(conversationId, 'one', { files: [fileOf('tea.png')] })
  await timers.pass(100)
  await outbox.discardAll()
  await timers.pass(100)
  t.same(line.ended, ['one'])
  t.same(await storage.load(me), [])
})

t.test('what is refused keeps its files, which have other ids where theirs are taken', async (t) => {
  const { outbox, items, timers, line } = await setUp(t)
  line.answer = failed(refusedAs('storage_full'))
  void outbox.add(conversationId, 'one', { files: [fileOf('tea.png')] })
  await timers.pass(100)
  line.finish()
  await timers.pass(100)
  const again = async () => {
    const [item] = items.get()
    t.equal(item?.status.kind, 'failed')
    await outbox.retry(item?.clientId ?? clientIdOf(0))
    await timers.pass(100)
    line.finish()
    await timers.pass(100)
    return line.sent.at(-1)?.files?.[0]
  }
  line.answer = failed(refusedAs('file_taken'))
  t.equal((await again())?.uploadId, 'id of tea.png')
  line.answer = null
  const file = await again()
  t.not(file?.uploadId, 'id of tea.png')
  t.equal(await file?.content.text(), 'tea.png')
})
