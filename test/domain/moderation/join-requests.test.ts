import t from 'tap'

import { accountLimitsBy } from '../../../api/src/config/account-limits.ts'
import { openChat } from '../../support/app/chat-services.ts'

const chat = await openChat(t)
const { parts } = chat
const { joinRequests, groups, memberships, clock } = parts
const day = 24 * 60 * 60 * 1_000

/** Ada owns a closed group that lets people ask, Mo moderates it; Ben is a member, Cleo is not. */
async function world() {
  const [ada, mo, ben, cleo] = await chat.people('ada', 'mo', 'ben', 'cleo')
  const id = await chat.group(ada, [mo, ben], { visibility: 'closed', askToJoin: true })
  await parts.roles.set(ada, id, mo.userId, 'moderator')
  parts.bus.take()
  const open = async () => (await joinRequests.list(ada, id, { after: null, limit: 10 })).items
  const toldTo = (userId: string) =>
    parts.bus.take().flatMap(({ topic, event }) => (topic === `user:${userId}` ? [event] : []))
  return { ada, mo, ben, cleo, id, open, toldTo }
}

t.test('Who asks is seen by those who decide, once, and by nobody else', async (t) => {
  const { ada, mo, ben, cleo, id, open } = await world()
  await joinRequests.ask(cleo, id, '  I know the engine.  ')
  const told = parts.bus.take()
  t.same(
    new Map(told.map(({ topic, event }) => [topic, event.type])),
    new Map([
      [`user:${cleo.userId}`, 'join-request'],
      [`user:${ada.userId}`, 'join-requests-changed'],
      [`user:${mo.userId}`, 'join-requests-changed'],
    ]),
  )
  t.equal(told.length, 3)
  await joinRequests.ask(cleo, id, 'Again')
  t.same(parts.bus.take(), [], 'nothing has changed')
  t.match(await open(), [{ user: { id: cleo.userId }, sentence: 'I know the engine.' }])
  await t.rejects(joinRequests.list(ben, id, { after: null, limit: 1 }), { code: 'not_moderator' })
  const counts = [ada, mo, ben].map(
    async ({ userId }) => (await parts.conversations.summary(userId, id)).membership,
  )
  t.match(await Promise.all(counts), [{ joinRequests: 1 }, { joinRequests: 1 }, { joinRequests: undefined }])
})

t.test('Approved, one joins as by oneself, and the second decision comes too late', async (t) => {
  const { ada, mo, cleo, id, toldTo } = await world()
  await joinRequests.ask(cleo, id, '')
  parts.bus.take()
  await joinRequests.approve(mo, id, cleo.userId)
  t.match(toldTo(cleo.userId), [{ type: 'joined', role: 'member' }])
  t.same((await chat.told(id)).slice(-1), ['member-joined'])
  await t.rejects(joinRequests.decline(ada, id, cleo.userId), { code: 'request_decided' })
  await t.rejects(joinRequests.approve(ada, id, cleo.userId), { code: 'request_decided' })
})

t.test('Declined, one learns that it is open no more, and asks in vain for a week', async (t) => {
  const { ada, mo, cleo, id, open, toldTo } = await world()
  await joinRequests.ask(cleo, id, '')
  parts.bus.take()
  await joinRequests.decline(ada, id, cleo.userId)
  t.same(toldTo(cleo.userId), [{ type: 'join-request', conversationId: id, isOpen: false }])
  await t.rejects(joinRequests.approve(mo, id, cleo.userId), { code: 'request_decided' })
  clock.advance(7 * day - 1)
  await joinRequests.ask(cleo, id, 'Now?')
  t.same(await open(), [])
  clock.advance(2)
  await joinRequests.ask(cleo, id, 'Now?')
  t.match(await open(), [{ sentence: 'Now?' }])
})

t.test('Withdrawn, there is nothing to decide', async (t) => {
  const { ada, cleo, id, open } = await world()
  await joinRequests.ask(cleo, id, '')
  await joinRequests.withdraw(cleo, id)
  await joinRequests.withdraw(cleo, id)
  t.same(await open(), [])
  for (const decide of [joinRequests.approve.bind(joinRequests), joinRequests.decline.bind(joinRequests)])
    await t.rejects(decide(ada, id, cleo.userId), { code: 'join_request_not_found' })
})

