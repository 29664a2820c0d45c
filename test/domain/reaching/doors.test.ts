import type { ErrorCode, Privacy, Writers } from '@parley/shared'
import t, { type Test } from 'tap'

import { AccountRates } from '../../../api/src/domain/account-rates.ts'
import { DirectService } from '../../../api/src/domain/conversations/direct-service.ts'
import { FanOut } from '../../../api/src/domain/conversations/fan-out.ts'
import type { Viewer } from '../../../api/src/domain/viewer.ts'
import { openChat } from '../../support/app/chat-services.ts'

const chat = await openChat(t)

const { stores, conversations, directs, access } = chat.parts

async function sets({ userId }: Viewer, privacy: Partial<Privacy>): Promise<void> {
  if (await stores.users.update(userId, { privacy })) await directs.changed(userId)
}

const isRefused = (t: Test, attempt: Promise<unknown>, code: ErrorCode, message: string = code) =>
  t.rejects(attempt, { code }, message)

const opens = (from: Viewer, to: Viewer) => conversations.openDirect(from, to.userId)

/** Two who share a group, and one who shares nothing with the first of them. */
async function three() {
  const [ada, ben, cleo] = await chat.people('ada', 'ben', 'cleo')
  return { ada, ben, cleo, group: await chat.group(ben, [ada]) }
}

const takes: Readonly<Record<Writers, { stranger: boolean; groupMember: boolean }>> = {
  everyone: { stranger: true, groupMember: true },
  'group-members': { stranger: false, groupMember: true },
  known: { stranger: false, groupMember: false },
  nobody: { stranger: false, groupMember: false },
}

for (const [writers, { stranger, groupMember }] of Object.entries(takes) as [
  Writers,
  (typeof takes)['known'],
][]) {
  t.test(`Who lets ${writers} write is written to by them, and by nobody else (WR4)`, async (t) => {
    const { ada, ben, cleo } = await three()
    await sets(ada, { writers })
    for (const [person, isTaken] of [
      [cleo, stranger],
      [ben, groupMember],
    ] as const) {
      const group = await chat.group(person)
      const { added, refused } = await chat.parts.memberships.add(person, group, [ada.userId])
      t.same(added, isTaken ? [ada.userId] : [])
      t.same(refused, isTaken ? [] : [{ userId: ada.userId, code: 'not_available' }])
      const wanted = { name: 'New', visibility: 'closed' as const, memberIds: [ada.userId] }
      t.equal((await chat.parts.groups.create(person, wanted)).refused.length, isTaken ? 0 : 1)
      if (isTaken) t.equal((await opens(person, ada)).created, true)
      else if (writers !== 'group-members') await isRefused(t, opens(person, ada), 'not_available')
    }
    t.equal((await opens(ada, ada)).created, true, 'one’s notes are one’s own')
    const closed = await chat.group(ada)
    await chat.parts.memberships.join(cleo, await chat.group(ben))
    t.equal((await chat.parts.memberships.add(ada, closed, [cleo.userId])).added.length, 1, 'one adds others')
  })
}

t.test('Who has a direct conversation goes on, whatever is set but nobody', async (t) => {
  const { ada, ben } = await three()
  const id = await chat.direct(ben, ada)
  for (const writers of ['group-members', 'known', 'everyone'] as const) {
    await sets(ada, { writers })
    await chat.say(ben, id, 'hello')
    t.equal((await opens(ben, ada)).created, false)
    const group = await chat.group(ben)
    t.equal((await chat.parts.memberships.add(ben, group, [ada.userId])).added.length, 1)
  }
  await sets(ada, { writers: 'nobody' })
  await isRefused(t, chat.say(ben, id, 'hello'), 'not_available')
  await isRefused(t, chat.parts.messages.edit(ben, id, 1, 'changed'), 'not_available')
  t.equal((await opens(ben, ada)).summary.conversation.id, id, 'what there is can be read')
  const { refused } = await chat.parts.memberships.add(ben, await chat.group(ben), [ada.userId])
  t.match(refused, [{ code: 'not_available' }])
  t.ok(await chat.say(ada, id, 'I write all the same'))
  t.ok(await chat.parts.messages.remove(ben, id, 1))
  await chat.parts.reads.read(ben, id, 2)
})

