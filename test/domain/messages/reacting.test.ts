import { limits } from '@parley/shared'
import t from 'tap'

import { openChat } from '../../support/app/chat-services.ts'

const thumb = { emoji: '👍', isOn: true }

t.test(
  'Reactions that wait together are told once, with who did what, and change nothing in lists',
  async (t) => {
    const chat = await openChat(t)
    const people = await chat.people('ada', 'ben', 'cleo', 'dan')
    const [ada, ben, cleo, dan] = people
    const id = await chat.group(ada, people.slice(1))
    const { seq } = await chat.say(ada, id, 'tea?')
    const lists = () =>
      Promise.all(
        people.map(async ({ userId }) => {
          const overview = await chat.parts.stores.messages.overview(userId, [
            { conversationId: id, readSeq: seq },
          ])
          const { unread, readSeq, arrival } = overview.get(id) ?? {}
          return { unread, readSeq, arrival }
        }),
      )
    const before = await lists()
    chat.parts.bus.take()
    const place = { conversationId: id, seq }
    const react = (person: typeof ada, emoji: string, isOn = true) =>
      chat.parts.reactions.react(person, place, { emoji, isOn })
    await Promise.all([
      react(dan, '👀'),
      ...people.map((person) => react(person, '👍')),
      react(ben, '👍', false),
    ])
    const told = chat.parts.bus.take().map(({ event }) => event)
    t.ok(told.length <= 2, 'the first may have been on its way alone')
    const reacted = told.flatMap((event) => (event.type === 'change' ? (event.reacted ?? []) : []))
    t.same(reacted[0], { userId: dan.userId, emoji: '👀', isOn: true })
    t.equal(reacted.length, 6)
    t.match(told.at(-1), {
      message: {
        reactions: [
          { emoji: '👀', count: 1 },
          { emoji: '👍', count: 3 },
        ],
      },
    })
    t.notOk(JSON.stringify(told).includes('"mine"'), 'what is told is the same for everyone')
    t.same(await lists(), before)
    await chat.parts.reactions.clear(ada, place)
    await chat.parts.reactions.clear(ada, place)
    t.same(
      chat.parts.bus.take().map(({ event }) => event.type),
      ['change'],
    )
    await t.rejects(chat.parts.reactions.clear(cleo, place), { code: 'not_author' })
  },
)

t.test('Who reacts all the time waits, as others do not', async (t) => {
  const chat = await openChat(t)
  const [ada, ben] = await chat.people('ada', 'ben')
  const place = { conversationId: await chat.direct(ada, ben), seq: 1 }
  await chat.say(ada, place.conversationId, 'tea?')
  const { reactions } = chat.parts
  for (let at = 0; at < limits.reactionsPerTenSecondsMax; at += 1) await reactions.react(ben, place, thumb)
  await t.rejects(reactions.react(ben, place, thumb), { code: 'rate_limited' })
  await reactions.react(ada, place, thumb)
  chat.parts.clock.advance(10_000)
  await reactions.react(ben, place, thumb)
})