t.test('Nobody asks in a group that is hidden or open, and members stay members', async (t) => {
  const [ada, ben, cleo] = await chat.people('ada', 'ben', 'cleo')
  const hidden = await chat.group(ada, [ben], { visibility: 'closed' })
  const open = await chat.group(ada, [ben], { visibility: 'open', askToJoin: true })
  for (const id of [hidden, open]) {
    await t.rejects(joinRequests.ask(cleo, id, ''), { code: 'conversation_not_found' })
    await t.resolves(joinRequests.ask(ben, id, ''))
  }
  const direct = await chat.direct(ada, ben)
  await t.rejects(joinRequests.ask(cleo, direct, ''), { code: 'conversation_not_found' })
})

t.test('Found are closed groups that let people ask, and where one has', async (t) => {
  const { ada, cleo, id } = await world()
  await groups.update(ada, id, { name: 'Findable loom' })
  await chat.group(ada, [], { name: 'Hidden loom', visibility: 'closed' })
  const find = async () => (await groups.find(cleo, { text: 'loom', after: null, limit: 10 })).items
  t.match(await find(), [{ conversation: { id, visibility: 'closed', askToJoin: true }, member: false }])
  t.notOk((await find())[0]?.requested)
  await joinRequests.ask(cleo, id, '')
  t.match(await find(), [{ requested: true }])
  await groups.update(ada, id, { askToJoin: false })
  t.same(await find(), [])
})

t.test('When nobody can ask any more, all who asked and who decide are told', async (t) => {
  for (const patch of [{ askToJoin: false }, { visibility: 'open' }] as const) {
    const { ada, mo, cleo, id } = await world()
    await joinRequests.ask(cleo, id, '')
    parts.bus.take()
    await groups.update(ada, id, patch)
    const told = parts.bus.take()
    t.match(told.find(({ topic }) => topic === `user:${cleo.userId}`)?.event, { isOpen: false })
    t.match(told.find(({ topic }) => topic === `user:${mo.userId}`)?.event, { type: 'join-requests-changed' })
    t.equal(await parts.stores.memberships.of(id, cleo.userId), null)
  }
})

t.test('Who is added, or deletes their account, is no more on the list of those who decide', async (t) => {
  const { ada, mo, cleo, id, toldTo } = await world()
  await joinRequests.ask(cleo, id, '')
  parts.bus.take()
  await memberships.add(ada, id, [cleo.userId])
  t.match(toldTo(mo.userId).slice(-1), [{ type: 'join-requests-changed' }])
  const [dan] = await chat.people('dan')
  await joinRequests.ask(dan, id, '')
  parts.bus.take()
  await parts.leaving.leaveAll(dan.userId)
  t.match(toldTo(mo.userId), [{ type: 'join-requests-changed' }])
})

t.test('Who finds a group, its owner alone decides', async (t) => {
  const { mo, id } = await world()
  await t.rejects(groups.update(mo, id, { askToJoin: false }), { code: 'not_owner' })
  await t.rejects(groups.update(mo, id, { visibility: 'open' }), { code: 'not_owner' })
  await t.resolves(groups.update(mo, id, { name: 'Renamed', visibility: 'closed', askToJoin: true }))
})

t.test('One asks so often a day, and asking again is not counted', async (t) => {
  const small = await openChat(
    t,
    accountLimitsBy((name) => (name === 'joinRequestsPerDay' ? 2 : 100)),
  )
  const [ada, cleo] = await small.people('ada', 'cleo')
  const ids = await Promise.all(
    [1, 2, 3].map(() => small.group(ada, [], { visibility: 'closed', askToJoin: true })),
  )
  const [first, second, third] = ids
  if (!first || !second || !third) throw new Error('unreachable')
  const { joinRequests: requests } = small.parts
  for (const id of [first, first, second]) await requests.ask(cleo, id, '')
  const code = 'too_many_join_requests'
  await t.rejects(requests.ask(cleo, third, ''), { code, retryAfterSeconds: day / 1_000 })
  await requests.ask(cleo, first, '')
  small.parts.clock.advance(day)
  await requests.ask(cleo, third, '')
})
