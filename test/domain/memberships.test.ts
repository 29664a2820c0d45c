import { randomUUID } from 'node:crypto'

import { limits, type ConversationId, type UserId } from '@parley/shared'
import t from 'tap'

import { DomainError } from '../../api/src/domain/errors.ts'
import type { Viewer } from '../../api/src/domain/viewer.ts'
import { openChat } from '../support/app/chat-services.ts'
import { nameOf } from '../support/app/chat.ts'

const chat = await openChat(t)

const notFound = { code: 'conversation_not_found' }

t.test('Anyone joins an open group, once, and the group is told', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.group(ada)
  chat.parts.bus.take()
  await chat.parts.memberships.join(ben, id)
  await chat.parts.memberships.join(ben, id)
  t.same(await chat.roles(ben, id), { ada: 'owner', ben: 'member' })
  t.same(await chat.told(id), ['group-created', 'member-joined'])
  t.match(chat.parts.bus.take(), [
    { topic: `user:${ben.userId}`, event: { type: 'joined', role: 'member', kind: 'group' } },
    { topic: `presence:${ben.userId}`, event: { type: 'memberships-changed' } },
    { event: { type: 'message', message: { senderId: ben.userId } } },
    { event: { type: 'conversation-changed', conversation: { memberCount: 2 } } },
  ])
})

t.test('Who joins can read what was said before, but it is not unread', async (t) => {
  const [ada, ben, cleo] = await chat.people('ada', 'ben', 'cleo')
  const id = await chat.group(ada)
  await chat.say(ada, id, 'before')
  await chat.parts.memberships.join(ben, id)
  await chat.parts.memberships.add(ada, id, [cleo.userId])
  for (const newcomer of [ben, cleo]) {
    t.equal(await chat.unread(newcomer, id), 0)
    const page = await chat.parts.messages.page(newcomer, id, { kind: 'latest' }, 50)
    t.ok(page.items.some(({ text }) => text === 'before'))
  }
  await chat.say(ada, id, 'after')
  t.equal(await chat.unread(ben, id), 1)
})

t.test('A closed group may not be joined, and answers as if it did not exist', async (t) => {
  const [ada, ben, outsider] = await chat.people('ada', 'ben', 'outsider')
  const closed = await chat.group(ada, [], { visibility: 'closed' })
  for (const id of [closed, await chat.direct(ada, ben), randomUUID() as ConversationId]) {
    await t.rejects(chat.parts.memberships.join(outsider, id), notFound)
  }
  t.same(await chat.roles(ada, closed), { ada: 'owner' })
})

t.test('A member who left an open group may come back, one who left a closed one may not', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.group(ada, [ben])
  await chat.parts.memberships.leave(ben, id)
  await chat.parts.memberships.join(ben, id)
  await chat.parts.groups.update(ada, id, { visibility: 'closed' })
  await chat.parts.memberships.leave(ben, id)
  await t.rejects(chat.parts.memberships.join(ben, id), notFound)
})

t.test('Who has left sees and does nothing there any more', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.group(ada, [ben])
  await chat.parts.memberships.leave(ben, id)
  t.same((await chat.parts.conversations.list(ben)).items, [])
  await t.rejects(chat.say(ben, id, 'one more thing'), notFound)
  await t.rejects(chat.parts.messages.page(ben, id, { kind: 'latest' }, 10), notFound)
  await t.rejects(chat.parts.reads.read(ben, id, 1), notFound)
  await t.rejects(chat.parts.memberships.members(ben, id, { after: null, limit: 10 }), notFound)
  await t.rejects(chat.parts.memberships.setMuted(ben, id, true, null), notFound)
  await t.rejects(chat.parts.memberships.leave(ben, id), notFound)
})

t.test('Who leaves twice at the same instant has left once', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.group(ada, [ben])
  const { memberships } = chat.parts.stores
  const remove = memberships.remove.bind(memberships)
  t.teardown(() => (memberships.remove = remove))
  const both = Promise.withResolvers<void>()
  let leaving = 0
  memberships.remove = async (...args) => {
    leaving += 1
    if (leaving === 2) both.resolve()
    await both.promise // or the second could be told at once that it is no member
    return remove(...args)
  }
  await Promise.all([chat.parts.memberships.leave(ben, id), chat.parts.memberships.leave(ben, id)])
  t.same(await chat.told(id), ['group-created', 'members-added', 'member-left'])
})

