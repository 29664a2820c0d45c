import { randomUUID } from 'node:crypto'

import { limits, type Audience, type ConversationId, type UserId } from '@parley/shared'
import t from 'tap'

import { usualAccountLimits } from '../../../api/src/config/account-limits.ts'
import type { Viewer } from '../../../api/src/domain/viewer.ts'
import { askedTogether } from '../../support/asked-together.ts'
import { openChat } from '../../support/app/chat-services.ts'

const chat = await openChat(t)
const { memberships, roles, groups, invitations, blocks, stores, bus } = chat.parts

const notFound = { code: 'invitation_not_found' }

const letAdd = async (adders: Audience, ...people: Viewer[]): Promise<void> => {
  for (const { userId } of people) await stores.users.update(userId, { privacy: { adders } })
}

const idsOf = (people: readonly Viewer[]): UserId[] => people.map(({ userId }) => userId)

const openOf = async (person: Viewer): Promise<ConversationId[]> =>
  (await chat.parts.conversations.list(person)).invitations.map(({ conversation }) => conversation.id)

/** Ben, who lets nobody add him, is invited to a group of Ada. */
async function invited(group: Parameters<typeof chat.group>[2] = { visibility: 'closed' }) {
  const [ada, ben, cleo] = await chat.people('ada', 'ben', 'cleo')
  await letAdd('nobody', ben)
  const id = await chat.group(ada, [], group)
  await memberships.add(ada, id, [ben.userId])
  bus.take()
  return { ada, ben, cleo, id }
}

t.test('At once are added only those who let the owner add them, in every way to add people', async (t) => {
  const [ada, ben, cleo, dora, eve] = await chat.people('ada', 'ben', 'cleo', 'dora', 'eve')
  await letAdd('contacts', cleo, dora)
  await letAdd('nobody', eve)
  await chat.say(cleo, await chat.direct(cleo, ada), 'hello')
  await chat.say(ada, await chat.direct(ada, dora), 'hello') // which does not make her a contact of dora
  await chat.say(eve, await chat.direct(eve, ada), 'hello')
  const all = idsOf([ben, cleo, dora, eve])
  const wanted = { name: 'Engine', visibility: 'closed', memberIds: all } as const
  const created = await groups.create(ada, wanted)
  t.same(created, { id: created.id, invited: idsOf([dora, eve]), refused: [] })
  t.same(await chat.roles(ada, created.id), { ada: 'owner', ben: 'member', cleo: 'member' })
  const id = await chat.group(ada)
  const { added, ...others } = await memberships.add(ada, id, all)
  t.same(new Set(added), new Set(idsOf([ben, cleo])))
  t.same(others, { invited: idsOf([dora, eve]), refused: [] })
  t.same(await chat.told(id), ['group-created', 'members-added'], 'nothing tells of invitations')
  t.same(new Set(await openOf(dora)), new Set([created.id, id]))
})

t.test('BL11: of ten people one is shut off, and nine are added', async (t) => {
  const [ada, blocker] = await chat.people('ada', 'blocker')
  const others = await chat.people(...Array.from({ length: 9 }, (_, at) => `other${at}`))
  await blocks.block(blocker, ada.userId)
  const id = await chat.group(ada)
  const answer = await memberships.add(ada, id, idsOf([blocker, ...others]))
  t.same(new Set(answer.added), new Set(idsOf(others)))
  t.same(answer.refused, [{ userId: blocker.userId, code: 'not_available' }])
  t.same(answer.invited, [])
})

t.test('BL11: of who is shut off no less is looked up than of anyone', async (t) => {
  const asked: string[] = []
  const { sharedInPrivate } = stores.memberships
  t.teardown(() => (stores.memberships.sharedInPrivate = sharedInPrivate))
  stores.memberships.sharedInPrivate = (...ids) => {
    asked.push(ids.join(' '))
    return sharedInPrivate.apply(stores.memberships, ids)
  }
  const [ada, ben, blocker] = await chat.people('ada', 'ben', 'blocker')
  await letAdd('contacts', ben, blocker)
  await blocks.block(blocker, ada.userId)
  const memberIds = idsOf([ben, blocker])
  await groups.create(ada, { name: 'Engine', visibility: 'closed', memberIds })
  await memberships.add(ada, await chat.group(ada), memberIds)
  t.same(asked.toSorted(), [...memberIds, ...memberIds].map((userId) => `${userId} ${ada.userId}`).toSorted())
})

