import type { ConversationId, ConversationSummary } from '@parley/shared'
import t, { type Test } from 'tap'

import type { Person } from '../support/app/app.ts'
import { RealtimeTest, sendFrame } from '../support/app/realtime.ts'
import type { TestClient } from '../support/network/ws-client.ts'

/** A closed group with a secret at seq 3, which its owner opens. */
async function opened(test: RealtimeTest, ann: Person, bob: Person): Promise<ConversationId> {
  const id = await test.group(ann, bob)
  await test.call(bob, 'POST', `/conversations/${id}/messages`, sendBody('secret'))
  await test.call(ann, 'PATCH', `/conversations/${id}`, { visibility: 'open' })
  return id
}

const sendBody = (text: string) => ({ clientId: crypto.randomUUID(), text })

/** An edit of what was said before, then a word to all: by the time of this, that one has come or will not. */
async function editAndSay(test: RealtimeTest, by: Person, id: string, from: TestClient): Promise<void> {
  await test.call(by, 'PATCH', `/conversations/${id}/messages/3`, { text: 'secret, changed' })
  await from.request(sendFrame(id as ConversationId, 'to everyone'))
}

async function hearsNoSecret(t: Test, client: TestClient): Promise<void> {
  t.match(await client.next('message', ({ message }) => message.text !== ''), {
    message: { text: 'to everyone' },
  })
  t.notMatch(JSON.stringify(await client.rest()), 'secret')
}

t.test('an edit of what is not there for somebody does not reach their connections', async (t) => {
  const test = await RealtimeTest.start(t, {})
  const [ann, bob, eve] = await test.people('ann', 'bob', 'eve')
  const id = await opened(test, ann, bob)
  const [fromBob, atEve] = [await test.connect(bob), await test.connect(eve)]
  await test.call(eve, 'POST', `/conversations/${id}/join`)
  const { summary } = await atEve.next('conversation-added')
  t.match(summary, { membership: { readsFromSeq: 4 } })
  await editAndSay(test, bob, id, fromBob)
  t.match(await fromBob.next('change'), { message: { text: 'secret, changed' } })
  await hearsNoSecret(t, atEve)

  await test.call(bob, 'PATCH', `/conversations/${id}/messages/3`, { text: 'secret again' })
  const { headRev } = await test.call<{ headRev: number }>(eve, 'GET', `/conversations/${id}/changes?after=0`)
  t.same(await atEve.next('rev', ({ rev }) => rev === headRev), {
    type: 'rev',
    conversationId: id,
    rev: headRev,
  })
  t.notMatch(JSON.stringify(await atEve.rest()), 'secret')
})

t.test('nor those that they open later, nor after they have left and come back', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob, eve] = await test.people('ann', 'bob', 'eve')
  const id = await opened(test, ann, bob)
  await test.call(eve, 'POST', `/conversations/${id}/join`)
  const [fromAnn, atEve, atBob] = [await test.connect(ann), await test.connect(eve), await test.connect(bob)]
  await editAndSay(test, bob, id, fromAnn)
  await hearsNoSecret(t, atEve)
  t.match(await atBob.next('change'), { message: { seq: 3 } })

  await test.call(bob, 'POST', `/conversations/${id}/leave`)
  await test.call(bob, 'POST', `/conversations/${id}/join`)
  await atBob.next('conversation-added')
  await atBob.rest()
  atBob.frames.splice(0)
  // An edit that comes to this instance late: it was told before they came back.
  const edited = await test.app.parts.stores.messages.page(id, { kind: 'around', seq: 3 }, 1)
  for (const message of edited.messages)
    test.app.parts.bus.publish(`conversation:${id}`, { type: 'change', message })
  await fromAnn.request(sendFrame(id, 'to everyone'))
  await hearsNoSecret(t, atBob)
})