t.test('Whom one writes to answers with known, and not with nobody (WR2)', async (t) => {
  const { ada, ben, cleo } = await three()
  await sets(ada, { writers: 'known' })
  const withBen = await chat.direct(ada, ben)
  t.ok(await chat.say(ben, withBen, 'an answer'))
  await sets(ada, { writers: 'nobody' })
  chat.parts.bus.take()
  const withCleo = await chat.direct(ada, cleo)
  const joined = chat.parts.bus
    .take()
    .flatMap(({ topic, event }) => (event.type === 'joined' ? [{ topic, event }] : []))
  t.match(joined, [
    { topic: `user:${ada.userId}`, event: { isClosed: false, isPeerClosed: false, peerId: cleo.userId } },
    { topic: `user:${cleo.userId}`, event: { isClosed: false, isPeerClosed: true, peerId: ada.userId } },
  ])
  t.ok(await chat.say(ada, withCleo, 'hello'))
  await isRefused(t, chat.say(cleo, withCleo, 'an answer'), 'not_available')
  t.match(await conversations.summary(cleo.userId, withCleo), { membership: { canWrite: false } })
})

t.test('Opened by both at once it is one, also where one of them takes nobody new (WR2)', async (t) => {
  const { ada, ben } = await three()
  await sets(ada, { writers: 'known' })
  const [own, other] = await Promise.allSettled([opens(ada, ben), opens(ben, ada)])
  t.equal(own.status, 'fulfilled')
  if (other.status === 'rejected') t.match(other.reason, { code: 'not_available' })
  else t.same(other.value.summary.conversation.id, (await opens(ada, ben)).summary.conversation.id)
  t.equal((await conversations.list(ben)).items.filter(({ peer }) => peer).length, 1)
})

t.test('What is set while one opens decides (WR1)', async (t) => {
  const openDirect = stores.conversations.openDirect.bind(stores.conversations)
  t.teardown(() => (stores.conversations.openDirect = openDirect))
  for (const writers of ['nobody', 'known', 'group-members', 'everyone'] as const) {
    const [ada, cleo] = await chat.people('ada', 'cleo')
    stores.conversations.openDirect = async (...args) => {
      await sets(ada, { writers })
      return openDirect(...args)
    }
    const isOpened = writers === 'everyone'
    if (isOpened) t.equal((await opens(cleo, ada)).created, true)
    else await isRefused(t, opens(cleo, ada), 'not_available', writers)
    t.equal((await stores.conversations.direct(cleo.userId, ada.userId)) !== null, isOpened)
  }
})

t.test('Who sets and unsets all the time while one opens is not available (WR1)', async (t) => {
  const [ada, cleo] = await chat.people('ada', 'cleo')
  const openDirect = stores.conversations.openDirect.bind(stores.conversations)
  t.teardown(() => (stores.conversations.openDirect = openDirect))
  stores.conversations.openDirect = async (...args) => {
    await sets(ada, { writers: 'known' })
    const opened = openDirect(...args)
    await opened.catch(() => undefined)
    await sets(ada, { writers: 'everyone' })
    return opened
  }
  await isRefused(t, opens(cleo, ada), 'not_available')
  t.equal(await stores.conversations.direct(cleo.userId, ada.userId), null)
})

t.test('After the last group that both shared nobody begins, and what there is goes on (WR3)', async (t) => {
  const { ada, ben, group } = await three()
  const other = await chat.group(ada)
  await sets(ada, { writers: 'group-members' })
  await chat.parts.memberships.leave(ada, group)
  await isRefused(t, opens(ben, ada), 'not_available')
  await chat.parts.memberships.join(ben, other)
  const id = await chat.direct(ben, ada)
  await chat.parts.groups.close(ada, other)
  t.ok(await chat.say(ben, id, 'hello'))
})

t.test('Whichever is looked at first, the door is the same (WR5)', async (t) => {
  for (const writers of ['everyone', 'known', 'nobody'] as const) {
    const { ada, ben } = await three()
    await stores.blocks.block(ada.userId, ben.userId, chat.parts.clock.now())
    await sets(ada, { writers })
    await isRefused(t, opens(ben, ada), 'not_available', writers)
    await sets(ben, { writers })
    await isRefused(t, opens(ada, ben), 'blocked_by_you', 'of what one did oneself one knows')
  }
  const { ada, ben } = await three()
  const id = await chat.direct(ada, ben)
  await directs.setClosed(ben, id, true)
  const shut = {
    nobody: () => sets(ada, { writers: 'nobody' }),
    closed: () => directs.setClosed(ada, id, true),
    blocked: () => stores.blocks.block(ada.userId, ben.userId, chat.parts.clock.now()),
  }
  for (const [how, shuts] of Object.entries(shut)) {
    await shuts()
    await isRefused(t, chat.say(ben, id, 'hello'), 'closed_by_you', `${how}, and closed by oneself`)
    await directs.setClosed(ben, id, false)
    await isRefused(t, chat.say(ben, id, 'hello'), 'not_available', how)
    await directs.setClosed(ben, id, true)
  }
})

