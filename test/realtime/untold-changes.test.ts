import t from 'tap'

import { Unavailable } from '../../api/src/stores/errors.ts'
import { RealtimeTest, sendFrame } from '../support/app/realtime.ts'
import { signIn } from '../support/app/sign-in.ts'

/** What nobody hears of is noticed within one comparison. */
const often = { realtime: { compareIntervalMs: 100 } }

/** As a server that dies, or stands still, after it has done what was asked. */
const losingAnswers =
  <Args extends unknown[]>(work: (...args: Args) => Promise<unknown>) =>
  async (...args: Args): Promise<never> => {
    await work(...args)
    throw new Unavailable('There was no answer.')
  }

t.test('a removal and an entry whose answers were lost take effect all the same', async (t) => {
  const test = await RealtimeTest.start(t, often)
  const [ann, bob] = await test.people('ann', 'bob')
  const [left, joined, closed] = [
    await test.group(ann, bob),
    await test.group(ann),
    await test.group(ann, bob),
  ]
  const atBob = await test.connect(bob)
  const { memberships, conversations } = test.app.parts.stores
  memberships.remove = losingAnswers(memberships.remove.bind(memberships))
  memberships.add = losingAnswers(memberships.add.bind(memberships))
  conversations.closeGroup = losingAnswers(conversations.closeGroup.bind(conversations))
  await t.rejects(test.call(ann, 'DELETE', `/conversations/${left}/members/${bob.user.id}`), /unavailable/)
  t.match(await atBob.next('conversation-removed'), { conversationId: left })
  const body = { userIds: [bob.user.id] }
  await t.rejects(test.call(ann, 'POST', `/conversations/${joined}/members`, body), /unavailable/)
  t.match((await atBob.next('conversation-added')).summary, { conversation: { id: joined } })
  await t.rejects(test.call(ann, 'DELETE', `/conversations/${closed}`), /unavailable/)
  t.match(await atBob.next('conversation-removed'), { conversationId: closed })
  t.match(await atBob.request(sendFrame(closed, 'hello?')), { problem: { code: 'conversation_not_found' } })
})

t.test('a direct conversation whose opening got no answer can be written in', async (t) => {
  const test = await RealtimeTest.start(t, often)
  const [ann, bob] = await test.people('ann', 'bob')
  const [atAnn, atBob] = [await test.connect(ann), await test.connect(bob)]
  const { conversations } = test.app.parts.stores
  const openDirect = conversations.openDirect.bind(conversations)
  conversations.openDirect = losingAnswers(openDirect)
  await t.rejects(test.direct(ann, bob), /unavailable/)
  conversations.openDirect = openDirect
  const id = await test.direct(ann, bob)
  t.match(await atAnn.request(sendFrame(id, 'hello')), { type: 'ack' })
  t.match((await atBob.next('conversation-added')).summary, { conversation: { id } })
})

t.test('a removal that is done already is told, though it was told to nobody', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.group(ann, bob)
  const atBob = await test.connect(bob)
  await test.app.parts.stores.memberships.remove(id, bob.user.id)
  const again = test.call(ann, 'DELETE', `/conversations/${id}/members/${bob.user.id}`)
  await t.rejects(again, /member_not_found/)
  t.match(await atBob.next('conversation-removed'), { conversationId: id })
})

t.test('sessions whose end got no answer lose their sockets', async (t) => {
  const test = await RealtimeTest.start(t, often)
  const [ann] = await test.people('ann')
  const [one, two] = [await signIn(test.app, ann), await signIn(test.app, ann)]
  const [atOne, atTwo, kept] = [await test.connect(one), await test.connect(two), await test.connect(ann)]
  const { sessions } = test.app.parts.stores
  sessions.endOne = losingAnswers(sessions.endOne.bind(sessions))
  await t.rejects(test.call(ann, 'DELETE', `/me/sessions/${one.sessionId}`), /unavailable/)
  t.match(await atOne.end(), { code: 4401 })
  sessions.endAll = losingAnswers(sessions.endAll.bind(sessions))
  await t.rejects(test.call(ann, 'DELETE', '/me/sessions'), /unavailable/)
  t.match(await atTwo.end(), { code: 4401 })
  t.match(await kept.request({ type: 'watch', userIds: [] }), { type: 'ack' })
})

t.test('a membership whose event was lost is noticed all the same', async (t) => {
  const test = await RealtimeTest.start(t, often)
  const [ann, bob, cem] = await test.people('ann', 'bob', 'cem')
  const id = await test.group(ann, bob)
  const [, atBob, atCem] = [await test.connect(ann), await test.connect(bob), await test.connect(cem)]
  const { bus } = test.app.parts
  const publish = bus.publish.bind(bus)
  bus.publish = (topic, event) => {
    if (event.type !== 'left' && event.type !== 'joined') publish(topic, event)
  }
  await test.call(ann, 'DELETE', `/conversations/${id}/members/${bob.user.id}`)
  t.match(await atBob.next('conversation-removed'), { conversationId: id })
  await test.call(ann, 'POST', `/conversations/${id}/members`, { userIds: [cem.user.id] })
  t.match((await atCem.next('conversation-added')).summary, { conversation: { id } })
})
