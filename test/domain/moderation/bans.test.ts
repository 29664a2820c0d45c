import { randomUUID } from 'node:crypto'

import { limits, type ClientId, type UserId } from '@parley/shared'
import t from 'tap'

import type { Viewer } from '../../../api/src/domain/viewer.ts'
import { openChat } from '../../support/app/chat-services.ts'

const chat = await openChat(t)
const { parts } = chat
const { bans, memberships } = parts

/** Ada owns an open group in which Mo and Max moderate and Ben is; Dan is not. */
async function world() {
  const [ada, mo, max, ben, dan] = await chat.people('ada', 'mo', 'max', 'ben', 'dan')
  const id = await chat.group(ada, [mo, max, ben])
  for (const one of [mo, max]) await parts.roles.set(ada, id, one.userId, 'moderator')
  parts.bus.take()
  const banned = async (by: Viewer = ada) => (await bans.list(by, id, { after: null, limit: 9 })).items
  return { ada, mo, max, ben, dan, id, banned }
}

t.test('Who bans whom: the owner everybody, a moderator members, and nobody the owner', async (t) => {
  for (const [actor, target, outcome] of [
    ['ada', 'mo', null],
    ['ada', 'ben', null],
    ['mo', 'ben', null],
    ['mo', 'dan', null],
    ['mo', 'max', 'not_owner'],
    ['mo', 'ada', 'not_owner'],
    ['ben', 'dan', 'not_moderator'],
    ['ben', 'ada', 'not_moderator'],
    ['dan', 'ben', 'conversation_not_found'],
    ['ada', 'ada', 'not_yourself'],
    ['mo', 'mo', 'not_yourself'],
    ['ben', 'ben', 'not_moderator'],
  ] as const) {
    const all = await world()
    const banning = bans.ban(all[actor], all.id, all[target].userId, {})
    if (outcome) await t.rejects(banning, { code: outcome }, `${actor} bans ${target}`)
    else await t.resolves(banning, `${actor} bans ${target}`)
    t.same(
      (await all.banned()).map(({ user }) => user.id),
      outcome ? [] : [all[target].userId],
    )
  }
})

t.test(
  'To the group they have left, to themselves they were removed, and nobody reads of the ban',
  async (t) => {
    const { mo, ben, id } = await world()
    await bans.ban(mo, id, ben.userId, { reason: 'rude' })
    const told = parts.bus.take()
    t.match(told, [
      { topic: `user:${ben.userId}`, event: { type: 'left', conversationId: id, reason: 'removed' } },
      { event: { type: 'memberships-changed' } },
      { event: { type: 'message', message: { senderId: ben.userId, system: { kind: 'member-left' } } } },
      { event: { type: 'conversation-changed', conversation: { memberCount: 3 } } },
    ])
    t.notMatch(JSON.stringify(told), /rude|banned/)
  },
)

t.test('Of who is no member the group is told nothing; an invitation ends', async (t) => {
  const { ada, ben, dan, id, banned } = await world()
  await parts.stores.users.update(dan.userId, { privacy: { adders: 'nobody' } })
  t.match(await memberships.add(ada, id, [dan.userId]), { invited: [dan.userId] })
  parts.bus.take()
  await bans.ban(ada, id, dan.userId, {})
  t.same(parts.bus.take(), [
    { topic: `user:${dan.userId}`, event: { type: 'invitation-ended', conversationId: id } },
  ])
  await t.rejects(parts.invitations.accept(dan, id), { code: 'invitation_not_found' })
  await bans.ban(ada, id, dan.userId, { reason: ' again \u00a0 ' })
  t.same(parts.bus.take(), [])
  t.match(await banned(), [{ user: { id: dan.userId }, reason: 'again', bannedBy: { id: ada.userId } }])
  await bans.lift(ada, id, dan.userId)
  await bans.lift(ada, id, dan.userId)
  t.same([await banned(), parts.bus.take()], [[], []])
  t.match(await memberships.add(ada, id, [dan.userId, ben.userId]), { invited: [dan.userId], refused: [] })
  await parts.invitations.accept(dan, id)
  t.ok((await chat.roles(ada, id))['dan'])
})

t.test('Every way in answers as a closed door, and opens once the ban is lifted', async (t) => {
  const { ada, dan, id } = await world()
  const wanted = { usesMax: 1, expiresInHours: 1, note: '' }
  const hash = randomUUID()
  await parts.invitationLinks.make(ada, id, wanted, hash)
  const knock = { hash, origin: { address: '192.0.2.9', device: '' } }
  const found = async () =>
    (await parts.groups.find(dan, { text: 'engine', after: null, limit: 99 })).items.some(
      ({ conversation }) => conversation.id === id,
    )
  t.ok(await found())
  await bans.ban(ada, id, dan.userId, {})
  t.notOk(await found())
  await t.rejects(memberships.join(dan, id), { code: 'conversation_not_found' })
  await memberships.enter(dan.userId, id)
  await t.rejects(parts.invitationLinks.show(dan, knock), { code: 'invitation_link_not_found' })
  await t.rejects(parts.invitationLinks.accept(dan, knock), { code: 'invitation_link_not_found' })
  t.same(await memberships.add(ada, id, [dan.userId]), {
    added: [],
    invited: [],
    refused: [{ userId: dan.userId, code: 'banned' }],
  })
  t.equal((await chat.roles(ada, id))['dan'], undefined)
  const [link] = (await parts.invitationLinks.list(ada, id, { after: null, limit: 1 })).items
  t.match(link, { uses: 0, state: 'active' })
  await bans.lift(ada, id, dan.userId)
  t.ok(await found())
  await parts.invitationLinks.accept(dan, knock)
  t.equal((await chat.roles(ada, id))['dan'], 'member')
})

