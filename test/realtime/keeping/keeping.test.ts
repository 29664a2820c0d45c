import type { MessagePage, SavedChange } from '@parley/shared'
import t, { type Test } from 'tap'

import { RealtimeTest } from '../../support/app/realtime.ts'
import { signIn } from '../../support/app/sign-in.ts'

/** Ann with one device and Bob with two, in a conversation where something was said. */
async function begin(t: Test) {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.direct(ann, bob)
  const message = { clientId: crypto.randomUUID(), text: 'tea at four' }
  await test.call(ann, 'POST', `/conversations/${id}/messages`, message)
  const atBob = [await test.connect(bob), await test.connect(await signIn(test.app, bob))]
  return { test, ann, bob, id, atBob, atAnn: await test.connect(ann) }
}

t.test('What is saved is told to all one’s devices once, and to nobody else', async (t) => {
  const { test, bob, id, atBob, atAnn } = await begin(t)
  const path = `/me/saved/${id}/1`
  for (const _ of [1, 2]) await test.call<SavedChange>(bob, 'PUT', path)
  await test.call<SavedChange>(bob, 'DELETE', path)
  for (const device of atBob) {
    const told = [await device.next('saved'), await device.next('saved')]
    t.match(told, [
      { conversationId: id, seq: 1, isSaved: true, version: 1 },
      { conversationId: id, seq: 1, isSaved: false, version: 2 },
    ])
    t.same(
      (await device.rest()).filter(({ type }) => type === 'saved' || type === 'change'),
      [],
    )
  }
  t.same(
    (await atAnn.rest()).filter(({ type }) => type === 'saved' || type === 'change'),
    [],
  )
})

t.test('A pin is told to both as a change, and then in a line that has none of its words', async (t) => {
  const { test, ann, bob, id, atBob, atAnn } = await begin(t)
  await test.call(bob, 'PUT', `/conversations/${id}/messages/1/pin`)
  for (const device of [...atBob, atAnn]) {
    const { message: pinned } = await device.next('change')
    t.match(pinned, { seq: 1, rev: 2, pinned: { userId: bob.user.id, rev: 2 } })
    const { message: line } = await device.next('message')
    t.match(line, { seq: 2, rev: 3, text: '', system: { kind: 'message-pinned', seq: 1 } })
    t.notOk(JSON.stringify(line).includes('tea'))
  }
  const page = await test.call<MessagePage>(ann, 'GET', `/conversations/${id}/messages`)
  t.equal(page.rev, 3)
})

t.test('What is scheduled is told to all one’s devices, and to nobody else', async (t) => {
  const { test, bob, id, atBob, atAnn } = await begin(t)
  const clientId = crypto.randomUUID()
  const sendAt = new Date(Date.now() + 3_600_000).toISOString()
  const path = `/conversations/${id}/scheduled`
  await test.call(bob, 'POST', path, { clientId, text: 'cake', sendAt })
  await test.call(bob, 'POST', `${path}/${clientId}/send`)
  for (const device of atBob) {
    t.match(await device.next('scheduled'), { conversationId: id, clientId, state: 'waiting' })
    t.match(await device.next('scheduled'), { conversationId: id, clientId, state: 'gone' })
  }
  t.match(await atAnn.next('message'), { message: { seq: 2, text: 'cake', scheduled: true } })
  t.notOk((await atAnn.rest()).some(({ type }) => type === 'scheduled'))
})