t.test('One closes a direct conversation for both, and opens it again', async (t) => {
  const { ada, ben } = await three()
  const id = await chat.direct(ada, ben)
  await chat.say(ben, id, 'first')
  chat.parts.bus.take()
  await directs.setClosed(ada, id, true)
  await directs.setClosed(ada, id, true)
  t.match(chat.parts.bus.take(), [
    { event: { type: 'membership-changed', conversationId: id } },
    { event: { type: 'membership-changed', conversationId: id } },
  ])
  await isRefused(t, chat.say(ada, id, 'hello'), 'closed_by_you')
  await isRefused(t, chat.say(ben, id, 'hello'), 'not_available')
  await isRefused(t, chat.parts.messages.edit(ben, id, 1, 'changed'), 'not_available')
  const own = await conversations.summary(ada.userId, id)
  t.match(own.membership, { closed: true, canWrite: false })
  t.match((await conversations.summary(ben.userId, id)).membership, { closed: false, canWrite: false })
  const { refused } = await chat.parts.memberships.add(ben, await chat.group(ben), [ada.userId])
  t.match(refused, [{ code: 'not_available' }], 'nor is one put into a group')
  await directs.setClosed(ada, id, false)
  for (const person of [ada, ben]) t.ok(await chat.say(person, id, 'hello'))
})

t.test('Nobody closes anything else', async (t) => {
  const { ada, cleo, group } = await three()
  const notes = await chat.direct(ada, ada)
  for (const id of [group, notes]) {
    for (const closed of [true, false]) await isRefused(t, directs.setClosed(ada, id, closed), 'not_direct')
  }
  const id = await chat.direct(ada, cleo)
  const [outsider] = await chat.people('outsider')
  await isRefused(t, directs.setClosed(outsider, id, true), 'conversation_not_found')
})

t.test('Of who is connected it is known in memory, and told at once', async (t) => {
  const { ada, ben, cleo } = await three()
  const id = await chat.direct(ada, ben)
  for (const { userId } of [ada, ben]) t.teardown(await chat.parts.connected.acquire(userId, () => undefined))
  const knows = ({ userId }: Viewer, code: ErrorCode | null): void => {
    if (code === null) t.ok(access.knownWritable(userId, id))
    else t.throws(() => access.knownWritable(userId, id), { code })
  }
  const [ofAda, ofBen] = [
    (code: ErrorCode | null) => knows(ada, code),
    (code: ErrorCode | null) => knows(ben, code),
  ]
  await directs.setClosed(ada, id, true)
  ofAda('closed_by_you')
  ofBen('not_available')
  await directs.setClosed(ada, id, false)
  await sets(ada, { writers: 'nobody' })
  ofAda(null)
  ofBen('not_available')
  await sets(ada, { writers: 'known' })
  ofBen(null)
  await stores.users.remove(ada.userId, chat.parts.clock.now())
  await directs.changed(ada.userId)
  ofBen('not_available')
  const begun = await chat.direct(cleo, ben)
  t.ok(access.knownWritable(ben.userId, begun))
})

t.test('How far one has read who shows it to nobody is told to oneself alone, as of the other', async (t) => {
  const { ada, ben } = await three()
  const id = await chat.direct(ada, ben)
  for (const text of ['one', 'two', 'three', 'four']) await chat.say(ada, id, text)
  const told = async (person: Viewer, seq: number): Promise<string[]> => {
    chat.parts.bus.take()
    await chat.parts.reads.read(person, id, seq)
    return chat.parts.bus.take().map(({ topic }) => topic)
  }
  t.same(await told(ben, 1), [`conversation:${id}`])
  await sets(ada, { readReceipts: false })
  t.same(await told(ben, 2), [`user:${ben.userId}`])
  t.same(await told(ada, 3), [`user:${ada.userId}`])
  t.equal((await conversations.summary(ada.userId, id)).peerReadSeq, 1)
  t.match(await conversations.summary(ben.userId, id), { membership: { readSeq: 2 }, peerReadSeq: 0 })
  await sets(ada, { readReceipts: true })
  t.equal((await conversations.summary(ada.userId, id)).peerReadSeq, 2)
  t.same(await told(ben, 3), [`conversation:${id}`])
})

t.test('What concerns many conversations is bounded by how many', async (t) => {
  const { ada, ben, cleo } = await three()
  const fanOut = new FanOut(new AccountRates(chat.parts.clock, null), 1) // four conversations, of which each is told to two
  const service = new DirectService({ stores, access, fanOut, bus: chat.parts.bus })
  for (const person of [ben, cleo]) await chat.direct(ada, person)
  for (let time = 0; time < 2; time++) await service.requireChange(ada.userId)
  await isRefused(t, service.requireChange(ada.userId), 'rate_limited')
  await service.requireChange(ben.userId)
})
