import { randomUUID } from 'node:crypto'

import type { ClientId, ConversationId, NewScheduledMessage } from '@parley/shared'
import t, { type Test } from 'tap'

import { FileSweep } from '../../../api/src/domain/files/file-sweep.ts'
import type { Viewer } from '../../../api/src/domain/viewer.ts'
import { Unavailable } from '../../../api/src/stores/errors.ts'
import { openChat } from '../../support/app/chat-services.ts'
import { silentLog } from '../../support/app/log.ts'
import { roomyLimits } from '../../support/roomy-limits.ts'

const minute = 60_000
const hour = 60 * minute

/** Ada and Ben, who talk in a direct conversation. */
async function setUp(t: Test, accountLimits = roomyLimits) {
  const chat = await openChat(t, accountLimits)
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.direct(ada, ben)
  const { scheduled, scheduledSender, stores, clock } = chat.parts
  const schedule = async (more: Partial<NewScheduledMessage> = {}, by: Viewer = ada, where = id) => {
    const clientId = randomUUID() as ClientId
    const sendAt = new Date(clock.now().getTime() + hour).toISOString()
    return scheduled.schedule(by, where, { clientId, text: 'tea?', sendAt, ...more })
  }
  /** The sweepers of the process have run once, so long from now. */
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms)
    await scheduledSender.run()
  }
  const texts = async (where: ConversationId = id) => (await chat.latest(where)).map(({ text }) => text)
  const list = async (by: Viewer = ada) => (await scheduled.list(by, null)).items
  return { chat, ada, ben, id, scheduled, scheduledSender, stores, clock, schedule, pass, texts, list }
}

t.test('It is sent at its time, and not before; its author’s devices are told', async (t) => {
  const { chat, ada, id, schedule, pass, texts, list } = await setUp(t)
  chat.parts.bus.take()
  const { clientId } = await schedule()
  t.same(chat.parts.bus.take(), [
    {
      topic: `user:${ada.userId}`,
      event: { type: 'scheduled', conversationId: id, clientId, state: 'waiting' },
    },
  ])
  await pass(hour - 1)
  t.same(await texts(), [])
  await pass(1)
  t.same(await texts(), ['tea?'])
  t.same(await list(), [])
  t.match(
    chat.parts.bus
      .take()
      .filter(({ topic }) => topic === `user:${ada.userId}`)
      .map(({ event }) => event),
    [{ type: 'scheduled', clientId, state: 'gone' }],
  )
  await pass(hour)
  t.same(await texts(), ['tea?'])
})

t.test('Who may not write there any more has it back, with the reason', async (t) => {
  const { chat, ada, ben, schedule, pass, texts, list, id, scheduled } = await setUp(t)
  const group = await chat.group(ben, [ada])
  await schedule({}, ada, group)
  const { clientId } = await schedule()
  await chat.parts.memberships.remove(ben, group, ada.userId)
  await chat.parts.blocks.block(ben, ada.userId)
  chat.parts.bus.take()
  await pass(hour)
  t.match((await list()).map(({ state, reason }) => `${state} ${reason}`).toSorted(), [
    'failed conversation_not_found',
    'failed not_available',
  ])
  t.match(
    chat.parts.bus.take().map(({ event }) => event),
    [{ state: 'failed' }, { state: 'failed' }],
    'and a notice each',
  )
  await chat.parts.blocks.unblock(ben, ada.userId)
  await pass(minute)
  t.same(await texts(), [], 'what failed is not sent unasked')
  t.match(await scheduled.sendNow(ada, { conversationId: id, clientId }), { seq: 1, clientId })
  t.same(await texts(), ['tea?'])
})

t.test('Of what died between storing and marking, the second try finds it stored', async (t) => {
  const { stores, schedule, pass, texts, list } = await setUp(t)
  await schedule()
  const remove = stores.scheduled.remove.bind(stores.scheduled)
  let deaths = 1
  stores.scheduled.remove = async (key) => {
    if (deaths-- > 0) throw new Unavailable('gone')
    return remove(key)
  }
  await pass(hour)
  t.same(await texts(), ['tea?'])
  t.equal((await list()).length, 1)
  await pass(minute)
  t.same(await texts(), ['tea?'])
  t.same(await list(), [])
})

t.test('Found stored, it is sent also where its author may not write there any more, or late', async (t) => {
  const { chat, stores, ada, ben, schedule, pass, list } = await setUp(t)
  for (const after of ['block', 'late'] as const) {
    await schedule({ text: after })
    const { remove } = stores.scheduled
    stores.scheduled.remove = () => Promise.reject(new Unavailable('gone'))
    await pass(hour)
    stores.scheduled.remove = remove
    if (after === 'block') await chat.parts.blocks.block(ben, ada.userId)
    await pass(after === 'late' ? 2 * hour : minute)
    t.same(await list(), [])
    await chat.parts.blocks.unblock(ben, ada.userId)
  }
})

t.test('Up to an hour late it goes, later its author is asked', async (t) => {
  const { ada, id, schedule, pass, texts, list, scheduled, clock } = await setUp(t)
  await schedule({ text: 'late' })
  await pass(2 * hour)
  t.same(await texts(), ['late'])
  const { clientId } = await schedule({ text: 'too late' })
  await pass(2 * hour + 1)
  t.match(await list(), [{ state: 'late', text: 'too late' }])
  await pass(minute)
  t.same(await texts(), ['late'])
  const sendAt = new Date(clock.now().getTime() + minute).toISOString()
  t.match(await scheduled.change(ada, { conversationId: id, clientId }, { sendAt }), { state: 'waiting' })
  await pass(minute)
  t.same(await texts(), ['late', 'too late'])
})

