import { limits, type ServerFrameOf } from '@parley/shared'
import t from 'tap'

import { signUp, type Person } from '../support/app/app.ts'
import { RealtimeTest, sendFrame } from '../support/app/realtime.ts'
import { until } from '../support/until.ts'
import type { TestClient } from '../support/network/ws-client.ts'

type Typing = ServerFrameOf<'typing'>

const signsAt = async (client: TestClient): Promise<Typing[]> =>
  (await client.rest()).filter((frame) => frame.type === 'typing')

/** However slow the machine is: at once for the first, and then as often as time allows. */
async function toldAtMost(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now()
  await work()
  return 1 + Math.ceil((performance.now() - startMs) / limits.typingToldEveryMs)
}

t.test('typing is told to the others, not to oneself, and strangers may not', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob, eve] = await test.people('ann', 'bob', 'eve')
  const conversationId = await test.direct(ann, bob)
  const [fromAnn, atBob, atEve] = [await test.connect(ann), await test.connect(bob), await test.connect(eve)]
  await fromAnn.request({ type: 'typing', conversationId })
  const { user } = ann
  t.match(await atBob.next('typing'), { conversationId, userId: user.id, userIds: [user.id] })
  t.same(await signsAt(fromAnn), [])
  const refusal = { type: 'refusal', problem: { code: 'conversation_not_found' } }
  t.match(await atEve.request({ type: 'typing', conversationId }), refusal)
})

t.test('two conversations in turn are told no more often than one', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const ids = [await test.direct(ann, bob), await test.group(ann, bob)]
  const [fromAnn, atBob] = [await test.connect(ann), await test.connect(bob)]
  const most = await toldAtMost(async () => {
    for (let count = 0; count < 50; count++) {
      for (const conversationId of ids) await fromAnn.request({ type: 'typing', conversationId })
    }
  })
  const signs = await signsAt(atBob)
  for (const id of ids) {
    const told = signs.filter(({ conversationId }) => conversationId === id).length
    t.ok(told >= 1 && told <= most, `told ${told} times`)
  }
})

t.test('twenty connections of one account count as one', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const conversationId = await test.direct(ann, bob)
  const atBob = await test.connect(bob)
  const sockets = await Promise.all(Array.from({ length: limits.socketsPerUserMax }, () => test.connect(ann)))
  const most = await toldAtMost(() =>
    Promise.all(sockets.map((socket) => socket.request({ type: 'typing', conversationId }))),
  )
  const told = (await signsAt(atBob)).length
  t.ok(told >= 1 && told <= most, `told ${told} times`)
})

t.test('many who type are told in one frame, to each of them without themselves', async (t) => {
  const test = await RealtimeTest.start(t)
  const people = await test.people('ann', 'bob', 'cem', 'eve')
  const [ann, bob, cem, eve] = people
  const conversationId = await test.group(ann, bob, cem, eve)
  const [atAnn, atBob, atCem, atEve] = [
    await test.connect(ann),
    await test.connect(bob),
    await test.connect(cem),
    await test.connect(eve),
  ]
  await atAnn.request({ type: 'typing', conversationId })
  t.match(await atEve.next('typing'), { userIds: [ann.user.id] }, 'the first at once')
  const told: Typing[] = []
  const named = () => new Set(told.flatMap(({ userIds = [] }) => userIds))
  const most = await toldAtMost(async () => {
    for (const typist of [atBob, atCem, atAnn, atBob])
      await typist.request({ type: 'typing', conversationId })
    while (named().size < 3) told.push(await atEve.next('typing'))
  })
  t.ok(told.length <= most, `${told.length} frames for four signs`)
  for (const { userId, userIds } of told) t.equal(userIds?.at(-1), userId, 'the last one is named alone, too')
  const atTypist = await atBob.next('typing', ({ userIds = [] }) => userIds.includes(cem.user.id))
  t.notOk(atTypist.userIds?.includes(bob.user.id))
  t.not(atTypist.userId, bob.user.id)
})

t.test('a message takes the sign away, also one that was not told yet', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob, cem, eve] = await test.people('ann', 'bob', 'cem', 'eve')
  const conversationId = await test.group(ann, bob, cem, eve)
  const [atAnn, atBob, atCem, atEve] = [
    await test.connect(ann),
    await test.connect(bob),
    await test.connect(cem),
    await test.connect(eve),
  ]
  await atAnn.request({ type: 'typing', conversationId })
  await atBob.request({ type: 'typing', conversationId })
  await atBob.request(sendFrame(conversationId, 'Said'))
  await atCem.request({ type: 'typing', conversationId })
  const names = ({ userIds = [] }: Typing, { user }: typeof ann) => userIds.includes(user.id)
  const last = await atEve.next('typing', (frame) => names(frame, cem))
  const rest = await atEve.rest()
  const said = rest.findIndex((frame) => frame.type === 'message' && frame.message.text === 'Said')
  const later = [...rest.slice(said), last].filter((frame) => frame.type === 'typing')
  t.ok(said >= 0)
  t.notOk(
    later.some((frame) => names(frame, bob)),
    'who has said it does not type it any more',
  )
})

t.test('whoever types on after a message is seen again', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const conversationId = await test.direct(ann, bob)
  const [fromAnn, atBob] = [await test.connect(ann), await test.connect(bob)]
  await fromAnn.request({ type: 'typing', conversationId })
  await fromAnn.request(sendFrame(conversationId, 'One thing'))
  await fromAnn.request({ type: 'typing', conversationId })
  const frames = [await atBob.next('typing'), await atBob.next('message'), await atBob.next('typing')]
  t.match(frames[2], { conversationId, userId: ann.user.id })
})

t.test('nobody is told where more are online than can be read of', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann] = await test.people('ann')
  const [first, last] = await test.people('first', 'last')
  const others: Person[] = []
  while (others.length < limits.typingOnlineMax - 2)
    others.push(await signUp(test.app, `other${others.length}`))
  const conversationId = await test.group(ann, first, last, ...others)
  const [fromAnn, atFirst, atLast] = [
    await test.connect(ann),
    await test.connect(first),
    await test.connect(last),
  ]
  await Promise.all(others.map((person) => test.connect(person)))
  t.match(await fromAnn.request({ type: 'typing', conversationId }), { type: 'ack' })
  t.same(await signsAt(atFirst), [])
  atLast.close()
  await until(async () => {
    await fromAnn.request({ type: 'typing', conversationId })
    return (await signsAt(atFirst)).length > 0
  }, 'it is told again when one has left')
})
