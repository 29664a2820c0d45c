import { limits } from '@parley/shared'
import t from 'tap'

import { openChat } from '../../support/app/chat-services.ts'

t.test(
  'Only one’s own devices are told, with the version, and of what changes nothing nobody is',
  async (t) => {
    const chat = await openChat(t)
    const [ada, ben] = await chat.people('ada', 'ben')
    const conversationId = await chat.direct(ada, ben)
    const { seq } = await chat.say(ada, conversationId, 'tea?')
    const place = { conversationId, seq }
    chat.parts.bus.take()
    const { saved } = chat.parts
    await saved.save(ben, place)
    await saved.save(ben, place)
    await saved.remove(ben, place)
    await saved.remove(ben, place)
    const told = { type: 'saved', ...place } as const
    t.same(chat.parts.bus.take(), [
      { topic: `user:${ben.userId}`, event: { ...told, isSaved: true, version: 1 } },
      { topic: `user:${ben.userId}`, event: { ...told, isSaved: false, version: 2 } },
    ])
  },
)

t.test('Who has saved as many as one can is told in a sentence', async (t) => {
  const chat = await openChat(t)
  const [ada, ben] = await chat.people('ada', 'ben')
  const conversationId = await chat.direct(ada, ben)
  const { seq } = await chat.say(ada, conversationId, 'tea?')
  await chat.parts.pretendSaved(ben.userId, limits.savedMax)
  await t.rejects(chat.parts.saved.save(ben, { conversationId, seq }), {
    code: 'too_many_saved',
    message: /Remove one first/,
  })
})
