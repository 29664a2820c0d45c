import type { ConversationSummary, Membership } from '@parley/shared'
import t, { type Test } from 'tap'

import { RealtimeTest } from '../../support/app/realtime.ts'
import { signIn } from '../../support/app/sign-in.ts'

/** Ann owns a closed group that lets people ask and Mo moderates it; Bob is in it, and Cem, with two devices, asks. */
async function begin(t: Test) {
  const test = await RealtimeTest.start(t)
  const [ann, mo, bob, cem] = await test.people('ann', 'moe', 'bob', 'cem')
  const group = { name: 'Tea', visibility: 'closed', askToJoin: true, memberIds: [mo.user.id, bob.user.id] }
  const { conversation } = await test.call<ConversationSummary>(ann, 'POST', '/conversations/groups', group)
  const { id } = conversation
  await test.call(ann, 'PUT', `/conversations/${id}/members/${mo.user.id}/role`, { role: 'moderator' })
  const deciders = [await test.connect(ann), await test.connect(mo)]
  const atBob = await test.connect(bob)
  const devices = [await test.connect(cem), await test.connect(await signIn(test.app, cem))]
  const path = `/conversations/${id}/join-requests`
  const ask = () => test.call(cem, 'POST', path, {})
  return { test, ann, mo, cem, id, path, ask, deciders, atBob, devices }
}

type Device = Awaited<ReturnType<RealtimeTest['connect']>>

/** What the next word of one's own part in the group says. */
async function nextCount(device: Device): Promise<number> {
  for (;;) {
    const { membership } = (await device.next('conversation-changed')) as { membership?: Membership }
    if (membership) return membership.joinRequests ?? 0
  }
}

t.test('who decides hears of each request at once, and nobody else does', async (t) => {
  const { ask, id, deciders, atBob, devices } = await begin(t)
  await ask()
  for (const device of deciders) t.equal(await nextCount(device), 1)
  for (const device of devices)
    t.same(await device.next('join-request'), { type: 'join-request', conversationId: id, isOpen: true })
  t.same(
    (await atBob.rest()).filter(({ type }) => type !== 'ping'),
    [],
  )
})

t.test('approved by one, it vanishes from the other’s screen, and the group is there', async (t) => {
  const { test, mo, cem, id, path, ask, deciders, devices } = await begin(t)
  await ask()
  for (const device of deciders) await nextCount(device)
  await test.call(mo, 'POST', `${path}/${cem.user.id}/approve`)
  for (const device of deciders) t.equal(await nextCount(device), 0)
  for (const device of devices)
    t.match((await device.next('conversation-added')).summary, { conversation: { id } })
})

t.test('declined, or when nobody can ask any more, the person hears that it is open no more', async (t) => {
  const { test, ann, cem, id, path, ask, deciders, devices } = await begin(t)
  await ask()
  for (const device of [...deciders]) await nextCount(device)
  await test.call(ann, 'POST', `${path}/${cem.user.id}/decline`)
  for (const device of deciders) t.equal(await nextCount(device), 0)
  for (const device of devices) {
    t.match(await device.next('join-request'), { isOpen: true })
    t.match(await device.next('join-request'), { conversationId: id, isOpen: false })
  }
})
