import { randomUUID } from 'node:crypto'

import { memberRoles, rights, type ClientId, type MemberRole, type Right } from '@parley/shared'
import t from 'tap'

import { DomainError } from '../../../api/src/domain/errors.ts'
import type { Viewer } from '../../../api/src/domain/viewer.ts'
import { openChat } from '../../support/app/chat-services.ts'
import { nameOf } from '../../support/app/chat.ts'

const chat = await openChat(t)
const { parts } = chat

/** Ada owns a closed group in which Mo moderates and Ben and Cleo are members; Dan is not in it. */
async function world() {
  const [ada, mo, ben, cleo, dan] = await chat.people('ada', 'mo', 'ben', 'cleo', 'dan')
  const id = await chat.group(ada, [mo, ben, cleo], { visibility: 'closed' })
  await parts.roles.set(ada, id, mo.userId, 'moderator')
  const actors: Record<MemberRole, Viewer> = { owner: ada, moderator: mo, member: ben }
  return { ada, mo, ben, cleo, dan, id, actors }
}

type World = Awaited<ReturnType<typeof world>>

const sent = (world: World) => chat.say(world.cleo, world.id, 'as it was')

const allMentioned = async (actor: Viewer, { id }: World) => {
  const clientId = randomUUID() as ClientId
  const sending = { conversationId: id, clientId, text: '@all come here' }
  const { mentionsAll } = await parts.messages.sending.send(actor, sending)
  if (!mentionsAll) throw new DomainError('not_moderator')
}

/** What each right is for, done by this actor; where it may not be done it rejects with `not_owner` or `not_moderator`. */
const acts: Record<
  Exclude<Right, 'silence' | 'announce'>,
  (actor: Viewer, world: World) => Promise<unknown>
> = {
  edit: (actor, { id }) => parts.groups.update(actor, id, { name: 'Renamed', topic: 'Anew' }),
  configure: (actor, { id }) => parts.expiry.set(actor, id, 86_400),
  add: (actor, { id, dan }) => parts.memberships.add(actor, id, [dan.userId]),
  invite: (actor, { id }) => parts.invitationLinks.list(actor, id, { after: null, limit: 1 }),
  approve: (actor, { id }) => parts.joinRequests.list(actor, id, { after: null, limit: 1 }),
  remove: (actor, { id, cleo }) => parts.memberships.remove(actor, id, cleo.userId),
  ban: (actor, { id, cleo }) => parts.bans.ban(actor, id, cleo.userId, {}),
  deleteOthersMessages: async (actor, world) => {
    const { seq } = await sent(world)
    return parts.messages.remove(actor, world.id, seq)
  },
  pin: async (actor, world) => {
    const { seq } = await sent(world)
    return parts.pins.pin(actor, { conversationId: world.id, seq }, true)
  },
  mentionAll: allMentioned,
  changeRoles: (actor, { id, cleo }) => parts.roles.set(actor, id, cleo.userId, 'moderator'),
  handOver: (actor, { id, cleo }) => parts.roles.handOver(actor, id, cleo.userId),
  close: (actor, { id }) => parts.groups.close(actor, id),
}

/** What the table says in other words: a cell that is changed there has to be changed here. */
const allowed: Record<Right, readonly MemberRole[]> = {
  edit: ['owner', 'moderator'],
  configure: ['owner'],
  add: ['owner', 'moderator'],
  invite: ['owner', 'moderator'],
  approve: ['owner', 'moderator'],
  remove: ['owner', 'moderator'],
  ban: ['owner', 'moderator'],
  silence: ['owner', 'moderator'],
  deleteOthersMessages: ['owner', 'moderator'],
  pin: ['owner', 'moderator'],
  mentionAll: ['owner', 'moderator'],
  announce: ['owner', 'moderator'],
  changeRoles: ['owner'],
  handOver: ['owner'],
  close: ['owner'],
}

t.test('The table of rights is the one that was agreed on', async (t) => t.same(rights, allowed))

for (const [right, act] of Object.entries(acts)) {
  for (const role of memberRoles) {
    const [most] = [allowed[right as keyof typeof acts]]
    const may = most.includes(role)
    t.test(`${right}: ${role} ${may ? 'may' : 'may not'}`, async (t) => {
      const all = await world()
      const acting = act(all.actors[role], all)
      if (may) return t.resolves(acting)
      const code =
        right === 'deleteOthersMessages'
          ? 'not_author'
          : most.includes('moderator')
            ? 'not_moderator'
            : 'not_owner'
      return t.rejects(acting, { code })
    })
  }
}

