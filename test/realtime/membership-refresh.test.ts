import t from 'tap'

import { presenceTopic, userTopic } from '../../api/src/bus/bus.ts'
import { RealtimeTest, sendFrame } from '../support/app/realtime.ts'
import { signIn } from '../support/app/sign-in.ts'
import { until } from '../support/until.ts'

const often = { realtime: { compareIntervalMs: 100 } }

t.test('a socket does not outlive a session whose end was told to nobody', async (t) => {
  const test = await RealtimeTest.start(t, often)
  const [ann] = await test.people('ann')
  const elsewhere = await signIn(test.app, ann)
  const [ended, kept] = [await test.connect(elsewhere), await test.connect(ann)]
  const { stores, clock } = test.app.parts
  await stores.sessions.endOne(ann.user.id, elsewhere.sessionId, clock.now())
  t.match(await ended.end(), { code: 4401 })
  t.match(await kept.request({ type: 'watch', userIds: [] }), { type: 'ack' })
})

t.test('a membership that changed untold is noticed, and told', async (t) => {
  const test = await RealtimeTest.start(t, often)
  const [ann, bob] = await test.people('ann', 'bob')
  const [left, joined] = [await test.group(ann, bob), await test.group(ann)]
  const atBob = await test.connect(bob)
  const { stores, clock } = test.app.parts
  await stores.memberships.remove(left, bob.user.id)
  await stores.memberships.add(joined, [bob.user.id], 0, clock.now())
  t.match(await atBob.next('conversation-removed'), { conversationId: left })
  t.match((await atBob.next('conversation-added')).summary, { conversation: { id: joined } })
  t.match(await atBob.request(sendFrame(left, 'hello?')), { problem: { code: 'conversation_not_found' } })
  t.match(await atBob.request(sendFrame(joined, 'hello')), { type: 'ack' })
  t.match(await atBob.next('message', ({ message }) => message.text === 'hello'), {})
})

for (const question of ['versions', 'memberships'] as const) {
  t.test(`while the store tells no ${question} nobody is cut off, and afterwards all goes on`, async (t) => {
    const test = await RealtimeTest.start(t, often)
    const [ann, bob] = await test.people('ann', 'bob')
    const [id, left] = [await test.group(ann, bob), await test.group(ann, bob)]
    const atBob = await test.connect(bob)
    const { memberships, users } = test.app.parts.stores
    const [ofUser, versions] = [memberships.ofUser.bind(memberships), users.versions.bind(users)]
    let failed = 0
    const twice = new Promise<void>((resolve) => {
      const fail = () => {
        failed += 1
        if (failed === 2) resolve()
        return Promise.reject(new Error('away'))
      }
      if (question === 'memberships') memberships.ofUser = fail
      else users.versions = fail
    })
    await memberships.remove(left, bob.user.id)
    await twice
    t.match(await atBob.request(sendFrame(id, 'still here')), { type: 'ack' })
    memberships.ofUser = ofUser
    users.versions = versions
    t.match(await atBob.next('conversation-removed'), { conversationId: left })
    await memberships.remove(id, bob.user.id)
    t.match(await atBob.next('conversation-removed'), { conversationId: id })
  })
}

t.test('a changed password, which gives the session a new id, keeps its sockets', async (t) => {
  const test = await RealtimeTest.start(t, often)
  const [ann] = await test.people('ann')
  const others = [await signIn(test.app, ann), await signIn(test.app, ann)]
  const client = await test.connect(ann)
  const { stores, clock } = test.app.parts
  const ofUser = stores.sessions.ofUser.bind(stores.sessions)
  let looks = 0
  stores.sessions.ofUser = async (userId) => {
    looks += 1
    return looks === 1 ? [] : ofUser(userId)
  }
  for (const [at, { sessionId }] of others.entries()) {
    await stores.sessions.endOne(ann.user.id, sessionId, clock.now())
    await until(() => looks > 1 + at, 'it is looked, and looked again')
  }
  t.match(await client.request({ type: 'watch', userIds: [] }), { type: 'ack' })
})

t.test('a change between a version and what is read by it is noticed by the next comparison', async (t) => {
  const test = await RealtimeTest.start(t, often)
  const [ann, bob] = await test.people('ann', 'bob')
  const [early, late] = [await test.group(ann, bob), await test.group(ann, bob)]
  const atBob = await test.connect(bob)
  const { memberships } = test.app.parts.stores
  const ofUser = memberships.ofUser.bind(memberships)
  memberships.ofUser = async (userId) => {
    memberships.ofUser = ofUser
    const records = await ofUser(userId)
    await memberships.remove(late, bob.user.id)
    return records
  }
  await memberships.remove(early, bob.user.id)
  t.match(await atBob.next('conversation-removed'), { conversationId: early })
  t.match(await atBob.next('conversation-removed'), { conversationId: late })
})

