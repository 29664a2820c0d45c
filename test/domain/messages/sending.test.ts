import { randomUUID } from 'node:crypto'

import type { ClientId, MessageAck } from '@parley/shared'
import t from 'tap'

import { openChat } from '../../support/app/chat-services.ts'

t.test('What a member who is connected sends waits for nothing before it is in the queue', async (t) => {
  const chat = await openChat(t)
  const [ada, ben] = await chat.people('ada', 'ben')
  const conversationId = await chat.group(ada, [ben])
  t.teardown(await chat.parts.connected.acquire(ben.userId, () => undefined))
  const sending = { conversationId, clientId: randomUUID() as ClientId, text: 'at once' }
  const { promise, ...reply } = Promise.withResolvers<MessageAck>()
  chat.parts.messages.sending.begin(ben, sending, reply)
  await chat.parts.drain() // of what is in no queue yet it knows nothing
  t.equal((await chat.latest(conversationId)).at(-1)?.text, 'at once')
  t.match(await promise, { conversationId, clientId: sending.clientId, seq: 3 })
})

t.test('What can be refused at once is, and nothing of it is written', async (t) => {
  const chat = await openChat(t)
  const [ada, ben] = await chat.people('ada', 'ben')
  const conversationId = await chat.direct(ada, ben)
  const calls: unknown[] = []
  const reply = {
    resolve: (ack: MessageAck) => calls.push(ack),
    reject: (error: unknown) => calls.push(error),
  }
  const sending = { conversationId, clientId: randomUUID() as ClientId, text: ' ' }
  t.throws(() => chat.parts.messages.sending.begin(ben, sending, reply), { code: 'message_empty' })
  await t.rejects(chat.parts.messages.sending.send(ben, sending), { code: 'message_empty' })
  await chat.parts.drain()
  t.same(calls, [], 'a refusal is thrown or told, not both')
  t.same(await chat.latest(conversationId), [])
})
