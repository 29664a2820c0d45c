import { randomUUID } from 'node:crypto'

import { limits, type ConversationId, type UserId } from '@parley/shared'
import t from 'tap'

import { ContactQuotas } from '../../api/src/domain/conversations/contact-quotas.ts'
import { ConversationService } from '../../api/src/domain/conversations/conversation-service.ts'
import { openChat } from '../support/app/chat-services.ts'
import { nameOf } from '../support/app/chat.ts'
import { counting } from '../support/counting.ts'
import { roomyLimits } from '../support/roomy-limits.ts'

const chat = await openChat(t)

t.test('The direct conversation of two people is the same whoever opens it', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const opened = await chat.parts.conversations.openDirect(ada, ben.userId)
  const again = await chat.parts.conversations.openDirect(ben, ada.userId)
  t.match(opened, {
    created: true,
    summary: { conversation: { kind: 'direct', name: null, memberCount: 2 } },
  })
  t.equal(again.created, false)
  t.equal(again.summary.conversation.id, opened.summary.conversation.id)
  t.equal(opened.summary.peer?.id, ben.userId)
  t.equal(again.summary.peer?.id, ada.userId)
})

t.test('Opened from both sides at the same instant, it is still one', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const openings = Array.from({ length: 20 }, (_, at) =>
    at % 2
      ? chat.parts.conversations.openDirect(ada, ben.userId)
      : chat.parts.conversations.openDirect(ben, ada.userId),
  )
  const opened = await Promise.all(openings)
  t.equal(new Set(opened.map(({ summary }) => summary.conversation.id)).size, 1)
  t.equal(opened.filter(({ created }) => created).length, 1)
  t.equal((await chat.parts.conversations.list(ada)).items.length, 1)
})

t.test('With oneself it is for notes', async (t) => {
  const ada = await chat.person('ada')
  const { summary } = await chat.parts.conversations.openDirect(ada, ada.userId)
  t.match(summary, { conversation: { kind: 'notes', memberCount: 1 }, peer: null, peerReadSeq: null })
  t.equal((await chat.parts.conversations.openDirect(ada, ada.userId)).created, false)
  t.same(joinedTopics(), [`user:${ada.userId}`])
})

t.test(
  'Both people hear of a direct conversation when it is made, and nobody when it is opened again',
  async (t) => {
    const [ada, ben] = await chat.people('ada', 'ben')
    await chat.direct(ada, ben)
    t.same(joinedTopics().sort(), [`user:${ada.userId}`, `user:${ben.userId}`].sort())
    chat.parts.bus.take()
    await chat.direct(ben, ada)
    t.same(chat.parts.bus.take(), [])
  },
)

t.test(
  'One may not open a conversation with someone who does not exist, or whose account was deleted',
  async (t) => {
    const [ada, gone] = await chat.people('ada', 'gone')
    await chat.direct(ada, gone)
    await chat.parts.stores.users.remove(gone.userId, chat.parts.clock.now())
    const { conversations } = chat.parts
    await t.rejects(conversations.openDirect(ada, gone.userId), { code: 'user_not_found' })
    await t.rejects(conversations.openDirect(ada, randomUUID() as UserId), { code: 'user_not_found' })
  },
)

t.test('Nobody may be in more conversations than the list can show', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  await chat.parts.pretendConversations(ben.userId, limits.conversationsPerUserMax)
  const { conversations } = chat.parts
  await t.rejects(conversations.openDirect(ada, ben.userId), { code: 'too_many_conversations' })
  t.same((await conversations.list(ada)).items, [])
})

t.test('The list has the latest activity first', async (t) => {
  const [ada, ben, cleo] = await chat.people('ada', 'ben', 'cleo')
  const withBen = await chat.direct(ada, ben)
  const withCleo = await chat.direct(ada, cleo)
  await chat.say(cleo, withCleo, 'first')
  await chat.say(ben, withBen, 'second')
  const { items } = await chat.parts.conversations.list(ada)
  t.same(
    items.map(({ conversation }) => conversation.id),
    [withBen, withCleo],
  )
  t.match(items[0], { headSeq: 1, rev: 1, unread: 1, lastMessage: { text: 'second', senderId: ben.userId } })
  t.equal(items[0]?.lastActivityAt, items[0]?.lastMessage?.createdAt)
})