t.test('Who is invited hears of it once, and stays so however often', async (t) => {
  const { ada, ben, id } = await invited()
  const cleo = await chat.person('cleo')
  await letAdd('nobody', cleo)
  const again = await memberships.add(ada, id, idsOf([ben, cleo]))
  t.same([new Set(again.invited), again.refused], [new Set(idsOf([ben, cleo])), []])
  const published = bus.take()
  t.equal(published.length, 1, 'of who was invited already nobody is told')
  t.match(published, [
    {
      topic: `user:${cleo.userId}`,
      event: { type: 'invited', invitation: { conversation: { id }, inviter: { id: ada.userId } } },
    },
  ])
  const [invitation] = (await chat.parts.conversations.list(ben)).invitations
  t.match(invitation, { conversation: { id, memberCount: 1 }, inviter: { id: ada.userId } })
  t.same((await chat.parts.conversations.list(ben)).items, [])
})

t.test(
  'Who is in already is passed over, and who has as many invitations as one can is not available',
  async (t) => {
    const [ada, ben, cleo] = await chat.people('ada', 'ben', 'cleo')
    const id = await chat.group(ada, [ben])
    await letAdd('nobody', ada, ben, cleo)
    await chat.parts.pretendInvitations(cleo.userId, ada.userId, limits.invitationsPerUserMax)
    const refused = [{ userId: cleo.userId, code: 'not_available' }]
    const nobodyElse = { invited: [], refused }
    t.same(await memberships.add(ada, id, idsOf([ada, ben, cleo])), { added: [], ...nobodyElse })
    const created = await groups.create(ada, { name: 'Loom', visibility: 'open', memberIds: [cleo.userId] })
    t.match(created, nobodyElse)
  },
)

t.test('To invite counts as to add, and to decline and accept is free', async (t) => {
  const limited = await openChat(t, usualAccountLimits)
  const [ada, ben] = await limited.people('ada', 'ben')
  const { parts } = limited
  await parts.stores.users.update(ben.userId, { privacy: { adders: 'nobody' } })
  const id = await limited.group(ada, [], { visibility: 'closed' })
  for (let count = 0; count < usualAccountLimits.addedPerDay; count++) {
    if (count > 0) await parts.invitations.decline(ben, id)
    await parts.memberships.add(ada, id, [ben.userId])
  }
  await t.rejects(parts.memberships.add(ada, id, [ben.userId]), { code: 'too_many_added' })
  await parts.invitations.accept(ben, id)
})

t.test('Who accepts is in the group by themselves, on all their devices', async (t) => {
  const { ada, ben, id } = await invited()
  await chat.say(ada, id, 'before')
  bus.take()
  await invitations.accept(ben, id)
  t.match(bus.take(), [
    { topic: `user:${ben.userId}`, event: { type: 'invitation-ended', conversationId: id } },
    {
      topic: `user:${ben.userId}`,
      event: { type: 'joined', kind: 'group', role: 'member', readsFromSeq: 1 },
    },
    { topic: `presence:${ben.userId}`, event: { type: 'memberships-changed' } },
    { event: { type: 'message', message: { senderId: ben.userId, system: { kind: 'member-joined' } } } },
    { event: { type: 'conversation-changed', conversation: { memberCount: 2 } } },
  ])
  t.equal(await chat.unread(ben, id), 0)
  const page = await chat.parts.messages.page(ben, id, { kind: 'latest' }, 50)
  t.ok(page.items.some(({ text }) => text === 'before'))
  t.same(await openOf(ben), [])
  await invitations.accept(ben, id)
  t.same(bus.take(), [], 'again changes nothing')
})

t.test('Who accepts reads no more than the inviter', async (t) => {
  const { ada, ben, cleo, id } = await invited()
  await groups.update(ada, id, { visibility: 'open' })
  await memberships.join(cleo, id)
  await roles.handOver(ada, id, cleo.userId)
  await memberships.add(cleo, id, [ben.userId])
  await invitations.accept(ben, id)
  const [own, inviters] = await Promise.all([
    stores.memberships.of(id, ben.userId),
    stores.memberships.of(id, cleo.userId),
  ])
  t.ok(own && own.readsFromSeq > 1)
  t.equal(own?.readsFromSeq, inviters?.readsFromSeq)
})

