import { setTimeout } from 'node:timers/promises'

import t from 'tap'

import { RealtimeTest } from '../support/app/realtime.ts'

t.test('who is watched is shown as they are, and when they come and go', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  await test.direct(ann, bob)
  const atAnn = await test.connect(ann)
  await atAnn.request({ type: 'watch', userIds: [bob.user.id] })
  t.match(await atAnn.next('presence'), {
    people: [{ userId: bob.user.id, online: false, lastSeenAt: null }],
  })
  const atBob = await test.connect(bob)
  t.match(await atAnn.next('presence'), { people: [{ userId: bob.user.id, online: true, lastSeenAt: null }] })
  slowLastSeen(test)
  atBob.close()
  t.match(await atAnn.next('presence'), { people: [{ online: false, lastSeenAt: String }] })
  await atAnn.request({ type: 'watch', userIds: [bob.user.id] })
  t.match(
    await atAnn.next('presence'),
    { people: [{ online: false, lastSeenAt: String }] },
    'and it is stored',
  )
})

t.test('who is back before it is stored that they left is not told to be gone', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  await test.direct(ann, bob)
  const [atAnn, atBob] = [await test.connect(ann), await test.connect(bob)]
  await atAnn.request({ type: 'watch', userIds: [bob.user.id] })
  await atAnn.next('presence')
  const back = Promise.withResolvers<void>()
  const leaving = slowLastSeen(test, () => back.promise)
  atBob.close()
  await leaving.begun
  await test.connect(bob)
  await atAnn.next('presence', ({ people }) => people[0]?.online === true)
  back.resolve()
  await leaving.done
  t.same(
    (await atAnn.rest()).filter(({ type }) => type === 'presence'),
    [],
  )
})

t.test('a short interruption is not told', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob, cem] = await test.people('ann', 'bob', 'cem')
  await test.group(ann, bob, cem)
  const [atAnn, atBob] = [await test.connect(ann), await test.connect(bob)]
  await atAnn.request({ type: 'watch', userIds: [bob.user.id, cem.user.id] })
  await atAnn.next('presence')
  atBob.close()
  await test.connect(bob)
  await test.connect(cem)
  const next = await atAnn.next('presence')
  t.match(next, { people: [{ userId: cem.user.id, online: true }] }, 'and what comes later is')
})

t.test('strangers may not be watched', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob, eve] = await test.people('ann', 'bob', 'eve')
  await test.direct(ann, bob)
  const [atBob, atEve] = [await test.connect(bob), await test.connect(eve)]
  for (const [watcher, seen] of [
    [atBob, 1],
    [atEve, 0],
  ] as const) {
    await watcher.request({ type: 'watch', userIds: [ann.user.id] })
    t.equal((await watcher.next('presence')).people.length, seen)
  }
  await test.connect(ann)
  await atBob.next('presence') // by now all are told who are to be
  t.same(
    (await atEve.rest()).filter(({ type }) => type === 'presence'),
    [],
  )
})

t.test('who stops watching hears nothing more', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob, cem] = await test.people('ann', 'bob', 'cem')
  await test.group(ann, bob, cem)
  const [atAnn, atCem] = [await test.connect(ann), await test.connect(cem)]
  for (const watcher of [atAnn, atCem]) {
    await watcher.request({ type: 'watch', userIds: [bob.user.id] })
    await watcher.next('presence')
  }
  await atAnn.request({ type: 'watch', userIds: [] })
  await atAnn.next('presence')
  await test.connect(bob)
  await atCem.next('presence') // by now all are told who are to be
  t.same(
    (await atAnn.rest()).filter(({ type }) => type === 'presence'),
    [],
  )
})

interface Storing {
  readonly begun: Promise<void>
  readonly done: Promise<void>
}

/** A store takes its time over when somebody was last seen. */
function slowLastSeen({ app }: RealtimeTest, itsTime = (): Promise<void> => setTimeout(300)): Storing {
  const [begun, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { users } = app.parts.stores
  const setLastSeen = users.setLastSeen.bind(users)
  users.setLastSeen = async (userId, at) => {
    begun.resolve()
    await itsTime()
    await setLastSeen(userId, at)
    done.resolve()
  }
  return { begun: begun.promise, done: done.promise }
}
