import { randomUUID } from 'node:crypto'

import { limits, type UserId } from '@parley/shared'
import t, { type Test } from 'tap'

import type { Viewer } from '../../api/src/domain/viewer.ts'
import { openChat } from '../support/app/chat-services.ts'

const chat = await openChat(t)

t.test('A group is created with its owner and first members, and tells of it', async (t) => {
  const [ada, ben, cleo] = await chat.people('ada', 'ben', 'cleo')
  const id = await chat.group(ada, [ben, cleo, ada], {
    name: '  Engine ',
    topic: ' Cards ',
    visibility: 'closed',
  })
  const summary = await chat.parts.conversations.summary(ben.userId, id)
  t.match(summary, {
    conversation: { kind: 'group', name: 'Engine', topic: 'Cards', visibility: 'closed', memberCount: 3 },
    membership: { role: 'member', muted: false, readSeq: 0 },
    peer: null,
    unread: 0,
  })
  t.same(await chat.roles(ada, id), { ada: 'owner', ben: 'member', cleo: 'member' })
  t.same(await chat.told(id), ['group-created', 'members-added'])
})

t.test('Each member hears that they are in before the first message of the group', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.group(ada, [ben])
  t.same(
    chat.parts.bus.take().map(({ topic, event }) => [topic, event.type]),
    [
      [`user:${ada.userId}`, 'joined'],
      [`conversation:${id}`, 'message'],
      [`conversation:${id}`, 'conversation-changed'],
      [`user:${ben.userId}`, 'joined'],
      [`presence:${ben.userId}`, 'memberships-changed'],
      [`conversation:${id}`, 'message'],
      [`conversation:${id}`, 'conversation-changed'],
    ],
  )
})

t.test('A group needs a name that can be seen', async (t) => {
  const ada = await chat.person('ada')
  const id = await chat.group(ada)
  for (const name of [' ', '\u200b', '\u3164']) {
    await t.rejects(chat.group(ada, [], { name }), { code: 'name_invalid' })
    await t.rejects(chat.parts.groups.update(ada, id, { name }), { code: 'name_invalid' })
  }
  t.equal((await chat.parts.conversations.list(ada)).items.length, 1)
})

t.test('A topic may not grow past its length by being normalized', async (t) => {
  const ada = await chat.person('ada')
  const topic = '\u{1d160}'.repeat(limits.groupTopicMax)
  await t.rejects(chat.group(ada, [], { topic }), { code: 'invalid_request', field: '/topic' })
})

t.test('A group may not begin with people who do not exist, and then nothing is created', async (t) => {
  const [ada, ben, gone] = await chat.people('ada', 'ben', 'gone')
  await chat.parts.stores.users.remove(gone.userId, chat.parts.clock.now())
  const nobody = { ...gone, userId: randomUUID() as UserId }
  for (const missing of [gone, nobody]) {
    await t.rejects(chat.group(ada, [ben, missing], { name: 'Stillborn' }), { code: 'user_not_found' })
  }
  await leftNothing(t, ada)
})

t.test(
  'A group may not begin with someone who has no room for it, and then nothing is created',
  async (t) => {
    const [ada, busy] = await chat.people('ada', 'busy')
    await chat.parts.pretendConversations(busy.userId, limits.conversationsPerUserMax)
    await t.rejects(chat.group(ada, [busy], { name: 'Stillborn' }), { code: 'too_many_conversations' })
    await t.rejects(chat.group(busy, [], { name: 'Stillborn' }), { code: 'too_many_conversations' })
    await leftNothing(t, ada)
  },
)

t.test('Who was put into as many groups as one can be in can still be talked with', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const groupsMax = limits.conversationsPerUserMax - limits.conversationsKeptForDirect
  await chat.parts.pretendConversations(ben.userId, groupsMax)
  await t.rejects(chat.group(ada, [ben]), { code: 'too_many_conversations' })
  t.ok(await chat.direct(ada, ben))
})

async function leftNothing(t: Test, owner: Viewer): Promise<void> {
  t.same((await chat.parts.conversations.list(owner)).items, [])
  t.same((await chat.parts.groups.find(owner, { text: 'stillborn', after: null, limit: 10 })).items, [])
  t.same(chat.parts.bus.take(), [])
}

t.test('The owner changes what a group says of itself, and what changed is told', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.group(ada, [ben])
  await chat.parts.groups.update(ada, id, {
    name: 'Looms',
    topic: 'Weaving',
    description: 'On Thursdays',
    visibility: 'closed',
  })
  const { conversation } = await chat.parts.conversations.summary(ben.userId, id)
  t.match(conversation, {
    name: 'Looms',
    topic: 'Weaving',
    description: 'On Thursdays',
    visibility: 'closed',
  })
  t.same((await chat.told(id)).slice(2), [
    'visibility-changed',
    'group-renamed',
    'topic-changed',
    'description-changed',
  ])
  t.match(chat.parts.bus.take().at(-1)?.event, { type: 'conversation-changed', conversation })
})

