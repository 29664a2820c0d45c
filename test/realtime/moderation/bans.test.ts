import type { MessagePage } from '@parley/shared'
import t, { type Test } from 'tap'

import { RealtimeTest, sendFrame } from '../../support/app/realtime.ts'
import { signIn } from '../../support/app/sign-in.ts'

/** Ann's group with Bob, who has two devices, and Cem. */
async function begin(t: Test) {
  const test = await RealtimeTest.start(t)
  const [ann, bob, cem] = await test.people('ann', 'bob', 'cem')
  const id = await test.group(ann, bob, cem)
  const devices = [await test.connect(bob), await test.connect(await signIn(test.app, bob))]
  const atCem = await test.connect(cem)
  const ban = () => test.call(ann, 'PUT', `/conversations/${id}/bans/${bob.user.id}`, { reason: 'rude' })
  return { test, ann, bob, cem, id, devices, atCem, ban }
}

t.test(
  'who is banned is out within a second on all devices, and the others read that they left',
  async (t) => {
    const { bob, id, devices, atCem, ban } = await begin(t)
    const beganMs = performance.now()
    await ban()
    for (const device of devices) {
      t.match(await device.next('conversation-removed'), { conversationId: id, reason: 'removed' })
    }
    t.ok(performance.now() - beganMs < 1_000)
    t.match(await atCem.next('message'), {
      message: { senderId: bob.user.id, system: { kind: 'member-left' } },
    })
    for (const device of devices) {
      t.match(await device.request(sendFrame(id, 'still here?')), {
        problem: { code: 'conversation_not_found' },
      })
      t.notMatch(JSON.stringify(await device.rest()), /rude|"banned/)
    }
    t.notMatch(JSON.stringify(await atCem.rest()), /rude|"banned/)
  },
)

t.test('no message of theirs comes after it, whatever was under way', async (t) => {
  const { test, ann, bob, id, devices, ban } = await begin(t)
  const [fromBob] = devices
  const send = (text: string) => fromBob?.request(sendFrame(id, text))
  const sends = Array.from({ length: 100 }, (_, at) => send(`message ${at}`))
  await ban()
  const later = Array.from({ length: 20 }, (_, at) => send(`late ${at}`))
  await Promise.all([...sends, ...later])
  const { items } = await test.call<MessagePage>(ann, 'GET', `/conversations/${id}/messages?limit=200`)
  const departure = items.findIndex(({ system }) => system?.kind === 'member-left')
  t.ok(departure > 0)
  t.same(
    items.slice(departure + 1).filter(({ senderId }) => senderId === bob.user.id),
    [],
  )
})
