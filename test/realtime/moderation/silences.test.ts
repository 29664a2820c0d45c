import type { ConversationSummary, ServerFrame } from '@parley/shared'
import t, { type Test } from 'tap'

import { RealtimeTest, sendFrame } from '../../support/app/realtime.ts'
import { signIn } from '../../support/app/sign-in.ts'

/** Ann's group with Bob, who has two devices, and Cem. */
async function begin(t: Test) {
  const test = await RealtimeTest.start(t)
  const [ann, bob, cem] = await test.people('ann', 'bob', 'cem')
  const id = await test.group(ann, bob, cem)
  const devices = [await test.connect(bob), await test.connect(await signIn(test.app, bob))]
  const [atAnn, atCem] = [await test.connect(ann), await test.connect(cem)]
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const path = `/conversations/${id}/silences/${bob.user.id}`
  const silence = () => test.call(ann, 'PUT', path, { until })
  const lift = () => test.call(ann, 'DELETE', path)
  return { test, ann, bob, id, devices, atAnn, atCem, until, silence, lift }
}

const isTold = (frame: ServerFrame): boolean =>
  frame.type === 'message' || JSON.stringify(frame).includes('silenced')

t.test(
  'who is silenced hears of it on all devices, the others only that the group has changed',
  async (t) => {
    const { test, ann, id, devices, atAnn, atCem, until, silence, lift } = await begin(t)
    const { conversation } = await test.call<ConversationSummary>(ann, 'GET', `/conversations/${id}`)
    await silence()
    const own = { conversation: { id }, membership: { canWrite: false, silencedUntil: until } }
    for (const device of devices) {
      t.match(await device.next('conversation-changed', ({ membership }) => membership !== undefined), own)
      t.same(
        (await device.rest()).filter(({ type }) => type === 'message'),
        [],
      )
    }
    for (const client of [atAnn, atCem]) {
      const frame = await client.next('conversation-changed')
      t.same(frame, {
        type: 'conversation-changed',
        conversation: { ...conversation, version: conversation.version + 1 },
      })
      t.same((await client.rest()).filter(isTold), [])
    }
    await lift()
    for (const device of devices) {
      const { membership } = await device.next(
        'conversation-changed',
        (frame) => frame.membership !== undefined,
      )
      t.match(membership, { canWrite: true })
      t.notOk(membership && 'silencedUntil' in membership)
    }
    t.same((await atCem.rest()).filter(isTold), [])
  },
)

t.test('meanwhile nothing is sent or shown as typed, and again afterwards', async (t) => {
  const { bob, id, devices, atCem, silence, lift } = await begin(t)
  const [device] = devices
  if (!device) throw new Error('Bob has no device.')
  const typing = { type: 'typing', conversationId: id } as const
  await silence()
  const refusal = { type: 'refusal', problem: { code: 'silenced', retryAfterSeconds: Number } }
  t.match(await device.request(sendFrame(id, 'but')), refusal)
  t.match(await device.request(typing), refusal)
  t.same(
    (await atCem.rest()).filter(({ type }) => type === 'message' || type === 'typing'),
    [],
  )
  await lift()
  t.match(await device.request(typing), { type: 'ack' })
  t.match(await atCem.next('typing'), { userId: bob.user.id })
  t.match(await device.request(sendFrame(id, 'thanks')), { type: 'ack' })
  t.match((await atCem.next('message')).message, { text: 'thanks' })
})

t.test('who leaves and comes back is told with the group that they are silenced still', async (t) => {
  const { test, ann, bob, id, devices, until, silence } = await begin(t)
  await silence()
  await test.call(bob, 'POST', `/conversations/${id}/leave`)
  await test.call(ann, 'POST', `/conversations/${id}/members`, { userIds: [bob.user.id] })
  for (const device of devices) {
    const { summary } = await device.next('conversation-added')
    t.match(summary.membership, { canWrite: false, silencedUntil: until })
    t.match(await device.request(sendFrame(id, 'but')), { type: 'refusal', problem: { code: 'silenced' } })
  }
})