t.test('One may not leave a direct conversation, or one’s notes', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  for (const id of [await chat.direct(ada, ben), await chat.direct(ada, ada)]) {
    await t.rejects(chat.parts.memberships.leave(ada, id), { code: 'not_a_group' })
  }
})

t.test('The owner may not leave the others without an owner', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.group(ada, [ben])
  await t.rejects(chat.parts.memberships.leave(ada, id), { code: 'owner_must_hand_over' })
  await chat.parts.roles.handOver(ada, id, ben.userId)
  await chat.parts.memberships.leave(ada, id)
  t.same(await chat.roles(ben, id), { ben: 'owner' })
})

t.test('An owner who is alone closes the group by leaving it', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.group(ada, [], { name: 'Lonely' })
  chat.parts.bus.take()
  await chat.parts.memberships.leave(ada, id)
  t.match(chat.parts.bus.take(), [{ topic: `user:${ada.userId}`, event: { type: 'left', reason: 'closed' } }])
  await t.rejects(chat.parts.memberships.join(ben, id), notFound)
  t.same((await chat.parts.groups.find(ben, { text: 'lonely', after: null, limit: 10 })).items, [])
})

t.test('Handed over, a group has the other one as its only owner, and both are told', async (t) => {
  const [ada, ben, cleo] = await chat.people('ada', 'ben', 'cleo')
  const id = await chat.group(ada, [ben, cleo])
  chat.parts.bus.take()
  await chat.parts.roles.handOver(ada, id, ben.userId)
  t.same(await chat.roles(ada, id), { ada: 'member', ben: 'owner', cleo: 'member' })
  t.match(chat.parts.bus.take().slice(0, 2), [
    { topic: `user:${ada.userId}`, event: { type: 'membership-changed', role: 'member' } },
    { topic: `user:${ben.userId}`, event: { type: 'membership-changed', role: 'owner' } },
  ])
  await t.rejects(chat.parts.roles.handOver(ada, id, cleo.userId), { code: 'not_owner' })
})

t.test('A group may not be handed to someone outside it, and to oneself it changes nothing', async (t) => {
  const [ada, outsider] = await chat.people('ada', 'outsider')
  const id = await chat.group(ada)
  chat.parts.bus.take()
  for (const userId of [outsider.userId, randomUUID() as UserId]) {
    await t.rejects(chat.parts.roles.handOver(ada, id, userId), { code: 'member_not_found' })
  }
  await chat.parts.roles.handOver(ada, id, ada.userId)
  t.same(await chat.roles(ada, id), { ada: 'owner' })
  t.same(chat.parts.bus.take(), [])
})

t.test(
  'A member who leaves while they are handed the group does not leave it without an owner',
  async (t) => {
    const [ada, ben] = await chat.people('ada', 'ben')
    for (let round = 0; round < 10; round++) {
      const id = await chat.group(ada, [ben])
      const both = [chat.parts.roles.handOver(ada, id, ben.userId), chat.parts.memberships.leave(ben, id)]
      const refused = (await Promise.allSettled(both)).filter(({ status }) => status === 'rejected')
      t.equal(refused.length, 1, 'one of the two came first')
      t.equal(Object.values(await chat.roles(ada, id)).filter((role) => role === 'owner').length, 1)
    }
  },
)

t.test('The owner adds people, and passes over those who are in already', async (t) => {
  const [ada, ben, cleo] = await chat.people('ada', 'ben', 'cleo')
  const id = await chat.group(ada, [ben], { visibility: 'closed' })
  await chat.parts.memberships.add(ada, id, [ben.userId, cleo.userId, ada.userId])
  t.same(await chat.roles(cleo, id), { ada: 'owner', ben: 'member', cleo: 'member' })
  const added = (await chat.latest(id)).at(-1)?.system
  t.same(added, { kind: 'members-added', userIds: [cleo.userId] })
  chat.parts.bus.take()
  await chat.parts.memberships.add(ada, id, [ben.userId])
  t.same(chat.parts.bus.take(), [], 'nobody is told that nobody came')
})