t.test('Who finds and joins a group its owner says, and a moderator with nothing else of it', async (t) => {
  const { ada, mo, id } = await world()
  const opening = { topic: 'Anew', visibility: 'open' } as const
  await t.rejects(parts.groups.update(mo, id, opening), { code: 'not_owner' })
  t.match(await parts.stores.conversations.byId(id), { topic: '', visibility: 'closed' })
  await parts.groups.update(mo, id, { topic: 'Anew', visibility: 'closed' }) // as clients send what they show
  await parts.groups.update(ada, id, opening)
  t.match(await parts.stores.conversations.byId(id), { topic: 'Anew', visibility: 'open' })
})

t.test('A moderator acts on members, the owner on everybody, and nobody on the owner', async (t) => {
  for (const [actor, target, outcome] of [
    ['owner', 'moderator', null],
    ['owner', 'member', null],
    ['moderator', 'owner', 'not_owner'],
    ['moderator', 'moderator', 'not_owner'],
    ['moderator', 'member', null],
    ['member', 'owner', 'not_moderator'],
    ['member', 'moderator', 'not_moderator'],
  ] as const) {
    const { ada, id, actors, dan } = await world()
    await parts.memberships.add(ada, id, [dan.userId])
    if (target === 'moderator') await parts.roles.set(ada, id, dan.userId, 'moderator')
    const targetId = target === 'owner' ? ada.userId : dan.userId
    const removing = parts.memberships.remove(actors[actor], id, targetId)
    if (outcome) await t.rejects(removing, { code: outcome }, `${actor} on ${target}`)
    else await t.resolves(removing, `${actor} on ${target}`)
  }
})

t.test('Nobody removes themselves: one leaves', async (t) => {
  const { ada, mo, ben, id } = await world()
  await t.rejects(parts.memberships.remove(ada, id, ada.userId), { code: 'owner_must_hand_over' })
  await t.rejects(parts.memberships.remove(mo, id, mo.userId), { code: 'not_owner' })
  await t.rejects(parts.memberships.remove(ben, id, ben.userId), { code: 'not_moderator' })
  await parts.memberships.leave(mo, id)
  t.same(Object.keys(await chat.roles(ada, id)), ['ada', 'ben', 'cleo'])
})

t.test('Who becomes a moderator is told, and so is the group, once', async (t) => {
  const { ada, ben, id } = await world()
  parts.bus.take()
  await parts.roles.set(ada, id, ben.userId, 'moderator')
  await parts.roles.set(ada, id, ben.userId, 'moderator')
  t.match(parts.bus.take(), [
    { topic: `user:${ben.userId}`, event: { type: 'membership-changed', role: 'moderator' } },
    {
      event: {
        type: 'message',
        message: { system: { kind: 'role-changed', userId: ben.userId, role: 'moderator' } },
      },
    },
    { event: { type: 'conversation-changed' } },
  ])
  t.same((await chat.told(id)).slice(-1), ['role-changed'])
  t.same(await chat.roles(ada, id), { ada: 'owner', ben: 'moderator', cleo: 'member', mo: 'moderator' })
})

t.test('Whose role one cannot change is said', async (t) => {
  const { ada, dan, id } = await world()
  await t.rejects(parts.roles.set(ada, id, dan.userId, 'moderator'), { code: 'member_not_found' })
  await t.rejects(parts.roles.set(ada, id, ada.userId, 'member'), { code: 'owner_must_hand_over' })
  await t.rejects(parts.roles.set(dan, id, ada.userId, 'member'), { code: 'conversation_not_found' })
  const direct = await chat.direct(ada, dan)
  await t.rejects(parts.roles.set(ada, direct, dan.userId, 'moderator'), { code: 'not_a_group' })
})

t.test(
  'Who is a moderator no more does none of it any more, though the request was on its way',
  async (t) => {
    const { ada, mo, ben, id } = await world()
    const { memberships } = parts.stores
    const remove = memberships.remove.bind(memberships)
    t.teardown(() => (memberships.remove = remove))
    memberships.remove = async (...args) => {
      memberships.remove = remove
      await parts.roles.set(ada, id, mo.userId, 'member') // between the question and the write
      return remove(...args)
    }
    await t.rejects(parts.memberships.remove(mo, id, ben.userId), { code: 'not_moderator' })
    t.equal((await chat.roles(ada, id))[nameOf('ben')] ?? 'member', 'member')
  },
)

t.test('Nor is the group changed by a request of theirs that was on its way', async (t) => {
  const { ada, mo, id } = await world()
  const { conversations } = parts.stores
  const update = conversations.updateGroup.bind(conversations)
  t.teardown(() => (conversations.updateGroup = update))
  conversations.updateGroup = async (...args) => {
    conversations.updateGroup = update
    await parts.roles.set(ada, id, mo.userId, 'member')
    return update(...args)
  }
  await t.rejects(parts.groups.update(mo, id, { topic: 'Anew' }), { code: 'not_moderator' })
  t.match(await conversations.byId(id), { topic: '' })
})