t.test('A change that changes nothing is told to nobody', async (t) => {
  const ada = await chat.person('ada')
  const id = await chat.group(ada, [], { name: 'Engine', topic: 'Cards' })
  chat.parts.bus.take()
  await chat.parts.groups.update(ada, id, {})
  await chat.parts.groups.update(ada, id, { name: ' Engine', topic: 'Cards ', visibility: 'open' })
  t.same(chat.parts.bus.take(), [])
})

t.test('Nobody but the owner may change or close a group', async (t) => {
  const [ada, ben, outsider] = await chat.people('ada', 'ben', 'outsider')
  const id = await chat.group(ada, [ben])
  const { groups } = chat.parts
  await t.rejects(groups.update(ben, id, { name: 'Mine' }), { code: 'not_moderator' })
  await t.rejects(groups.close(ben, id), { code: 'not_owner' })
  await t.rejects(groups.update(outsider, id, { name: 'Mine' }), { code: 'conversation_not_found' })
  await t.rejects(groups.close(outsider, id), { code: 'conversation_not_found' })
  t.equal((await chat.parts.conversations.summary(ada.userId, id)).conversation.name, 'Engine')
})

t.test('A direct conversation may not be changed or closed as if it were a group', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  for (const id of [await chat.direct(ada, ben), await chat.direct(ada, ada)]) {
    await t.rejects(chat.parts.groups.update(ada, id, { name: 'Us' }), { code: 'not_a_group' })
    await t.rejects(chat.parts.groups.close(ada, id), { code: 'not_a_group' })
  }
})

t.test('A closed down group is gone for everyone, and each of them is told', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.group(ada, [ben])
  chat.parts.bus.take()
  await chat.parts.groups.close(ada, id)
  const events = chat.parts.bus.take()
  t.same(events.map(({ topic }) => topic).sort(), [`user:${ada.userId}`, `user:${ben.userId}`].sort())
  for (const { event } of events) t.same(event, { type: 'left', conversationId: id, reason: 'closed' })
  for (const person of [ada, ben]) {
    t.same((await chat.parts.conversations.list(person)).items, [])
    await t.rejects(chat.say(person, id, 'still here?'), { code: 'conversation_not_found' })
    await t.rejects(chat.parts.memberships.join(person, id), { code: 'conversation_not_found' })
  }
  await t.rejects(chat.parts.groups.close(ada, id), { code: 'conversation_not_found' })
})

t.test('Open groups are found by the beginning of a word, closed ones never', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  await chat.group(ada, [ben], { name: 'Coastal Ferry' })
  await chat.group(ada, [], { name: 'Ferrymen' })
  await chat.group(ada, [ben], { name: 'Ferry Secrets', visibility: 'closed' })
  const find = async (text: string) =>
    (await chat.parts.groups.find(ben, { text, after: null, limit: 10 })).items
  t.same(
    (await find(' FERR')).map(({ conversation, member }) => [conversation.name, member]),
    [
      ['Coastal Ferry', true],
      ['Ferrymen', false],
    ],
  )
  t.same(await find('erry'), [], 'not from the middle of a word')
  t.same(await find('%'), [], 'wildcards mean themselves')
})

t.test('A group that is made closed can no longer be found', async (t) => {
  const ada = await chat.person('ada')
  const id = await chat.group(ada, [], { name: 'Retreat' })
  await chat.parts.groups.update(ada, id, { visibility: 'closed' })
  t.same((await chat.parts.groups.find(ada, { text: 'retreat', after: null, limit: 10 })).items, [])
})

t.test('Groups come in pages that miss none and repeat none, also where names are equal', async (t) => {
  const ada = await chat.person('ada')
  const names = ['b', 'B', 'a', 'Ä', 'b', 'ﬁsh']
  const ids = []
  for (const name of names) ids.push(await chat.group(ada, [], { name }))
  const seen: string[] = []
  let after = null
  do {
    const page: Awaited<ReturnType<typeof chat.parts.groups.find>> = await chat.parts.groups.find(ada, {
      text: '',
      after,
      limit: 2,
    })
    seen.push(...page.items.map(({ conversation }) => conversation.id))
    after = page.next
  } while (after)
  t.equal(new Set(seen).size, seen.length)
  t.same(
    ids.filter((id) => !seen.includes(id)),
    [],
  )
})
