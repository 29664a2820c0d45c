import t from 'tap'

import { openChat } from '../support/app/chat-services.ts'

t.test('SE1: where one is no member any more when the answer is there, nothing is answered', async (t) => {
  const chat = await openChat(t)
  const [ada, ben] = await chat.people('ada', 'ben')
  const [left, kept] = [await chat.group(ada, [ben]), await chat.group(ada, [ben])]
  for (const id of [left, kept]) await chat.say(ada, id, `in ${id === left ? 'left' : 'kept'}`)
  const { search, stores } = chat.parts
  const query = { text: 'in', conversationId: null, timeZone: null, after: null, limit: 10 }
  t.equal((await search.search(ben, query)).hits.length, 2)
  const { messages } = stores
  const inTime = messages.search.bind(messages)
  messages.search = async (sought) => {
    const found = await inTime(sought)
    await stores.memberships.remove(left, ben.userId)
    return found
  }
  t.match((await search.search(ben, query)).hits, [{ text: 'in kept' }])
})
