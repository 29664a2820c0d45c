import type { Invitation, ServerFrame } from '@parley/shared'
import t, { type Test } from 'tap'

import { RealtimeTest } from '../support/app/realtime.ts'
import { signIn } from '../support/app/sign-in.ts'

/** Bob, who lets nobody add him, with two devices; Ann with one, and a group. */
async function begin(t: Test) {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  await test.call(bob, 'PATCH', '/me', { privacy: { adders: 'nobody' } })
  const id = await test.group(ann)
  const devices = [await test.connect(bob), await test.connect(await signIn(test.app, bob))]
  const atAnn = await test.connect(ann)
  const invite = () => test.call(ann, 'POST', `/conversations/${id}/members`, { userIds: [bob.user.id] })
  return { test, ann, bob, id, devices, atAnn, invite }
}

const about = (frames: readonly ServerFrame[]): string[] =>
  frames.flatMap(({ type }) =>
    type.startsWith('invitation') || type.startsWith('conversation') ? [type] : [],
  )

t.test('an invitation reaches all devices once, and nobody else', async (t) => {
  const { test, ann, bob, id, devices, atAnn, invite } = await begin(t)
  await invite()
  await invite()
  const { invitations } = await test.call<{ invitations: Invitation[] }>(bob, 'GET', '/conversations')
  for (const device of devices) {
    const { invitation } = await device.next('invitation')
    t.match(invitation, { conversation: { id, name: 'Tea' }, inviter: { username: ann.user.username } })
    t.same([invitation], invitations, 'as the list has it')
    t.same(about(await device.rest()), [])
  }
  t.same(about(await atAnn.rest()), [])
})

t.test('accepted on one device, it ends on both, and the conversation is there', async (t) => {
  const { test, bob, id, devices, atAnn, invite } = await begin(t)
  await invite()
  await test.call(bob, 'POST', `/me/invitations/${id}/accept`)
  for (const device of devices) {
    t.match(await device.next('invitation-ended'), { conversationId: id })
    t.match((await device.next('conversation-added')).summary, { conversation: { id, memberCount: 2 } })
    const { message } = await device.next('message')
    t.match(message, { senderId: bob.user.id, system: { kind: 'member-joined' } })
  }
  t.match(await atAnn.next('conversation-changed'), { conversation: { memberCount: 2 } })
})

t.test('declined on one device, it ends on both, and its inviter hears nothing', async (t) => {
  const { test, bob, id, devices, atAnn, invite } = await begin(t)
  await invite()
  for (let time = 0; time < 2; time++) await test.call(bob, 'DELETE', `/me/invitations/${id}`)
  for (const device of devices) {
    t.match(await device.next('invitation-ended'), { conversationId: id })
    await device.next('invitation')
    t.same(about(await device.rest()), [], 'once')
  }
  t.same(
    (await atAnn.rest()).filter(({ type }) => type !== 'ping'),
    [],
  )
})

t.test('who is invited gets nothing of what happens in the group', async (t) => {
  const { test, ann, id, devices, invite } = await begin(t)
  await invite()
  await test.call(ann, 'PATCH', `/conversations/${id}`, { name: 'Coffee' })
  for (const device of devices) {
    await device.next('invitation')
    t.same(
      (await device.rest()).filter(({ type }) => type !== 'ping'),
      [],
    )
  }
})