t.test(
  'After a clock that was ahead, the list goes by what came later, and what came before goes below',
  async (t) => {
    const [ada, ben, cleo, dora] = await chat.people('ada', 'ben', 'cleo', 'dora')
    const order = async () =>
      (await chat.parts.conversations.list(ada)).items.map(({ conversation }) => conversation.id)
    const { clock } = chat.parts
    const right = clock.now()
    const withDora = await chat.direct(ada, dora)
    await chat.say(dora, withDora, 'before')
    clock.set(new Date(right.getTime() + 86_400_000))
    const withBen = await chat.direct(ada, ben)
    await chat.say(ben, withBen, 'by a clock that is a day ahead')
    clock.set(new Date(right.getTime() + 60_000))
    const withCleo = await chat.direct(ada, cleo)
    await chat.say(cleo, withCleo, 'by one that is right again')
    t.same(await order(), [withCleo, withBen, withDora])
    clock.set(new Date(right.getTime() + 120_000))
    await chat.say(dora, withDora, 'after')
    t.same(await order(), [withDora, withCleo, withBen])
    const [eve] = await chat.people('eve')
    clock.set(new Date(right.getTime() + 180_000))
    const withEve = await chat.direct(ada, eve)
    t.same(await order(), [withEve, withDora, withCleo, withBen], 'nor does it hide what begins')
    clock.set(right)
  },
)

t.test('Where nothing was said yet, the list goes by the time of the beginning, then by id', async (t) => {
  const [ada, ben, cleo, dora] = await chat.people('ada', 'ben', 'cleo', 'dora')
  const atOnce = [await chat.direct(ada, ben), await chat.direct(ada, cleo)].sort()
  chat.parts.clock.advance(1)
  const later = await chat.direct(ada, dora)
  const { items } = await chat.parts.conversations.list(ada)
  t.same(
    items.map(({ conversation }) => conversation.id),
    [later, ...atOnce],
  )
  t.match(items[0], { headSeq: 0, rev: 0, unread: 0, lastMessage: null })
})

t.test('The list names every peer and every sender of a last message, once', async (t) => {
  const [ada, ben, cleo] = await chat.people('ada', 'ben', 'cleo')
  await chat.direct(ada, ben)
  for (const writer of [cleo, ben, cleo]) await chat.say(writer, await chat.group(writer, [ada]), 'hello')
  const { people } = await chat.parts.conversations.list(ada)
  t.same(people.map(({ username }) => nameOf(username)).sort(), ['ben', 'cleo'])
})

t.test('Each store is asked once for the list, however long it is', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  for (let made = 0; made < 5; made++) await chat.group(ben, [ada])
  const { stores, guard, bus, clock } = chat.parts
  const calls: string[] = []
  const counted = {
    users: counting(stores.users, calls),
    conversations: counting(stores.conversations, calls),
    memberships: counting(stores.memberships, calls),
    blocks: stores.blocks,
    invitations: counting(stores.invitations, calls),
    invitationLinks: stores.invitationLinks,
    bans: stores.bans,
    joinRequests: stores.joinRequests,
    messages: counting(stores.messages, calls),
    throttles: counting(stores.throttles, calls),
    files: stores.files,
    fileBytes: stores.fileBytes,
    saved: stores.saved,
    pictures: stores.pictures,
    scheduled: stores.scheduled,
    silences: stores.silences,
    drafts: stores.drafts,
  }
  const service = new ConversationService({
    stores: counted,
    guard,
    quotas: new ContactQuotas(counted.throttles, clock, roomyLimits),
    bus,
    clock,
    ids: { uuid: randomUUID },
  })
  t.equal((await service.list(ada)).items.length, 5)
  t.same(calls.sort(), ['byIds', 'listed', 'ofUser', 'overview'])
})

t.test('How far the other one has read shows in a direct conversation', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.direct(ada, ben)
  await chat.say(ada, id, 'one')
  await chat.say(ada, id, 'two')
  await chat.parts.reads.read(ben, id, 1)
  t.equal((await chat.parts.conversations.summary(ada.userId, id)).peerReadSeq, 1)
})

t.test('An outsider may not see a conversation, and learns nothing of it', async (t) => {
  const [ada, ben, outsider] = await chat.people('ada', 'ben', 'outsider')
  const { conversations } = chat.parts
  for (const id of [await chat.direct(ada, ben), await chat.group(ada), randomUUID() as ConversationId]) {
    await t.rejects(conversations.summary(outsider.userId, id), { code: 'conversation_not_found' })
  }
  t.same(await conversations.list(outsider), { items: [], people: [], invitations: [], blocked: [] })
})

const joinedTopics = (): string[] =>
  chat.parts.bus.published.flatMap(({ topic, event }) => (event.type === 'joined' ? [topic] : []))