t.test('People who do not exist may not be added, and then nobody is', async (t) => {
  const [ada, ben, gone] = await chat.people('ada', 'ben', 'gone')
  const id = await chat.group(ada)
  await chat.parts.stores.users.remove(gone.userId, chat.parts.clock.now())
  for (const missing of [gone.userId, randomUUID() as UserId]) {
    await t.rejects(chat.parts.memberships.add(ada, id, [ben.userId, missing]), { code: 'user_not_found' })
  }
  t.same(await chat.roles(ada, id), { ada: 'owner' })
})

t.test('A full group takes nobody, and two places are not taken by three', async (t) => {
  const [ada, ben, cleo, dora] = await chat.people('ada', 'ben', 'cleo', 'dora')
  const id = await chat.group(ada)
  await chat.parts.pretendMembers(id, limits.groupMembersMax - 2)
  const all = [ben.userId, cleo.userId, dora.userId]
  await t.rejects(chat.parts.memberships.add(ada, id, all), { code: 'group_full' })
  const joins = [ben, cleo, dora].map((person) => chat.parts.memberships.join(person, id))
  const refused = (await Promise.allSettled(joins)).flatMap((join) =>
    join.status === 'rejected' ? [join.reason] : [],
  )
  t.match(refused, [{ code: 'group_full' }])
})

t.test('Nobody may join, or be added, who is in as many conversations as one can be in', async (t) => {
  const [ada, ben, busy] = await chat.people('ada', 'ben', 'busy')
  const id = await chat.group(ada)
  await chat.parts.pretendConversations(busy.userId, limits.conversationsPerUserMax)
  const refusal = { code: 'too_many_conversations' }
  await t.rejects(chat.parts.memberships.join(busy, id), refusal)
  await t.rejects(chat.parts.memberships.add(ada, id, [ben.userId, busy.userId]), refusal)
  t.same(await chat.roles(ada, id), { ada: 'owner' }, 'all or none')
})

t.test('Who is removed hears of it before the others do', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.group(ada, [ben])
  chat.parts.bus.take()
  await chat.parts.memberships.remove(ada, id, ben.userId)
  t.match(chat.parts.bus.take(), [
    { topic: `user:${ben.userId}`, event: { type: 'left', reason: 'removed' } },
    { topic: `presence:${ben.userId}`, event: { type: 'memberships-changed' } },
    { event: { type: 'message', message: { system: { kind: 'member-removed', userId: ben.userId } } } },
    { event: { type: 'conversation-changed', conversation: { memberCount: 1 } } },
  ])
})

for (const where of ['on a connection', 'over REST']) {
  t.test(`Who is sending ${where} gets no message in behind their removal`, async (t) => {
    const [ada, ben] = await chat.people('ada', 'ben')
    const id = await chat.group(ada, [ben])
    if (where === 'on a connection')
      t.teardown(await chat.parts.connected.acquire(ben.userId, () => undefined))
    const senders = Promise.all(Array.from({ length: 10 }, () => sendUntilRefused(ben, id)))
    await chat.say(ben, id, 'still here')
    await chat.parts.memberships.remove(ada, id, ben.userId)
    t.same(new Set(await senders), new Set(['conversation_not_found']))
    const seqs = (await chat.latest(id))
      .filter(({ senderId }) => senderId === ben.userId)
      .map(({ seq }) => seq)
    const removed = (await chat.latest(id)).find(({ system }) => system?.kind === 'member-removed')
    t.ok(removed && removed.seq > Math.max(...seqs), `${removed?.seq} is behind all of ${seqs.length}`)
  })
}

