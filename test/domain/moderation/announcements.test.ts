import { randomUUID } from 'node:crypto'

import type { ClientId } from '@parley/shared'
import t from 'tap'

import { openChat } from '../../support/app/chat-services.ts'

const chat = await openChat(t)
const { parts } = chat
const shut = { code: 'announcements_only' }

/** Ada owns a group in which Mo moderates and Ben is; each has written there, and it is for announcements now. */
async function world() {
  const [ada, mo, ben] = await chat.people('ada', 'mo', 'ben')
  const id = await chat.group(ada, [mo, ben])
  await parts.roles.set(ada, id, mo.userId, 'moderator')
  const own = { mo: (await chat.say(mo, id, 'by Mo')).seq, ben: (await chat.say(ben, id, 'by Ben')).seq }
  await parts.groups.update(ada, id, { announcements: true })
  return { ada, mo, ben, id, own }
}

t.test('Only who looks after the group writes, edits and schedules there', async (t) => {
  const { ada, mo, ben, id, own } = await world()
  const scheduled = () => ({
    clientId: randomUUID() as ClientId,
    text: 'later',
    sendAt: new Date(parts.clock.now().getTime() + 3_600_000).toISOString(),
  })
  for (const person of [ada, mo]) {
    await t.resolves(chat.say(person, id, 'all hear this'))
    await t.resolves(parts.scheduled.schedule(person, id, scheduled()))
  }
  await t.resolves(parts.messages.edit(mo, id, own.mo, 'by Mo, again'))
  await t.rejects(chat.say(ben, id, 'and me'), shut)
  await t.rejects(parts.messages.edit(ben, id, own.ben, 'by Ben, again'), shut)
  await t.rejects(parts.scheduled.schedule(ben, id, scheduled()), shut)
  const notes = await chat.say(ben, await chat.direct(ben, ben), 'a note')
  const forward = { conversationId: notes.conversationId, seq: notes.seq }
  const sending = { conversationId: id, clientId: randomUUID() as ClientId, text: '', forward }
  await t.rejects(parts.messages.sending.send(ben, sending), shut)
})

t.test('Everybody reads, reacts, takes back their own and forwards from there', async (t) => {
  const { ben, id, own } = await world()
  await t.resolves(parts.messages.page(ben, id, { kind: 'latest' }, 10))
  await t.resolves(
    parts.reactions.react(ben, { conversationId: id, seq: own.mo }, { emoji: '👍', isOn: true }),
  )
  const sending = {
    conversationId: await chat.direct(ben, ben),
    clientId: randomUUID() as ClientId,
    text: '',
    forward: { conversationId: id, seq: own.mo },
  }
  await t.resolves(parts.messages.sending.send(ben, sending))
  await t.resolves(parts.messages.remove(ben, id, own.ben))
})

t.test('Who moderates no longer writes no longer, nor edits what they wrote as such', async (t) => {
  const { ada, mo, id, own } = await world()
  await parts.roles.set(ada, id, mo.userId, 'member')
  await t.rejects(chat.say(mo, id, 'still here'), shut)
  await t.rejects(parts.messages.edit(mo, id, own.mo, 'otherwise'), shut)
})

t.test('Whether one can write is in the summary, and what changed is told once', async (t) => {
  const { ada, mo, ben, id } = await world()
  const canWrite = async (userId: typeof ben.userId) =>
    (await parts.conversations.summary(userId, id)).membership.canWrite
  t.same(
    [await canWrite(ada.userId), await canWrite(mo.userId), await canWrite(ben.userId)],
    [true, true, false],
  )
  await parts.groups.update(ada, id, { announcements: true })
  await parts.groups.update(ada, id, { announcements: false })
  t.equal(await canWrite(ben.userId), true)
  await t.resolves(chat.say(ben, id, 'at last'))
  const told = (await chat.told(id)).filter((kind) => kind === 'announcements-changed')
  t.equal(told.length, 2)
})

t.test('The owner alone says who writes', async (t) => {
  const { mo, ben, id } = await world()
  await t.rejects(parts.groups.update(mo, id, { announcements: false }), { code: 'not_owner' })
  await t.rejects(parts.groups.update(mo, id, { visibility: 'closed' }), { code: 'not_owner' })
  await t.rejects(parts.groups.update(ben, id, { announcements: false }), { code: 'not_moderator' })
  await t.resolves(parts.groups.update(mo, id, { name: 'Renamed', announcements: true }))
})

t.test(
  'An instance that has missed it finds it when it looks, and an older word changes nothing',
  async (t) => {
    const { ben, id } = await world()
    const { stores, rules, bus } = parts
    await stores.conversations.updateGroup(id, { announcements: false })
    await t.rejects(chat.say(ben, id, 'too early'), shut)
    await rules.read()
    await t.resolves(chat.say(ben, id, 'in time'))
    await stores.conversations.updateGroup(id, { announcements: true })
    await rules.changed(id)
    const late = {
      type: 'rules-changed',
      conversationId: id,
      expireAfterSeconds: null,
      announcements: false,
      version: 1,
    } as const
    bus.publish('rules', late)
    await t.rejects(chat.say(ben, id, 'nor now'), shut)
  },
)
