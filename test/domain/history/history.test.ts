import t from 'tap'

import { openChat } from '../../support/app/chat-services.ts'

const chat = await openChat(t)
const { directs, conversations, messages, memberships, reads, blocks, stores, bus } = chat.parts

const isHidden = async (viewer: Parameters<typeof conversations.list>[0], id: string): Promise<boolean> => {
  const { items } = await conversations.list(viewer)
  const one = items.find(({ conversation }) => conversation.id === id)
  if (!one) throw new Error('It is not in the list.')
  return one.membership.hidden
}

t.test(
  'a hidden conversation comes back with the next message, and is hidden for oneself alone',
  async (t) => {
    const [ada, ben] = await chat.people('ada', 'ben')
    const id = await chat.direct(ada, ben)
    await chat.say(ben, id, 'hello')
    bus.take()
    await directs.setHidden(ada, id, true)
    t.match(bus.take(), [{ topic: `user:${ada.userId}`, event: { type: 'membership-changed' } }])
    t.same([await isHidden(ada, id), await isHidden(ben, id)], [true, false])
    await messages.edit(ben, id, 1, 'hello again')
    t.equal(await isHidden(ada, id), true, 'an edit is no message')
    await chat.say(ben, id, 'are you there?')
    t.equal(await isHidden(ada, id), false)
    await directs.setHidden(ada, id, true)
    await directs.setHidden(ada, id, false)
    t.equal(await isHidden(ada, id), false, 'or when one wants it back')
  },
)

t.test('it comes back also with what one writes oneself, or who is blocked has just written', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.direct(ada, ben)
  await directs.setHidden(ada, id, true)
  await chat.say(ada, id, 'me again')
  t.equal(await isHidden(ada, id), false)
  await directs.setHidden(ada, id, true)
  await chat.say(ben, id, 'wait')
  await blocks.block(ada, ben.userId)
  t.equal(await isHidden(ada, id), false)
  await directs.setHidden(ada, id, true)
  t.equal(await isHidden(ada, id), true, 'and goes again')
})

t.test('only a direct conversation and notes are hidden and cleared, and by who is in them', async (t) => {
  const [ada, ben, eve] = await chat.people('ada', 'ben', 'eve')
  const group = await chat.group(ada, [ben], { visibility: 'open' })
  await t.rejects(directs.setHidden(ada, group, true), { code: 'not_direct' })
  await t.rejects(directs.clear(ada, group), { code: 'not_direct' })
  const notes = await chat.direct(ada, ada)
  await chat.say(ada, notes, 'to do')
  await directs.clear(ada, notes)
  t.same((await messages.page(ada, notes, { kind: 'latest' }, 5)).items, [])
  for (const id of [notes, group]) {
    await t.rejects(directs.clear(eve, id), { code: 'conversation_not_found' })
    await t.rejects(directs.setHidden(eve, id, true), { code: 'conversation_not_found' })
  }
})

t.test(
  'who has cleared a conversation is told as who left and came back, with all that they know of it',
  async (t) => {
    const [ada, ben] = await chat.people('ada', 'ben')
    const id = await chat.direct(ada, ben)
    await chat.say(ben, id, 'hello')
    bus.take()
    await directs.clear(ada, id)
    const topic = `user:${ada.userId}`
    const flags = { isClosed: false, isPeerClosed: false, hidesReads: false }
    const joined = { type: 'joined', role: 'member', kind: 'direct', readsFromSeq: 2, peerId: ben.userId }
    t.same(bus.take(), [
      { topic, event: { type: 'left', conversationId: id, reason: 'left' } },
      { topic, event: { conversationId: id, ...joined, ...flags } },
    ])
  },
)

t.test('how far one has read is not told by clearing, nor by marking as read what is gone', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.direct(ada, ben)
  for (const text of ['one', 'two', 'three']) await chat.say(ben, id, text)
  await reads.read(ada, id, 1)
  await directs.clear(ada, id)
  bus.take()
  await reads.read(ada, id, 3)
  t.same(bus.take(), [])
  t.match(await conversations.summary(ada.userId, id), { unread: 0, membership: { readSeq: 3 } })
  t.equal((await conversations.summary(ben.userId, id)).peerReadSeq, 1)
  await chat.say(ben, id, 'four')
  t.equal(await chat.unread(ada, id), 1)
  await reads.read(ada, id, 4)
  t.equal((await conversations.summary(ben.userId, id)).peerReadSeq, 4, 'what comes later is')
})

t.test('a message that is acknowledged is gone, and one that comes during it stays', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.direct(ada, ben)
  await chat.say(ben, id, 'before')
  const { clear } = stores.memberships
  t.teardown(() => (stores.memberships.clear = clear))
  stores.memberships.clear = async (...args) => {
    await chat.say(ben, id, 'meanwhile')
    await clear.apply(stores.memberships, args)
  }
  await directs.clear(ada, id)
  t.match((await messages.page(ada, id, { kind: 'latest' }, 5)).items, [{ text: 'meanwhile' }])
  t.match(await conversations.summary(ada.userId, id), { unread: 1, membership: { hidden: false } })
})

t.test(
  'what one has muted stays muted, and the other one is as they were in the list of members',
  async (t) => {
    const [ada, ben] = await chat.people('ada', 'ben')
    const id = await chat.direct(ada, ben)
    await chat.say(ben, id, 'hello')
    await memberships.setMuted(ada, id, true, null)
    const before = await memberships.members(ben, id, { after: null, limit: 5 })
    const seen = await conversations.list(ben)
    chat.parts.clock.advance(60_000)
    await directs.clear(ada, id)
    t.match(await conversations.summary(ada.userId, id), { membership: { muted: true } })
    t.same(await memberships.members(ben, id, { after: null, limit: 5 }), before)
    t.same(await conversations.list(ben), seen)
  },
)