t.test(
  'Whoever adds them hears the same of who has blocked them, and of who lets nobody add them',
  async (t) => {
    const { ada, ben, dan, id } = await world()
    await parts.stores.users.update(ben.userId, { privacy: { adders: 'nobody' } })
    await parts.blocks.block(dan, ada.userId)
    for (const { userId } of [ben, dan]) await bans.ban(ada, id, userId, {})
    const { refused } = await memberships.add(ada, id, [ben.userId, dan.userId])
    t.same(
      new Map(refused.map(({ userId, code }) => [userId, code])),
      new Map([ben, dan].map(({ userId }) => [userId, 'banned'])),
    )
  },
)

t.test('Blocks do not keep a moderator from it', async (t) => {
  const { mo, ben, dan, id, banned } = await world()
  await parts.blocks.block(mo, ben.userId)
  await parts.blocks.block(dan, mo.userId)
  for (const { userId } of [ben, dan]) await bans.ban(mo, id, userId, {})
  t.equal((await banned(mo)).length, 2)
  await bans.lift(mo, id, dan.userId)
  t.equal((await banned(mo)).length, 1)
})

t.test(
  'Who is a moderator no more bans nobody and lifts nothing, though the request was on its way',
  async (t) => {
    const { ada, mo, ben, dan, id, banned } = await world()
    await bans.ban(ada, id, dan.userId, {})
    const store = parts.stores.bans
    const [ban, lift] = [store.ban.bind(store), store.lift.bind(store)]
    t.teardown(() => Object.assign(store, { ban, lift }))
    const demoted = () => parts.roles.set(ada, id, mo.userId, 'member') // between the question and the write
    store.ban = async (...args) => demoted().then(() => ban(...args))
    await t.rejects(bans.ban(mo, id, ben.userId, {}), { code: 'not_moderator' })
    await parts.roles.set(ada, id, mo.userId, 'moderator')
    store.lift = async (...args) => demoted().then(() => lift(...args))
    await t.rejects(bans.lift(mo, id, dan.userId), { code: 'not_moderator' })
    t.match(await banned(), [{ user: { id: dan.userId } }])
    t.equal((await chat.roles(ada, id))['ben'], 'member')
  },
)

t.test('Nothing that was in flight is there after the ban', async (t) => {
  const { ada, ben, id } = await world()
  const { sending } = parts.messages
  const send = (text: string) =>
    sending.send(ben, { conversationId: id, clientId: randomUUID() as ClientId, text })
  const before = Array.from({ length: 50 }, (_, at) => send(`message ${at}`))
  const banning = bans.ban(ada, id, ben.userId, {})
  const meanwhile = Array.from({ length: 50 }, (_, at) => send(`late ${at}`))
  await Promise.allSettled([...before, banning, ...meanwhile])
  await t.rejects(send('still here?'), { code: 'conversation_not_found' })
  const messages = await chat.latest(id)
  const departure = messages.findIndex(({ system }) => system?.kind === 'member-left')
  t.ok(departure > 0)
  t.same(
    messages.slice(departure + 1).filter(({ senderId }) => senderId === ben.userId),
    [],
  )
})

t.test('What they have scheduled there is not sent', async (t) => {
  const { ada, ben, id } = await world()
  const sendAt = new Date(parts.clock.now().getTime() + 3_600_000).toISOString()
  await parts.scheduled.schedule(ben, id, { clientId: randomUUID() as ClientId, text: 'later', sendAt })
  await bans.ban(ada, id, ben.userId, {})
  parts.clock.advance(3_600_000)
  await parts.scheduledSender.run()
  t.match((await parts.scheduled.list(ben, null)).items, [
    { state: 'failed', reason: 'conversation_not_found' },
  ])
  t.notOk((await chat.latest(id)).some(({ text }) => text === 'later'))
})

t.test('Whom and where one cannot ban is said', async (t) => {
  const { ada, dan, id } = await world()
  await t.rejects(bans.ban(ada, id, randomUUID() as UserId, {}), { code: 'user_not_found' })
  const direct = await chat.direct(ada, dan)
  await t.rejects(bans.ban(ada, direct, dan.userId, {}), { code: 'not_a_group' })
  await t.rejects(bans.lift(ada, direct, dan.userId), { code: 'not_a_group' })
  const reason = 'x'.repeat(limits.banReasonMax + 1)
  await t.rejects(bans.ban(ada, id, dan.userId, { reason }), { code: 'invalid_request', field: '/reason' })
  await parts.pretendBans(id, ada.userId, limits.bansMax)
  await t.rejects(bans.ban(ada, id, dan.userId, {}), { code: 'too_many_bans' })
  await parts.groups.close(ada, id)
  await t.rejects(bans.ban(ada, id, dan.userId, {}), { code: 'conversation_not_found' })
})

t.test('A ban of whoever closes the group at that moment is of a group that is no more', async (t) => {
  const { ada, mo, ben, id } = await world()
  const store = parts.stores.bans
  const ban = store.ban.bind(store)
  t.teardown(() => Object.assign(store, { ban }))
  store.ban = async (...args) => parts.groups.close(ada, id).then(() => ban(...args))
  await t.rejects(bans.ban(mo, id, ben.userId, {}), { code: 'conversation_not_found' })
})

t.test('Of who has banned somebody and deleted the account no name is left', async (t) => {
  const { ada, mo, ben, id, banned } = await world()
  await bans.ban(mo, id, ben.userId, {})
  await parts.stores.users.remove(mo.userId, parts.clock.now())
  t.match(await banned(ada), [{ user: { id: ben.userId }, bannedBy: null }])
})
