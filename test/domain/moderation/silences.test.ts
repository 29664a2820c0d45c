import { randomUUID } from 'node:crypto'

import { limits, type ClientId, type ConversationId, type NewMessage } from '@parley/shared'
import t from 'tap'

import type { Viewer } from '../../../api/src/domain/viewer.ts'
import { openChat } from '../../support/app/chat-services.ts'

const minuteMs = 60_000
const origin = { address: '192.0.2.7', device: 'Firefox on Linux' }
const silenced = { code: 'silenced' }

const chat = await openChat(t)
const { parts } = chat
const { silences, memberships, messages, access, connected, stores, bus, clock } = parts

const inMs = (ms: number): string => new Date(clock.now().getTime() + ms).toISOString()

/** Ada owns a group, Ben moderates it, Cleo and Dan are in it, and a message of Cleo's is there. */
async function world() {
  const [ada, ben, cleo, dan] = await chat.people('ada', 'ben', 'cleo', 'dan')
  const id = await chat.group(ada, [ben, cleo, dan])
  await parts.pretendModerator(id, ben.userId)
  const { seq } = await chat.say(cleo, id, 'hello')
  bus.take()
  return { ada, ben, cleo, dan, id, place: { conversationId: id, seq } }
}

type World = Awaited<ReturnType<typeof world>>

const sending = (viewer: Viewer, conversationId: ConversationId, more: Partial<NewMessage> = {}) =>
  messages.sending.send(viewer, { conversationId, clientId: randomUUID() as ClientId, text: 'hm', ...more })

/** What who is silenced cannot do. */
const acts: Record<string, (world: World) => Promise<unknown>> = {
  sends: ({ cleo, id }) => sending(cleo, id),
  'answers a message': ({ cleo, id, place }) => sending(cleo, id, { replyTo: place.seq }),
  edits: ({ cleo, place }) => messages.edit(cleo, place.conversationId, place.seq, 'hm'),
  reacts: ({ cleo, place }) => parts.reactions.react(cleo, place, { emoji: '👍', isOn: true }),
  pins: ({ cleo, place }) => parts.pins.pin(cleo, place, true),
  forwards: ({ cleo, id, place }) => sending(cleo, id, { text: '', forward: place }),
  schedules: ({ cleo, id }) =>
    parts.scheduled.schedule(cleo, id, {
      clientId: randomUUID() as ClientId,
      text: 'hm',
      sendAt: inMs(30 * minuteMs),
    }),
}

for (const [what, act] of Object.entries(acts)) {
  for (const isConnected of [true, false]) {
    const from = isConnected ? 'by memory' : 'by the store'
    t.test(`Who is silenced ${what} in vain, ${from}, and what is left of it is said`, async (t) => {
      const one = await world()
      const { ada, cleo, id } = one
      const release = isConnected ? await connected.acquire(cleo.userId, () => undefined) : () => undefined
      await silences.silence(ada, id, cleo.userId, inMs(minuteMs))
      const head = (await chat.latest(id)).at(-1)?.seq
      clock.advance(15_000)
      await t.rejects(act(one), { ...silenced, retryAfterSeconds: 45 })
      t.equal((await chat.latest(id)).at(-1)?.seq, head)
      release()
    })
  }
}

t.test('They read, take back what is theirs, write elsewhere, and leave', async (t) => {
  const { ada, cleo, dan, id, place } = await world()
  await silences.silence(ada, id, cleo.userId, inMs(minuteMs))
  const page = await messages.page(cleo, id, { kind: 'latest' }, 10)
  t.ok(page.items.some(({ seq }) => seq === place.seq))
  await parts.reads.read(cleo, id, place.seq)
  t.equal((await messages.remove(cleo, id, place.seq)).deletedAt !== null, true)
  await sending(cleo, await chat.direct(cleo, dan))
  await memberships.leave(cleo, id)
  await t.rejects(sending(cleo, id), { code: 'conversation_not_found' })
})

t.test('It ends when its time is over, by the clock alone', async (t) => {
  const { ada, cleo, id } = await world()
  const release = await connected.acquire(cleo.userId, () => undefined)
  const end = inMs(minuteMs)
  await silences.silence(ada, id, cleo.userId, end)
  const own = async () => (await parts.conversations.summary(cleo.userId, id)).membership
  t.match(await own(), { canWrite: false, silencedUntil: end })
  clock.advance(minuteMs - 1)
  t.throws(() => access.knownWritable(cleo.userId, id), { ...silenced, retryAfterSeconds: 1 })
  clock.advance(1)
  t.match(await own(), { canWrite: true })
  t.notOk('silencedUntil' in (await own()))
  t.ok(access.knownWritable(cleo.userId, id))
  await sending(cleo, id)
  release()
  await sending(cleo, id)
  t.strictSame((await memberships.members(ada, id, { after: null, limit: 9 })).items[2], {
    ...(await memberships.members(cleo, id, { after: null, limit: 9 })).items[2],
  })
})

t.test('It ends when it is lifted, and who may lift it is who may make it', async (t) => {
  const { ben, cleo, dan, id } = await world()
  const release = await connected.acquire(cleo.userId, () => undefined)
  await silences.silence(ben, id, cleo.userId, inMs(minuteMs))
  await t.rejects(silences.lift(dan, id, cleo.userId), { code: 'not_moderator' })
  await t.rejects(silences.lift(cleo, id, cleo.userId), { code: 'not_moderator' })
  await silences.lift(ben, id, cleo.userId)
  await sending(cleo, id)
  bus.take()
  await silences.lift(ben, id, cleo.userId)
  t.same(bus.take(), [], 'again nobody is told anything')
  release()
})

