import t from 'tap'

import { openChat } from '../../support/app/chat-services.ts'

const chat = await openChat(t)

t.test('Who deletes their account leaves every group and closes those they were alone in', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const joined = await chat.group(ben, [ada])
  const alone = await chat.group(ada)
  const direct = await chat.direct(ada, ben)
  await chat.parts.memberships.leaveAll(ada.userId)
  t.same(await chat.roles(ben, joined), { ben: 'owner' })
  t.equal((await chat.told(joined)).at(-1), 'member-left')
  t.equal(await chat.parts.stores.conversations.byId(alone), null)
  t.equal((await chat.parts.conversations.summary(ben.userId, direct)).peer?.id, ada.userId)
})

t.test('An owner may not go while others are in their group, and then leaves none', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  const alone = await chat.group(ada)
  const joined = await chat.group(ben, [ada])
  const owned = await chat.group(ada, [ben])
  await t.rejects(chat.parts.memberships.leaveAll(ada.userId), { code: 'owner_must_hand_over' })
  const { items } = await chat.parts.conversations.list(ada)
  t.same(items.map(({ conversation }) => conversation.id).sort(), [alone, joined, owned].sort())
})