t.test('Of a refusal nobody hears, and one may be invited again', async (t) => {
  const { ada, ben, id } = await invited()
  await invitations.decline(ben, id)
  t.same(bus.take(), [
    { topic: `user:${ben.userId}`, event: { type: 'invitation-ended', conversationId: id } },
  ])
  await invitations.decline(ben, id)
  await invitations.decline(ben, randomUUID() as ConversationId)
  t.same(bus.take(), [], 'what is not there is declined already')
  t.same(await chat.told(id), ['group-created'])
  await t.rejects(invitations.accept(ben, id), notFound)
  t.same((await memberships.add(ada, id, [ben.userId])).invited, [ben.userId])
  t.match(bus.take(), [{ topic: `user:${ben.userId}`, event: { type: 'invited' } }])
})

t.test('Nobody accepts what they were not invited to', async (t) => {
  const { ben, cleo, id } = await invited({ visibility: 'open' })
  for (const wanted of [id, randomUUID() as ConversationId]) {
    await t.rejects(invitations.accept(cleo, wanted), notFound)
  }
  await t.rejects(invitations.accept(ben, await chat.direct(cleo, cleo)), notFound)
})

type Invited = Awaited<ReturnType<typeof invited>>

const endings: Record<string, (world: Invited) => Promise<unknown>> = {
  'the owner closes the group': ({ ada, id }) => groups.close(ada, id),
  'the owner leaves it': ({ ada, id }) => memberships.leave(ada, id),
  'the owner hands it over': async ({ ada, cleo, id }) => {
    await memberships.add(ada, id, [cleo.userId])
    await roles.handOver(ada, id, cleo.userId)
  },
  'the owner blocks them': ({ ada, ben }) => blocks.block(ada, ben.userId),
  'they block the owner, and unblock them': async ({ ada, ben }) => {
    await blocks.block(ben, ada.userId)
    await blocks.unblock(ben, ada.userId)
  },
}

for (const [name, end] of Object.entries(endings)) {
  t.test(`There is no invitation any more once ${name}`, async (t) => {
    const world = await invited()
    await end(world)
    t.same(await openOf(world.ben), [])
    await t.rejects(invitations.accept(world.ben, world.id), notFound)
  })
}

t.test('A member by another way has no invitation, and accepts all the same', async (t) => {
  for (const way of ['added', 'joined'] as const) {
    const { ada, ben, id } = await invited({ visibility: 'open' })
    await letAdd('everyone', ben)
    if (way === 'joined') await memberships.join(ben, id)
    else t.same((await memberships.add(ada, id, [ben.userId])).added, [ben.userId])
    t.same(await openOf(ben), [], way)
    await invitations.accept(ben, id)
    t.same(await chat.roles(ben, id), { ada: 'owner', ben: 'member' })
    t.equal((await chat.told(id)).length, 2)
  }
})

t.test('Where there is no room, an invitation stays open', async (t) => {
  const { ben, id } = await invited()
  await chat.parts.pretendMembers(id, limits.groupMembersMax)
  await t.rejects(invitations.accept(ben, id), { code: 'group_full' })
  await chat.parts.pretendMembers(id, 1)
  await chat.parts.pretendConversations(ben.userId, limits.conversationsPerUserMax)
  await t.rejects(invitations.accept(ben, id), { code: 'too_many_conversations' })
  t.same(await openOf(ben), [id])
})

t.test('Accepted twice at the same instant, the group is told once', async (t) => {
  const { ben, id } = await invited()
  askedTogether(t, stores.memberships)
  await Promise.all([invitations.accept(ben, id), invitations.accept(ben, id)])
  t.same(await chat.told(id), ['group-created', 'member-joined'])
})

t.test('Accepted while the group is closed, it is closed, and nobody is left in it', async (t) => {
  for (let round = 0; round < 10; round++) {
    const { ada, ben, id } = await invited()
    const [closed, accepted] = await Promise.allSettled([groups.close(ada, id), invitations.accept(ben, id)])
    t.equal(closed.status, 'fulfilled')
    if (accepted.status === 'rejected') t.match(accepted.reason, notFound)
    t.equal(await stores.memberships.of(id, ben.userId), null)
    const own = bus.take().filter(({ topic }) => topic === `user:${ben.userId}`)
    const types = own.map(({ event }) => event.type)
    if (types.includes('joined')) t.ok(types.lastIndexOf('left') !== -1, 'who came in is told of the end')
  }
})