/** How who was put out, or left, is in again. */
const returns: Record<string, (world: World) => Promise<unknown>> = {
  'by themselves': ({ cleo, id }) => memberships.join(cleo, id),
  'being added': ({ ada, cleo, id }) => memberships.add(ada, id, [cleo.userId]),
  'by a link': async ({ ada, cleo, id }) => {
    const hash = randomUUID()
    await parts.invitationLinks.make(ada, id, {}, hash)
    await parts.invitationLinks.accept(cleo, { hash, origin })
  },
}

for (const [how, comesBack] of Object.entries(returns)) {
  t.test(`Who leaves and comes back ${how} is still silenced, in memory too`, async (t) => {
    const one = await world()
    const { ada, cleo, id } = one
    const release = await connected.acquire(cleo.userId, () => undefined)
    await silences.silence(ada, id, cleo.userId, inMs(minuteMs))
    await memberships.leave(cleo, id)
    await comesBack(one)
    t.throws(() => access.knownWritable(cleo.userId, id), silenced)
    release()
    await t.rejects(sending(cleo, id), silenced)
    clock.advance(minuteMs)
    await sending(cleo, id)
  })
}

t.test('Who silences whom', async (t) => {
  const { ada, ben, cleo, dan, id } = await world()
  const [eve] = await chat.people('eve')
  const by = (viewer: Viewer, target: Viewer) =>
    silences.silence(viewer, id, target.userId, inMs(minuteMs)).then(
      () => 'done',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    )
  t.same(await Promise.all([by(ada, ben), by(ada, dan)]), ['done', 'done'])
  t.equal(await by(ada, ada), 'not_yourself')
  t.equal(await by(ben, cleo), 'done')
  t.same([await by(ben, ada), await by(ben, ben)], ['not_owner', 'not_yourself'])
  await parts.pretendModerator(id, dan.userId)
  t.equal(await by(ben, dan), 'not_owner', 'another moderator')
  for (const target of [ada, ben, cleo, dan]) t.equal(await by(cleo, target), 'not_moderator')
  t.same([await by(ada, eve), await by(ben, eve)], ['member_not_found', 'member_not_found'])
  t.equal(await by(eve, cleo), 'conversation_not_found')
  const direct = await chat.direct(ada, cleo)
  await t.rejects(silences.silence(ada, direct, cleo.userId, inMs(minuteMs)), { code: 'not_a_group' })
})

t.test('Blocks change nothing of it, whoever has blocked whom', async (t) => {
  const { ben, cleo, dan, id } = await world()
  await parts.blocks.block(ben, cleo.userId)
  await parts.blocks.block(dan, ben.userId)
  for (const one of [cleo, dan]) {
    await silences.silence(ben, id, one.userId, inMs(minuteMs))
    await t.rejects(sending(one, id), silenced)
    await silences.lift(ben, id, one.userId)
    await sending(one, id)
  }
})

t.test('Its end is in the future, and within a year', async (t) => {
  const { ada, cleo, id } = await world()
  const refused = { code: 'silence_end_invalid', field: '/until' }
  for (const ms of [-minuteMs, 0, limits.silenceAheadMsMax + 1])
    await t.rejects(silences.silence(ada, id, cleo.userId, inMs(ms)), refused)
  await t.rejects(silences.silence(ada, id, cleo.userId, '2026-03-01T12:00:61.000Z'), refused)
  for (const ms of [1, limits.silenceAheadMsMax]) await silences.silence(ada, id, cleo.userId, inMs(ms))
})

t.test('The later of two ends stands, whoever made it, also where it is sooner', async (t) => {
  const { ada, ben, cleo, id } = await world()
  await silences.silence(ada, id, cleo.userId, inMs(10 * minuteMs))
  await silences.silence(ben, id, cleo.userId, inMs(minuteMs))
  clock.advance(minuteMs)
  t.match(await sending(cleo, id), { conversationId: id })
})

t.test('Who may do it when they ask, and may not at the commit, has done nothing', async (t) => {
  const { ada, cleo, dan, id } = await world()
  const release = await connected.acquire(ada.userId, () => undefined)
  await stores.memberships.handOver(id, ada.userId, dan.userId) // of which memory has not heard
  await t.rejects(silences.silence(ada, id, cleo.userId, inMs(minuteMs)), { code: 'not_moderator' })
  await t.rejects(silences.lift(ada, id, cleo.userId), { code: 'not_moderator' })
  await sending(cleo, id)
  release()
})

t.test('Only who may make silences sees whose they are', async (t) => {
  const { ada, ben, cleo, dan, id } = await world()
  const end = inMs(minuteMs)
  await silences.silence(ada, id, cleo.userId, end)
  const seenBy = async (viewer: Viewer) => {
    const { items } = await memberships.members(viewer, id, { after: null, limit: 9 })
    return items.flatMap(({ user, silencedUntil }) => (silencedUntil ? [[user.id, silencedUntil]] : []))
  }
  for (const viewer of [ada, ben]) t.same(await seenBy(viewer), [[cleo.userId, end]])
  for (const viewer of [cleo, dan]) t.same(await seenBy(viewer), [])
})

t.test('A message that was scheduled before is not sent meanwhile, and its author is told why', async (t) => {
  const { ada, cleo, id } = await world()
  const clientId = randomUUID() as ClientId
  const message = { clientId, text: 'later', sendAt: inMs(2 * minuteMs) }
  await parts.scheduled.schedule(cleo, id, message)
  await silences.silence(ada, id, cleo.userId, inMs(10 * minuteMs))
  clock.advance(3 * minuteMs)
  await parts.scheduledSender.run()
  t.match((await parts.scheduled.list(cleo, id)).items, [{ clientId, state: 'failed', reason: 'silenced' }])
  t.notOk((await chat.latest(id)).some(({ text }) => text === 'later'))
})
