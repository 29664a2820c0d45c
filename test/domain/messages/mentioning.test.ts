import { limits } from '@parley/shared'
import t, { type Test } from 'tap'

import { openChat } from '../../support/app/chat-services.ts'

async function group(t: Test) {
  const chat = await openChat(t)
  const [ada, ben, cleo] = await chat.people('ada', 'ben', 'cleo')
  const id = await chat.group(ada, [ben, cleo])
  const { parts } = chat
  const message = async (seq: number) => (await parts.stores.messages.bySeqs(id, [seq]))[0]
  const list = async (viewer: typeof ada) =>
    (await parts.mentions.list(viewer, { after: null, limit: 50 })).items.map(({ text }) => text)
  const unread = async ({ userId }: typeof ada) =>
    (await parts.conversations.summary(userId, id)).unreadMentions ?? 0
  return { chat, parts, ada, ben, cleo, id, message, list, unread }
}

t.test('Who is mentioned is told by ids, beside the text and in what is published', async (t) => {
  const { chat, ada, ben, id, message, list, unread } = await group(t)
  chat.parts.bus.take()
  const { seq } = await chat.say(ada, id, 'Hi @ben.1, @nobody and @ada.1')
  t.match(await message(seq), { mentions: [ben.userId, ada.userId] })
  t.match(chat.parts.bus.take()[0]?.event, { message: { mentions: [ben.userId, ada.userId] } })
  t.same(await list(ben), ['Hi @ben.1, @nobody and @ada.1'])
  t.same(await list(ada), [], 'nobody is told of themselves')
  t.equal(await unread(ben), 1)
  await chat.parts.reads.read(ben, id, seq)
  t.equal(await unread(ben), 0)
  t.same((await list(ben)).length, 1)
})

t.test('Only the owner mentions all; of others it is text, and they are told', async (t) => {
  const { chat, ada, ben, cleo, id, message, list } = await group(t)
  const own = await chat.say(ada, id, 'Tea, @all!')
  t.equal(own.mentionsAll, true)
  const others = await chat.say(ben, id, 'Cake, @all!')
  t.equal(others.mentionsAll, false)
  t.match(await message(others.seq), { text: 'Cake, @all!', mentionsAll: false })
  t.same(await list(cleo), ['Tea, @all!'])
  t.same(await list(ada), [])
  const plain = await chat.say(ben, id, 'Tea?')
  t.notOk('mentionsAll' in plain)
  const edited = await chat.parts.messages.edit(ben, id, plain.seq, '@all?')
  t.match(edited, { text: '@all?', mentionsAll: false })
  const direct = await chat.direct(ada, ben)
  const said = await chat.say(ada, direct, '@all @ben.1')
  t.notOk('mentionsAll' in said, 'means nothing between two')
  const [stored] = await chat.parts.stores.messages.bySeqs(direct, [said.seq])
  t.match(stored, { mentions: [ben.userId] })
  t.notOk(stored && 'mentionsAll' in stored)
})

t.test('An edit adds and removes, and counts for who has not read past it', async (t) => {
  const { chat, ada, ben, cleo, id, list, unread } = await group(t)
  const { seq } = await chat.say(ada, id, 'one')
  await chat.parts.reads.read(cleo, id, seq)
  await chat.parts.messages.edit(ada, id, seq, '@ben.1 and @cleo.1')
  t.same([await unread(ben), await unread(cleo)], [1, 0])
  t.same(await list(cleo), ['@ben.1 and @cleo.1'])
  await chat.parts.messages.edit(ada, id, seq, '@ben.1 and @cleo.1, hm')
  t.equal(await unread(ben), 1)
  await chat.parts.messages.edit(ada, id, seq, '@cleo.1')
  t.equal(await unread(ben), 0)
  t.same(await list(ben), [])
  await chat.parts.messages.remove(ada, id, seq)
  t.same(await list(cleo), [])
})

t.test(
  'Who is not in it is not mentioned, and what was before one joined is not for all of them',
  async (t) => {
    const { chat, parts, ada, ben, cleo, id, message, list, unread } = await group(t)
    const [dan] = await chat.people('dan')
    t.notOk((await message((await chat.say(ada, id, 'Where is @dan.2?')).seq))?.mentions)
    await chat.say(ada, id, '@all: tea')
    await chat.say(ada, id, '@ben.1: cake')
    parts.clock.advance(1_000)
    await parts.memberships.add(ada, id, [dan.userId])
    t.same(await list(dan), [])
    await parts.memberships.remove(ada, id, ben.userId)
    t.same(await list(ben), [])
    t.match((await message((await chat.say(ada, id, 'Bye @ben.1')).seq))?.mentions, undefined)
    parts.clock.advance(1_000)
    await parts.memberships.add(ada, id, [ben.userId])
    t.equal(await unread(ben), 0)
    t.same(await list(ben), ['@ben.1: cake'], 'it still names him; all were others')
    await chat.say(cleo, id, '@ben.1!')
    t.equal(await unread(ben), 1)
  },
)

t.test('What is below where one reads from mentions one no more', async (t) => {
  const { chat, parts, ada, ben, list } = await group(t)
  const direct = await chat.direct(ada, ben)
  await chat.say(ada, direct, '@ben.1, look')
  t.same(await list(ben), ['@ben.1, look'])
  await parts.directs.clear(ben, direct)
  t.same(await list(ben), [])
})

t.test('Whom one has blocked mentions one for nobody to count', async (t) => {
  const { chat, ben, cleo, id, list, unread, parts } = await group(t)
  await chat.say(cleo, id, '@ben.1!')
  t.equal(await unread(ben), 1)
  await parts.blocks.block(ben, cleo.userId)
  t.equal(await unread(ben), 0)
  t.same(await list(ben), [])
  await parts.blocks.unblock(ben, cleo.userId)
  t.same(await list(ben), ['@ben.1!'])
})

t.test('A message names fifty, and what comes behind them is text', async (t) => {
  const { chat, ada, id, parts, message } = await group(t)
  const names = Array.from({ length: limits.mentionsMax + 2 }, (_, at) => `member${at}`)
  const people = await chat.people(...names)
  await parts.memberships.add(
    ada,
    id,
    people.map(({ userId }) => userId),
  )
  const { seq } = await chat.say(ada, id, names.map((name) => `@${name}.2`).join(' '))
  t.same(
    (await message(seq))?.mentions,
    people.slice(0, limits.mentionsMax).map(({ userId }) => userId),
  )
})
