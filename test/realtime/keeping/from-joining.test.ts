import type { ChangePage } from '@parley/shared'
import t from 'tap'

import { RealtimeTest, sendFrame } from '../../support/app/realtime.ts'

t.test('of what is older a newcomer hears that something moved, and what not', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob, eve] = await test.people('ann', 'bob', 'eve')
  const id = await test.group(ann, bob)
  const path = `/conversations/${id}`
  const [fromBob, atEve] = [await test.connect(bob), await test.connect(eve)]
  await test.call(ann, 'PATCH', path, { history: 'from-joining' })
  t.match(await fromBob.next('conversation-changed'), { conversation: { history: 'from-joining' } })
  await fromBob.request(sendFrame(id, 'secret')) // 4
  await test.call(ann, 'POST', `${path}/members`, { userIds: [eve.user.id] })
  const { summary } = await atEve.next('conversation-added')
  t.match(summary, { membership: { readsFromSeq: 5 }, unread: 0 })
  t.not(summary.lastMessage?.text, 'secret')

  await test.call(bob, 'PATCH', `${path}/messages/4`, { text: 'secret, changed' })
  await test.call(ann, 'PUT', `${path}/messages/4/reactions/👍`)
  await test.call(ann, 'PUT', `${path}/messages/4/pin`)
  await test.call(ann, 'DELETE', `${path}/messages/4`)
  await fromBob.request(sendFrame(id, 'to everyone'))
  const said = await atEve.next('message', ({ message }) => message.text === 'to everyone')

  const frames = [...atEve.frames, ...(await atEve.rest())]
  t.notMatch(JSON.stringify(frames), 'secret')
  t.notMatch(JSON.stringify(frames), '👍')
  const page = await test.call<ChangePage>(eve, 'GET', `${path}/changes?after=0`)
  t.same(
    page.items.map(({ seq }) => seq),
    [5, 6, 7],
    'joined, pinned, and what was said',
  )
  t.equal(page.rev, page.headRev, 'and it has an end')
  t.equal(said.message.rev, page.headRev)
})