t.test('Changed or cancelled while it is sent, one wins, and the refusal has the seq', async (t) => {
  const { ada, id, schedule, scheduled, scheduledSender, clock, texts, list } = await setUp(t)
  for (const change of ['change', 'cancel'] as const) {
    const { clientId } = await schedule({ text: change })
    const place = { conversationId: id, clientId }
    clock.advance(hour)
    const [, outcome] = await Promise.allSettled([
      scheduledSender.run(),
      change === 'cancel' ? scheduled.cancel(ada, place) : scheduled.change(ada, place, { text: 'new' }),
    ])
    await scheduledSender.run()
    if (outcome.status === 'rejected') t.match(outcome.reason, { code: 'scheduled_sent', seq: /\d/ })
    const sent = (await texts()).at(-1)
    t.equal(sent === change, outcome.status === 'rejected')
    t.same(await list(), [])
    await t.rejects(scheduled.cancel(ada, place), { code: /^scheduled_(sent|not_found)$/ })
  }
})

t.test('What another instance has begun, and died, is finished by who wants to change it', async (t) => {
  const { ada, id, schedule, scheduled, stores, texts } = await setUp(t)
  const { clientId } = await schedule()
  const place = { conversationId: id, clientId }
  t.ok(await stores.scheduled.lease({ ...place, userId: ada.userId }, { leaseMs: hour }))
  await t.rejects(scheduled.change(ada, place, { text: 'coffee?' }), { code: 'scheduled_sent', seq: 1 })
  await t.rejects(scheduled.cancel(ada, place), { code: 'scheduled_sent', seq: 1 })
  t.match(await scheduled.sendNow(ada, place), { seq: 1 })
  t.same(await texts(), ['tea?'])
})

t.test('What its author has not read stays unread', async (t) => {
  const { chat, ada, ben, id, schedule, pass } = await setUp(t)
  await schedule()
  await chat.say(ben, id, 'coffee?')
  await pass(hour)
  t.equal(await chat.unread(ada, id), 1)
  t.equal(await chat.unread(ben, id), 1)
})

t.test('Its files are kept and charged until it is sent, and go when it is cancelled', async (t) => {
  const { chat, ada, id, schedule, scheduled, stores, clock, pass } = await setUp(t)
  const [kept, dropped] = [await chat.upload(ada, 'kept'), await chat.upload(ada, 'dropped')]
  const day = 24 * hour
  const sendAt = new Date(clock.now().getTime() + 3 * day).toISOString()
  const { attachments } = await schedule({ attachments: [kept], text: '', sendAt })
  t.match(attachments, [{ id: kept, name: 'tea.txt' }])
  const { clientId } = await schedule({ attachments: [dropped], sendAt })
  await t.rejects(schedule({ attachments: [kept] }), { code: 'file_taken' })
  const sweep = () => new FileSweep(stores, silentLog).sweep(clock.now())
  clock.advance(2 * day)
  await sweep()
  t.ok((await stores.files.byId(kept)) && (await stores.files.byId(dropped)))
  await scheduled.cancel(ada, { conversationId: id, clientId })
  await sweep()
  t.equal(await stores.files.byId(dropped), null)
  await pass(day)
  t.match((await chat.latest(id)).at(-1), { text: '', attachments: [{ id: kept }] })
  await sweep()
  t.ok(await stores.files.byId(kept))
})

t.test('Who sends too fast waits, and it is sent after', async (t) => {
  const { schedule, pass, texts } = await setUp(t, { ...roomyLimits, messagesPerTenSeconds: 1 })
  const clientIds = [1, 2].map(() => randomUUID() as ClientId)
  for (const clientId of clientIds) await schedule({ clientId })
  await pass(hour)
  t.equal((await texts()).length, 1)
  await pass(minute)
  t.equal((await texts()).length, 2)
})

t.test('What it answers may be deleted by then, and its mentions are of then', async (t) => {
  const { chat, ada, ben, schedule, pass } = await setUp(t)
  const group = await chat.group(ada, [ben])
  const { seq } = await chat.say(ben, group, 'tea?')
  await schedule({ text: '@ben yes', replyTo: seq }, ada, group)
  await chat.parts.messages.remove(ben, group, seq)
  await pass(hour)
  t.match((await chat.latest(group)).at(-1), { text: '@ben yes', replyTo: seq })
})

t.test('After it was told to stop nothing more is begun, and another one may at once', async (t) => {
  const { schedule, pass, scheduledSender, stores, clock, texts } = await setUp(t)
  await schedule()
  const leaseDue = stores.scheduled.leaseDue.bind(stores.scheduled)
  stores.scheduled.leaseDue = async (...asked) => {
    const due = await leaseDue(...asked)
    scheduledSender.stop()
    return due
  }
  await pass(hour)
  await pass(1)
  t.same(await texts(), [])
  t.equal((await leaseDue(clock.now(), 5, { leaseMs: minute })).length, 1)
})
