import { randomUUID } from 'node:crypto'

import { limits, type ConversationId, type NewInvitationLink } from '@parley/shared'
import t from 'tap'

import { accountLimitsBy } from '../../../api/src/config/account-limits.ts'
import type { Viewer } from '../../../api/src/domain/viewer.ts'
import { askedTogether } from '../../support/asked-together.ts'
import { openChat } from '../../support/app/chat-services.ts'

const hourMs = 3_600_000
const origin = { address: '192.0.2.7', device: 'Firefox on Linux' }
const notFound = { code: 'invitation_link_not_found' }

const chat = await openChat(t)
const { invitationLinks, memberships, roles, groups, blocks, stores, bus, clock } = chat.parts

const all = { after: null, limit: 50 }

async function madeBy(owner: Viewer, id: ConversationId, wanted: NewInvitationLink = {}) {
  const hash = randomUUID()
  return { hash, origin, link: await invitationLinks.make(owner, id, wanted, hash) }
}

/** Ada has made a link to a closed group of hers. */
async function world(wanted: NewInvitationLink = {}) {
  const [ada, ben, cleo] = await chat.people('ada', 'ben', 'cleo')
  const id = await chat.group(ada, [], { visibility: 'closed' })
  const knock = await madeBy(ada, id, wanted)
  bus.take()
  return { ada, ben, cleo, id, knock }
}

const [uses, state] = [
  async (ada: Viewer, id: ConversationId) => (await invitationLinks.list(ada, id, all)).items[0]?.uses,
  async (ada: Viewer, id: ConversationId) => (await invitationLinks.list(ada, id, all)).items[0]?.state,
]

t.test('A link is for one use and a week, where nothing else is said', async (t) => {
  const { ada, id, knock } = await world()
  const nowMs = clock.now().getTime()
  const usual = {
    id: knock.link.id,
    maker: { id: ada.userId },
    note: '',
    state: 'active',
    uses: 0,
    usesMax: 1,
    createdAt: clock.now().toISOString(),
    expiresAt: new Date(nowMs + 7 * 24 * hourMs).toISOString(),
    revokedAt: null,
    revokedBy: null,
  }
  t.match(knock.link, usual)
  t.match((await invitationLinks.list(ada, id, all)).items, [usual])
  const other = await madeBy(ada, id, { usesMax: null, expiresInHours: null, note: '  Poster\u0000 ' })
  t.match(other.link, { usesMax: null, expiresAt: null, note: 'Poster' })
})

t.test('Nobody but who looks after the group makes, sees or revokes one', async (t) => {
  const { ada, ben, cleo, id, knock } = await world()
  await memberships.add(ada, id, [ben.userId])
  for (const [person, code] of [
    [ben, 'not_moderator'],
    [cleo, 'conversation_not_found'],
  ] as const) {
    await t.rejects(madeBy(person, id), { code })
    await t.rejects(invitationLinks.list(person, id, all), { code })
    await t.rejects(invitationLinks.revoke(person, id, knock.link.id), { code })
  }
  const direct = await chat.direct(ada, ben)
  await t.rejects(madeBy(ada, direct), { code: 'not_a_group' })
  t.equal(await state(ada, id), 'active')
})

t.test('To look where a link leads changes nothing', async (t) => {
  const { ada, ben, id, knock } = await world()
  const shown = { conversation: { id, name: 'Engine', memberCount: 1 }, member: false }
  for (let time = 0; time < 3; time++) t.match(await invitationLinks.show(ben, knock), shown)
  t.match(await invitationLinks.show(ada, knock), { member: true })
  t.equal(await uses(ada, id), 0)
  t.same(bus.take(), [])
})

