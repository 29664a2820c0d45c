import type { Draft } from '@parley/shared'
import t from 'tap'

import { RealtimeTest } from '../../support/app/realtime.ts'
import { signIn } from '../../support/app/sign-in.ts'

t.test('A draft is told to all one’s devices once, and to nobody else', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.direct(ann, bob)
  const atBob = [await test.connect(bob), await test.connect(await signIn(test.app, bob))]
  const atAnn = await test.connect(ann)
  const path = `/me/drafts/${id}`
  for (const _ of [1, 2]) await test.call<Draft>(bob, 'PUT', path, { text: 'tea at', baseVersion: 0 })
  await test.call<Draft>(bob, 'DELETE', `${path}?baseVersion=1`)
  for (const device of atBob) {
    t.match(await device.next('draft'), { draft: { conversationId: id, text: 'tea at', version: 1 } })
    t.match(await device.next('draft'), { draft: { conversationId: id, text: '', version: 2 } })
    t.notOk((await device.rest()).some(({ type }) => type === 'draft'))
  }
  t.notOk((await atAnn.rest()).some(({ type }) => type === 'draft'))
})