t.test(
  'who came back to another beginning, of which nothing was heard, gets it with the next look',
  async (t) => {
    const test = await RealtimeTest.start(t, { realtime: { compareIntervalMs: 50 } })
    const [ann, bob] = await test.people('ann', 'bob')
    const id = await opened(test, ann, bob)
    const [fromAnn, atBob] = [await test.connect(ann), await test.connect(bob)]
    const { memberships } = test.app.parts.stores
    await memberships.remove(id, bob.user.id)
    await memberships.join(id, bob.user.id, 4, new Date())
    await atBob.next('conversation-removed')
    t.match((await atBob.next('conversation-added')).summary, { membership: { readsFromSeq: 4 } })
    const { messages } = await test.app.parts.stores.messages.page(id, { kind: 'around', seq: 3 }, 1)
    for (const message of messages)
      test.app.parts.bus.publish(`conversation:${id}`, { type: 'change', message })
    await fromAnn.request(sendFrame(id, 'to everyone'))
    await hearsNoSecret(t, atBob)
  },
)

t.test('what is said between is seen by those who are in it, on every connection', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.group(ann, bob)
  const atBob = await test.connect(bob)
  await test.call(ann, 'PATCH', `/conversations/${id}`, { visibility: 'open' })
  const told = await atBob.next('message')
  t.match(told, { message: { seq: 3, system: { kind: 'visibility-changed', visibility: 'open' } } })
  t.match(await atBob.next('conversation-changed'), { conversation: { visibility: 'open' } })
  const summary = await test.call<ConversationSummary>(bob, 'GET', `/conversations/${id}`)
  t.match(summary, { membership: { readsFromSeq: 1 } })
})

t.test(
  'every device of who deletes for themselves forgets it, and the other person hears nothing',
  async (t) => {
    const test = await RealtimeTest.start(t)
    const [ann, bob] = await test.people('ann', 'bob')
    const id = await test.direct(ann, bob)
    const [fromAnn, atAnn, atBob] = [
      await test.connect(ann),
      await test.connect(ann),
      await test.connect(bob),
    ]
    await atBob.request(sendFrame(id, 'secret'))
    for (const client of [fromAnn, atAnn, atBob]) await client.next('message')
    await test.call(ann, 'DELETE', `/conversations/${id}/messages`)
    for (const device of [fromAnn, atAnn]) {
      t.same(await device.next('conversation-removed'), {
        type: 'conversation-removed',
        conversationId: id,
        reason: 'left',
      })
      const { summary } = await device.next('conversation-added')
      t.same(summary, await test.call(ann, 'GET', `/conversations/${id}`))
      t.match(summary, {
        lastMessage: null,
        peer: { id: bob.user.id },
        membership: { hidden: true, readsFromSeq: 2, canWrite: true },
      })
    }
    t.same(await atBob.rest(), [])

    await editMessage(test, bob, id)
    t.match(await atBob.next('change'), { message: { text: 'secret, changed' } })
    await atBob.request(sendFrame(id, 'to everyone'))
    t.match(await fromAnn.next('rev'), { conversationId: id, rev: 2 })
    for (const device of [fromAnn, atAnn]) await hearsNoSecret(t, device)
    t.match(await fromAnn.request(sendFrame(id, 'and back')), { type: 'ack', message: { seq: 3 } })
  },
)

t.test(
  'who has deleted it for themselves, of which nothing was heard, gets it with the next look',
  async (t) => {
    const test = await RealtimeTest.start(t, { realtime: { compareIntervalMs: 50 } })
    const [ann, bob] = await test.people('ann', 'bob')
    const id = await test.direct(ann, bob)
    const [atAnn, fromBob] = [await test.connect(ann), await test.connect(bob)]
    await fromBob.request(sendFrame(id, 'secret'))
    await atAnn.next('message')
    await test.app.parts.stores.memberships.clear(id, ann.user.id, 1)
    await atAnn.next('conversation-removed')
    t.match((await atAnn.next('conversation-added')).summary, {
      membership: { readsFromSeq: 2, hidden: true },
    })
    await editMessage(test, bob, id)
    await fromBob.request(sendFrame(id, 'to everyone'))
    await hearsNoSecret(t, atAnn)
  },
)

const editMessage = (test: RealtimeTest, by: Person, id: string) =>
  test.call(by, 'PATCH', `/conversations/${id}/messages/1`, { text: 'secret, changed' })