t.test('Who accepts is in the group, which reads that they joined', async (t) => {
  const { ada, ben, id, knock } = await world()
  await chat.say(ada, id, 'before')
  bus.take()
  t.equal(await invitationLinks.accept(ben, knock), id)
  t.match(bus.take(), [
    {
      topic: `user:${ben.userId}`,
      event: { type: 'joined', kind: 'group', role: 'member', readsFromSeq: 1 },
    },
    { topic: `presence:${ben.userId}`, event: { type: 'memberships-changed' } },
    { event: { type: 'message', message: { senderId: ben.userId, system: { kind: 'member-joined' } } } },
    { event: { type: 'conversation-changed', conversation: { memberCount: 2 } } },
  ])
  t.equal(await chat.unread(ben, id), 0)
  t.same(await chat.roles(ben, id), { ada: 'owner', ben: 'member' })
})

t.test('A member who accepts again is in, and nothing is used or told', async (t) => {
  const { ada, ben, id, knock } = await world({ usesMax: 5 })
  await invitationLinks.accept(ben, knock)
  bus.take()
  await Promise.all([1, 2, 3].map(() => invitationLinks.accept(ben, knock)))
  await invitationLinks.accept(ada, knock)
  t.same([await uses(ada, id), bus.take()], [1, []])
  await invitationLinks.revoke(ada, id, knock.link.id)
  t.equal(await invitationLinks.accept(ben, knock), id, 'also by a link that does not work any more')
})

t.test('Accepted twice at the same instant, one is in once, and one use is counted', async (t) => {
  const { ada, ben, id, knock } = await world()
  askedTogether(t, stores.memberships)
  const entered = await Promise.all([1, 2].map(() => invitationLinks.accept(ben, knock)))
  t.same(entered, [id, id])
  t.same(await chat.told(id), ['group-created', 'member-joined'])
  t.equal(await uses(ada, id), 1)
})

t.test(
  'Of many who accept the last use at once one is in, and the others read that it does not work',
  async (t) => {
    const { ada, id, knock } = await world()
    const people = await Promise.all(Array.from({ length: 10 }, (_, at) => chat.person(`many${at}`)))
    const results = await Promise.allSettled(people.map((person) => invitationLinks.accept(person, knock)))
    const reasons = results.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []))
    t.equal(reasons.length, 9)
    for (const reason of reasons) t.match(reason, notFound)
    t.same([await uses(ada, id), await state(ada, id)], [1, 'used-up'])
    t.same(await chat.told(id), ['group-created', 'member-joined'])
  },
)

type World = Awaited<ReturnType<typeof world>>

const endings: Record<string, { readonly end: (world: World) => Promise<unknown>; readonly state?: string }> =
  {
    'it is revoked': {
      end: ({ ada, id, knock }) => invitationLinks.revoke(ada, id, knock.link.id),
      state: 'revoked',
    },
    'it is used up': { end: ({ cleo, knock }) => invitationLinks.accept(cleo, knock), state: 'used-up' },
    'it has expired': { end: async () => clock.advance(7 * 24 * hourMs), state: 'expired' },
    'its maker has handed the group over': {
      end: async ({ ada, cleo, id }) => {
        await memberships.add(ada, id, [cleo.userId])
        await roles.handOver(ada, id, cleo.userId)
      },
      state: 'maker-may-not',
    },
    'the group is closed': { end: ({ ada, id }) => groups.close(ada, id) },
  }

for (const [name, ending] of Object.entries(endings)) {
  t.test(`Once ${name}, a link is as one that never was`, async (t) => {
    const here = await world()
    const { ada, ben, cleo, id, knock } = here
    await ending.end(here)
    for (const one of [knock, { ...knock, hash: randomUUID() }]) {
      await t.rejects(invitationLinks.show(ben, one), notFound)
      await t.rejects(invitationLinks.accept(ben, one), notFound)
      await t.rejects(invitationLinks.forRegistration(one.hash), notFound)
    }
    t.equal(await stores.memberships.of(id, ben.userId), null)
    if (ending.state === undefined) return
    const owner = ending.state === 'maker-may-not' ? cleo : ada
    t.equal(await state(owner, id), ending.state)
  })
}