t.test('Nobody but the owner may add, remove or hand over', async (t) => {
  const [ada, ben, cleo, outsider] = await chat.people('ada', 'ben', 'cleo', 'outsider')
  const id = await chat.group(ada, [ben, cleo])
  const { memberships, roles } = chat.parts
  for (const [person, refusal] of [
    [ben, { code: 'not_moderator' }],
    [outsider, notFound],
  ] as const) {
    await t.rejects(memberships.add(person, id, [outsider.userId]), refusal)
    await t.rejects(memberships.remove(person, id, cleo.userId), refusal)
    await t.rejects(memberships.remove(person, id, person.userId), refusal)
    const owners = person === ben ? { code: 'not_owner' } : refusal
    await t.rejects(roles.handOver(person, id, person.userId), owners)
  }
  t.same(await chat.roles(ada, id), { ada: 'owner', ben: 'member', cleo: 'member' })
})

t.test('The owner may not remove themselves, nor someone who is no member', async (t) => {
  const [ada, outsider] = await chat.people('ada', 'outsider')
  const id = await chat.group(ada)
  const { memberships } = chat.parts
  await t.rejects(memberships.remove(ada, id, ada.userId), { code: 'owner_must_hand_over' })
  await t.rejects(memberships.remove(ada, id, outsider.userId), { code: 'member_not_found' })
})

t.test('The members of a direct conversation may not be changed', async (t) => {
  const [ada, ben, cleo] = await chat.people('ada', 'ben', 'cleo')
  const id = await chat.direct(ada, ben)
  const { memberships, roles } = chat.parts
  await t.rejects(memberships.add(ada, id, [cleo.userId]), { code: 'not_a_group' })
  await t.rejects(memberships.remove(ada, id, ben.userId), { code: 'not_a_group' })
  await t.rejects(roles.handOver(ada, id, ben.userId), { code: 'not_a_group' })
  t.same(Object.keys(await chat.roles(ada, id)), ['ada', 'ben'])
})

t.test('Muting is one’s own affair, and one’s other devices hear of it', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.direct(ada, ben)
  chat.parts.bus.take()
  await chat.parts.memberships.setMuted(ada, id, true, null)
  const { membership } = await chat.parts.conversations.summary(ada.userId, id)
  t.match(membership, { muted: true, role: 'member', readSeq: 0 })
  t.match(chat.parts.bus.take(), [{ topic: `user:${ada.userId}`, event: { type: 'membership-changed' } }])
  const mutedOf = async (person: typeof ada) =>
    (await chat.parts.conversations.summary(person.userId, id)).membership.muted
  t.same([await mutedOf(ada), await mutedOf(ben)], [true, false])
})

t.test('Muting for a time ends by itself, in every answer', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.direct(ada, ben)
  const { memberships, conversations } = chat.parts
  const until = new Date(chat.parts.clock.now().getTime() + 60_000)
  await memberships.setMuted(ada, id, true, until)
  const answers = async () => {
    const { items } = await conversations.list(ada)
    return [(await conversations.summary(ada.userId, id)).membership, items[0]?.membership].map(
      (membership) => [membership?.muted, membership?.mutedUntil],
    )
  }
  t.same(await answers(), [
    [true, until.toISOString()],
    [true, until.toISOString()],
  ])
  chat.parts.clock.advance(59_999)
  t.same((await answers())[0], [true, until.toISOString()])
  chat.parts.clock.advance(1)
  t.same(await answers(), [
    [false, null],
    [false, null],
  ])
})

t.test('Members come in pages by username', async (t) => {
  const [ada, ben, cleo] = await chat.people('ada', 'ben', 'cleo')
  const id = await chat.group(cleo, [ben, ada])
  const first = await chat.parts.memberships.members(ben, id, { after: null, limit: 2 })
  const second = await chat.parts.memberships.members(ben, id, { after: first.next, limit: 2 })
  const pages = [first, second].map(({ items }) => items.map(({ user }) => nameOf(user.username)))
  t.same(pages, [['ada', 'ben'], ['cleo']])
  t.equal(second.next, null)
})

async function sendUntilRefused(person: Viewer, id: ConversationId): Promise<unknown> {
  try {
    for (;;) await chat.say(person, id, 'still here')
  } catch (error) {
    return error instanceof DomainError ? error.code : error
  }
}