t.test('so it is for who connects meanwhile', async (t) => {
  const test = await RealtimeTest.start(t, often)
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.group(ann, bob)
  const { memberships } = test.app.parts.stores
  const ofUser = memberships.ofUser.bind(memberships)
  memberships.ofUser = async (userId) => {
    memberships.ofUser = ofUser
    const records = await ofUser(userId)
    await memberships.remove(id, bob.user.id)
    return records
  }
  const atBob = await test.connect(bob)
  const { connected } = test.app.parts.services
  const isKnown = () =>
    [...(connected.knownOf(bob.user.id)?.memberships ?? [])].some(([known]) => known === id)
  await until(() => !isKnown(), 'it is noticed, perhaps before the greeting')
  t.match(await atBob.request(sendFrame(id, 'hello?')), { problem: { code: 'conversation_not_found' } })
})

t.test('an event that comes late, when it is no longer so, does not last', async (t) => {
  const test = await RealtimeTest.start(t, often)
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.group(ann)
  const atBob = await test.connect(bob)
  const joined = {
    type: 'joined',
    conversationId: id,
    kind: 'group',
    role: 'member',
    readsFromSeq: 1,
  } as const
  test.app.parts.bus.publish(userTopic(bob.user.id), joined)
  await atBob.next('conversation-removed')
  t.match(await atBob.request(sendFrame(id, 'hello?')), { problem: { code: 'conversation_not_found' } })
})

t.test('who watches somebody elsewhere learns when nothing is shared any more, also untold', async (t) => {
  const test = await RealtimeTest.start(t, often)
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.group(ann, bob)
  const atAnn = await test.connect(ann)
  await atAnn.request({ type: 'watch', userIds: [bob.user.id] })
  t.match((await atAnn.next('presence')).people, [{ online: false }])
  const presence = { userId: bob.user.id, online: true, lastSeenAt: null }
  test.app.parts.bus.publish(presenceTopic(bob.user.id), { type: 'presence', presence }) // as of another instance
  await atAnn.next('presence', ({ people }) => people[0]?.online === true)
  await test.app.parts.stores.memberships.remove(id, bob.user.id)
  const gone = { userId: bob.user.id, online: false, lastSeenAt: null }
  t.match((await atAnn.next('presence', ({ people }) => people[0]?.online === false)).people, [gone])
})

t.test('a look at who may watch that failed is made up for', async (t) => {
  const test = await RealtimeTest.start(t, often)
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.group(ann, bob)
  const [atAnn] = [await test.connect(ann), await test.connect(bob)]
  await atAnn.request({ type: 'watch', userIds: [bob.user.id] })
  await atAnn.next('presence', ({ people }) => people[0]?.online === true)
  const { memberships } = test.app.parts.stores
  const contactsAmong = memberships.contactsAmong.bind(memberships)
  let failed = 0
  memberships.contactsAmong = () => {
    failed += 1
    return Promise.reject(new Error('away'))
  }
  await test.call(ann, 'DELETE', `/conversations/${id}/members/${bob.user.id}`)
  await until(() => failed > 3, 'it has failed, also in later comparisons')
  memberships.contactsAmong = contactsAmong
  await atAnn.next('presence', ({ people }) => people[0]?.online === false)
})

t.test('who is watched is looked at only when something has changed', async (t) => {
  const test = await RealtimeTest.start(t, often)
  const [ann, bob] = await test.people('ann', 'bob')
  await test.group(ann, bob)
  const atAnn = await test.connect(ann)
  await atAnn.request({ type: 'watch', userIds: [bob.user.id] })
  const { memberships, sessions, users } = test.app.parts.stores
  let looks = 0
  const counted = <Args extends unknown[], Answer>(ask: (...args: Args) => Answer) => {
    return (...args: Args) => {
      looks += 1
      return ask(...args)
    }
  }
  memberships.ofUser = counted(memberships.ofUser.bind(memberships))
  memberships.contactsAmong = counted(memberships.contactsAmong.bind(memberships))
  sessions.ofUser = counted(sessions.ofUser.bind(sessions))
  const versions = users.versions.bind(users)
  let comparisons = 0
  users.versions = (ids) => {
    comparisons += 1
    return versions(ids)
  }
  await until(() => comparisons > 3, 'it is compared')
  t.equal(looks, 0)
})