t.test('Who revokes a link is named with it, once', async (t) => {
  const { ada, cleo, id, knock } = await world()
  await memberships.add(ada, id, [cleo.userId])
  await roles.handOver(ada, id, cleo.userId)
  await invitationLinks.revoke(cleo, id, knock.link.id)
  const revokedAt = clock.now().toISOString()
  clock.advance(1_000)
  await invitationLinks.revoke(cleo, id, knock.link.id)
  const { items } = await invitationLinks.list(cleo, id, all)
  t.match(items, [{ state: 'revoked', revokedAt, revokedBy: { id: cleo.userId }, maker: { id: ada.userId } }])
  await t.rejects(invitationLinks.revoke(cleo, await chat.group(cleo), knock.link.id), notFound)
})

t.test('A full group says so, and nothing is used', async (t) => {
  const { ada, ben, id, knock } = await world()
  await chat.parts.pretendMembers(id, limits.groupMembersMax)
  await t.rejects(invitationLinks.accept(ben, knock), { code: 'group_full' })
  await chat.parts.pretendMembers(id, 1)
  await chat.parts.pretendConversations(ben.userId, limits.conversationsPerUserMax)
  await t.rejects(invitationLinks.accept(ben, knock), { code: 'too_many_conversations' })
  t.same([await uses(ada, id), await state(ada, id)], [0, 'active'])
})

t.test('A block keeps nobody out, as it keeps nobody out of an open group', async (t) => {
  const { ada, ben, id, knock } = await world()
  await blocks.block(ada, ben.userId)
  t.equal(await invitationLinks.accept(ben, knock), id)
})

t.test('Guessing waits, by the account and by the place; a link that works never does', async (t) => {
  const { ada, ben, cleo, id } = await world()
  const address = '198.51.100.9'
  const guess = (person: Viewer, from = address) =>
    invitationLinks.show(person, { hash: randomUUID(), origin: { ...origin, address: from } })
  for (let time = 0; time < 20; time++) await t.rejects(guess(ben), notFound)
  await t.rejects(guess(ben), { code: 'rate_limited' })
  await t.rejects(guess(ben, '203.0.113.1'), { code: 'rate_limited' }, 'wherever they are')
  await t.rejects(guess(cleo), notFound)
  t.match(await invitationLinks.show(ben, await madeBy(ada, id)), { member: false })
  for (let one = 0; one < 9; one++) {
    const person = await chat.person(`guesser${one}`)
    for (let time = 0; time < 20; time++) await guess(person).catch(() => undefined)
  }
  await t.rejects(guess(await chat.person('neighbour')), { code: 'rate_limited' })
  await t.rejects(guess(await chat.person('stranger'), '203.0.113.1'), notFound)
})

t.test('Links are made so often in a day, and joined by so often in an hour', async (t) => {
  const limited = await openChat(
    t,
    accountLimitsBy((name) => (name === 'linksPerDay' ? 2 : 1)),
  )
  const [ada, ben] = await limited.people('ada', 'ben')
  const { invitationLinks: links } = limited.parts
  const id = await limited.group(ada, [], { visibility: 'closed' })
  const hashes = [randomUUID(), randomUUID()]
  for (const hash of hashes) await links.make(ada, id, {}, hash)
  await t.rejects(links.make(ada, id, {}, randomUUID()), { code: 'too_many_links' })
  limited.parts.clock.advance(24 * hourMs)
  await links.make(ada, id, {}, randomUUID())
  const [first = '', second = ''] = hashes
  await t.rejects(links.accept(ben, { hash: randomUUID(), origin }), notFound, 'which does not count')
  for (let time = 0; time < 2; time++) await links.accept(ben, { hash: first, origin })
  await limited.parts.memberships.leave(ben, id)
  await t.rejects(links.accept(ben, { hash: second, origin }), { code: 'too_many_joins' })
})

t.test('A list of links comes in pages', async (t) => {
  const { ada, id } = await world()
  for (let count = 0; count < 4; count++) await madeBy(ada, id)
  const first = await invitationLinks.list(ada, id, { after: null, limit: 3 })
  const second = await invitationLinks.list(ada, id, { after: first.next, limit: 3 })
  t.same([first.items.length, second.items.length, second.next], [3, 2, null])
  const ids = [...first.items, ...second.items].map((link) => link.id)
  t.equal(new Set(ids).size, 5)
})
