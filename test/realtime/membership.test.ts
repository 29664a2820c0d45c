import type { ConversationList, ConversationSummary, ServerFrame } from '@parley/shared'
import t from 'tap'

import { RealtimeTest, sendFrame } from '../support/app/realtime.ts'

t.test('a new direct conversation appears at both, with its first message after it', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const [fromAnn, atBob] = [await test.connect(ann), await test.connect(bob)]
  const id = await test.direct(ann, bob)
  t.match((await atBob.next('conversation-added')).summary, {
    conversation: { id },
    peer: { username: 'ann' },
  })
  t.match((await fromAnn.next('conversation-added')).summary, {
    conversation: { id },
    peer: { username: 'bob' },
  })
  await fromAnn.request(sendFrame(id, 'hello'))
  t.match(await atBob.next('message'), { message: { text: 'hello', rev: 1 } })
})

t.test('who is added hears everything from then on, and is told of the group', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.group(ann)
  const [fromAnn, atBob] = [await test.connect(ann), await test.connect(bob)]
  await test.call(ann, 'POST', `/conversations/${id}/members`, { userIds: [bob.user.id] })
  t.match((await atBob.next('conversation-added')).summary, {
    conversation: { id, name: 'Tea', memberCount: 2 },
  })
  t.match(await fromAnn.next('conversation-changed'), { conversation: { memberCount: 2 } })
  await fromAnn.request(sendFrame(id, 'welcome'))
  t.match(await atBob.next('message', ({ message }) => message.system === null), {
    message: { text: 'welcome' },
  })
})

t.test(
  'that one was added is told before that one was removed, however long it takes to find out',
  async (t) => {
    const test = await RealtimeTest.start(t)
    const [ann, bob] = await test.people('ann', 'bob')
    const id = await test.group(ann)
    const atBob = await test.connect(bob)
    const { conversations } = test.app.parts.services
    const summary = conversations.summary.bind(conversations)
    const found = Promise.withResolvers<void>()
    const slow = Promise.withResolvers<void>()
    conversations.summary = async (...asked) => {
      const answer = await summary(...asked)
      found.resolve()
      await slow.promise
      return answer
    }
    await test.call(ann, 'POST', `/conversations/${id}/members`, { userIds: [bob.user.id] })
    await found.promise
    await test.call(ann, 'DELETE', `/conversations/${id}/members/${bob.user.id}`)
    await atBob.request({ type: 'watch', userIds: [] })
    slow.resolve()
    const isNews = (frame: ServerFrame): frame is ServerFrame =>
      frame.type === 'conversation-added' || frame.type === 'conversation-removed'
    t.equal((await atBob.until(isNews, 'the first news')).type, 'conversation-added')
    t.equal((await atBob.until(isNews, 'the second news')).type, 'conversation-removed')
  },
)

t.test('who is removed hears nothing more and may not send', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.group(ann, bob)
  const [fromAnn, atBob] = [await test.connect(ann), await test.connect(bob)]
  await test.call(ann, 'DELETE', `/conversations/${id}/members/${bob.user.id}`)
  t.match(await atBob.next('conversation-removed'), { conversationId: id, reason: 'removed' })
  await fromAnn.request(sendFrame(id, 'not for bob'))
  t.match(await atBob.request(sendFrame(id, 'still here?')), { problem: { code: 'conversation_not_found' } })
  const heard = (await atBob.rest()).filter(({ type }) => type !== 'presence' && type !== 'ping')
  t.same(heard, [], 'not even the message about the removal')
})

t.test('no message of a removed member comes after the removal, whatever was under way', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.group(ann, bob)
  const fromBob = await test.connect(bob)
  const sends = Array.from({ length: 100 }, (_, at) => fromBob.request(sendFrame(id, `message ${at}`)))
  await test.call(ann, 'DELETE', `/conversations/${id}/members/${bob.user.id}`)
  const later = Array.from({ length: 20 }, (_, at) => fromBob.request(sendFrame(id, `late ${at}`)))
  await Promise.all([...sends, ...later])
  const { items } = await test.call<{ items: { senderId: string; system: { kind: string } | null }[] }>(
    ann,
    'GET',
    `/conversations/${id}/messages?limit=200`,
  )
  const removal = items.findIndex(({ system }) => system?.kind === 'member-removed')
  t.ok(removal > 0)
  t.same(
    items.slice(removal).filter(({ senderId }) => senderId === bob.user.id),
    [],
  )
})

t.test('leaving, closing, renaming, muting and handing over are told to those they concern', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob, cem] = await test.people('ann', 'bob', 'cem')
  const id = await test.group(ann, bob, cem)
  const [atAnn, atBob, atCem] = [await test.connect(ann), await test.connect(bob), await test.connect(cem)]
  await test.call(ann, 'PATCH', `/conversations/${id}`, { name: 'Coffee' })
  t.match(await atCem.next('conversation-changed'), { conversation: { name: 'Coffee' } })
  await test.call(cem, 'POST', `/conversations/${id}/leave`)
  t.match(await atCem.next('conversation-removed'), { reason: 'left' })
  await test.call(bob, 'PATCH', `/conversations/${id}/membership`, { muted: true })
  t.match(await atBob.next('conversation-changed', isOwn), { membership: { muted: true, role: 'member' } })
  await test.call(ann, 'PUT', `/conversations/${id}/owner`, { userId: bob.user.id })
  t.match(await atBob.next('conversation-changed', isOwn), { membership: { role: 'owner' } })
  t.match(await atAnn.next('conversation-changed', isOwn), { membership: { role: 'member' } })
  await test.call(bob, 'DELETE', `/conversations/${id}`)
  t.match(await atAnn.next('conversation-removed'), { conversationId: id, reason: 'closed' })
})

const isOwn = ({ membership }: { membership?: unknown }) => membership !== undefined

t.test(
  'every device hears that a conversation is hidden, as the list has it, and the other person nothing',
  async (t) => {
    const test = await RealtimeTest.start(t)
    const [ann, bob] = await test.people('ann', 'bob')
    const id = await test.direct(ann, bob)
    const [one, two, atBob] = [await test.connect(ann), await test.connect(ann), await test.connect(bob)]
    for (const hidden of [true, false]) {
      await test.call(ann, 'PATCH', `/conversations/${id}/membership`, { hidden })
      const { membership } = await test.call<ConversationSummary>(ann, 'GET', `/conversations/${id}`)
      const { items } = await test.call<ConversationList>(ann, 'GET', '/conversations')
      t.equal(membership.hidden, hidden)
      t.same(items[0]?.membership, membership)
      for (const device of [one, two])
        t.same((await device.next('conversation-changed')).membership, membership)
    }
    t.same(await atBob.rest(), [])
  },
)
