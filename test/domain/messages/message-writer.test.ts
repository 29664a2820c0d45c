import t, { type Test } from 'tap'

import { PrometheusMetrics } from '../../../api/src/adapters/prometheus/metrics.ts'
import { MessageWriter } from '../../../api/src/domain/messages/writing/message-writer.ts'
import { TooSlow, Unavailable } from '../../../api/src/stores/errors.ts'
import { draft, newConversationId, newUserId } from '../../contract/messages/message-store.contract.ts'
import { openChat } from '../../support/app/chat-services.ts'
import { RecordingBus } from '../../support/app/recording-bus.ts'
import { until } from '../../support/until.ts'

/** A conversation that has one message, and who may write and edit there. */
async function oneMessage(t: Test) {
  const store = (await openChat(t)).parts.stores.messages
  const writer = new MessageWriter(store, new RecordingBus(), new PrometheusMetrics())
  const [conversationId, senderId] = [newConversationId(), newUserId()]
  const send = (text: string) => writer.appends.add(draft(conversationId, senderId, text))
  const edit = (text: string) =>
    writer.changes.add({ conversationId, seq: 1, senderId, text, at: new Date() })
  await send('one')
  return { store, send, edit }
}

t.test('Who waits behind a write that finds the store away is told with it', async (t) => {
  const { store, send, edit } = await oneMessage(t)

  const { append, change } = store
  const away = Promise.withResolvers<never>()
  const asked: string[] = []
  const hanging = (what: string) => (): Promise<never> => {
    asked.push(what)
    return away.promise
  }
  Object.assign(store, { append: hanging('append'), change: hanging('change') })
  const first = send('two')
  await until(() => asked.length > 0, 'the first has reached the store')
  const told: Promise<unknown>[] = [first, send('three'), edit('uno')]
  await new Promise(setImmediate) // and the edit stands behind it
  told.push(edit('UNO'))
  away.reject(new Unavailable('away'))
  for (const one of told) await t.rejects(one, Unavailable)
  t.same(asked, ['append'], 'nothing more was asked of the store')

  Object.assign(store, { append, change })
  t.match(await Promise.all([send('two'), edit('uno')]), [
    { kind: 'stored', message: { seq: 2 } },
    { kind: 'changed', message: { text: 'uno' } },
  ])
})

t.test('Another error is for whoever asked, and not for who waits behind', async (t) => {
  const store = (await openChat(t)).parts.stores.messages
  const writer = new MessageWriter(store, new RecordingBus(), new PrometheusMetrics())
  const [conversationId, senderId] = [newConversationId(), newUserId()]
  const { append } = store
  const wrong = Promise.withResolvers<never>()
  const isAsked = { yet: false }
  store.append = () => {
    isAsked.yet = true
    return wrong.promise
  }
  const first = writer.appends.add(draft(conversationId, senderId, 'one'))
  await until(() => isAsked.yet, 'the first has reached the store')
  const behind = writer.appends.add(draft(conversationId, senderId, 'two'))
  store.append = append
  wrong.reject(new Error('a mistake'))
  await t.rejects(first, { message: 'a mistake' })
  t.match(await behind, { kind: 'stored', message: { seq: 1 } })
})

t.test(
  'What took too long at a store that answers is for whoever asked, and not for who waits behind',
  async (t) => {
    const { store, send, edit } = await oneMessage(t)

    const { change } = store
    const slow = Promise.withResolvers<never>()
    let isAsked = false
    store.change = () => ((isAsked = true), slow.promise)
    const first = edit('uno')
    await until(() => isAsked, 'the first has reached the store')
    const behind = [edit('UNO'), send('two')]
    await new Promise(setImmediate) // and both stand behind it
    store.change = change
    slow.reject(new TooSlow('too many at once'))
    await t.rejects(first, TooSlow)
    t.match(await Promise.all(behind), [
      { kind: 'changed', message: { text: 'UNO' } },
      { kind: 'stored', message: { seq: 2 } },
    ])
  },
)

t.test('Hundreds of edits of one conversation at once all succeed, and new messages go on', async (t) => {
  const store = (await openChat(t)).parts.stores.messages
  const writer = new MessageWriter(store, new RecordingBus(), new PrometheusMetrics())
  const conversationId = newConversationId()
  const authors = [newUserId(), newUserId(), newUserId()]
  const authorOf = (seq: number) => authors[seq % authors.length] ?? newUserId()
  const seqs = Array.from({ length: 300 }, (_, at) => at + 1)
  await Promise.all(seqs.map((seq) => writer.appends.add(draft(conversationId, authorOf(seq), `${seq}`))))

  const progress = { isOver: false, sent: 0 }
  const send = async (): Promise<void> => {
    while (!progress.isOver) {
      t.match(await writer.appends.add(draft(newConversationId(), newUserId(), 'meanwhile')), {
        kind: 'stored',
      })
      progress.sent += 1
    }
  }
  const at = new Date()
  const edit = (seq: number) =>
    writer.changes.add({ conversationId, seq, senderId: authorOf(seq), text: `now ${seq}`, at })
  const edits = Promise.all(seqs.map(edit)).finally(() => (progress.isOver = true))
  const [outcomes] = await Promise.all([edits, send()])
  t.same(new Set(outcomes.map(({ kind }) => kind)), new Set(['changed']))
  const revs = outcomes.flatMap((outcome) => (outcome.kind === 'changed' ? [outcome.message.rev] : []))
  t.same(
    revs.sort((a, b) => a - b),
    seqs.map((seq) => seq + 300),
  )
  t.ok(progress.sent > 5, `${progress.sent} messages were sent meanwhile`)
})
