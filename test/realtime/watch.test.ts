import type { Presence, UserId } from '@parley/shared'
import t from 'tap'

import { presenceTopic } from '../../api/src/bus/bus.ts'
import type { Person } from '../support/app/app.ts'
import { RealtimeTest } from '../support/app/realtime.ts'
import type { TestClient } from '../support/network/ws-client.ts'

const unknown = (userId: UserId): Presence => ({ userId, online: false, lastSeenAt: null })

async function watch(client: TestClient, ...people: Person[]): Promise<Presence[]> {
  await client.request({ type: 'watch', userIds: people.map(({ user }) => user.id) })
  return (await client.next('presence')).people
}

/** What a client is told when somebody comes, once all that may follow from what was done is on its way. */
async function hears({ app }: RealtimeTest, client: TestClient, { user }: Person): Promise<Presence[]> {
  await client.rest()
  const presence = { userId: user.id, online: true, lastSeenAt: null }
  app.parts.bus.publish(presenceTopic(user.id), { type: 'presence', presence })
  const frames = (await client.rest()).splice(0)
  return frames.flatMap((frame) => (frame.type === 'presence' ? frame.people : []))
}

const partings: Record<
  string,
  (test: RealtimeTest, id: string, ann: Person, bob: Person) => Promise<unknown>
> = {
  removed: (test, id, ann, bob) => test.call(ann, 'DELETE', `/conversations/${id}/members/${bob.user.id}`),
  'gone of their own will': (test, id, _, bob) => test.call(bob, 'POST', `/conversations/${id}/leave`),
  'in a group that was closed': (test, id, ann) => test.call(ann, 'DELETE', `/conversations/${id}`),
}

for (const [how, part] of Object.entries(partings)) {
  t.test(`who is ${how} shares nothing any more, and neither sees the other`, async (t) => {
    const test = await RealtimeTest.start(t)
    const [ann, bob] = await test.people('ann', 'bob')
    const id = await test.group(ann, bob)
    const [atAnn, atBob] = [await test.connect(ann), await test.connect(bob)]
    t.match(await watch(atAnn, bob), [{ online: true }])
    t.match(await watch(atBob, ann), [{ online: true }])
    await part(test, id, ann, bob)
    t.same((await atAnn.next('presence')).people, [unknown(bob.user.id)])
    t.same((await atBob.next('presence')).people, [unknown(ann.user.id)])
    t.same(await hears(test, atAnn, bob), [])
    t.same(await hears(test, atBob, ann), [])
  })
}

t.test('a deleted account is told of no more, though its direct conversations stay', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  await test.direct(ann, bob)
  const [atAnn, atBob] = [await test.connect(ann), await test.connect(bob)]
  await watch(atAnn, bob)
  await test.call(bob, 'POST', '/me/deletion', { password: bob.password })
  await atBob.end()
  t.same((await atAnn.next('presence')).people, [unknown(bob.user.id)])
  t.same(await hears(test, atAnn, bob), [])
  t.same(await watch(atAnn, bob), [])
})

t.test('who still shares another conversation is watched on', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob, cem] = await test.people('ann', 'bob', 'cem')
  const id = await test.group(ann, bob, cem)
  await test.direct(ann, bob)
  const [atAnn, atCem] = [await test.connect(ann), await test.connect(cem)]
  await watch(atAnn, bob)
  await watch(atCem, bob)
  await test.call(ann, 'DELETE', `/conversations/${id}/members/${bob.user.id}`)
  await atCem.next('presence') // by now it was looked at who may watch on
  t.match(await hears(test, atAnn, bob), [{ userId: bob.user.id, online: true }])
})

t.test('a watch that was asked for begins with the first conversation that is shared', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob, cem] = await test.people('ann', 'bob', 'cem')
  const group = { name: 'Tea', visibility: 'open' }
  const { conversation } = await test.call<{ conversation: { id: string } }>(
    ann,
    'POST',
    '/conversations/groups',
    group,
  )
  const [atAnn, atBob] = [await test.connect(ann), await test.connect(bob)]
  t.same(await watch(atAnn, bob, cem), [])
  t.same(await watch(atBob, ann), [])
  t.same(await hears(test, atAnn, bob), [])
  await test.call(bob, 'POST', `/conversations/${conversation.id}/join`)
  t.match((await atAnn.next('presence')).people, [{ userId: bob.user.id, online: true }])
  t.match((await atBob.next('presence')).people, [{ userId: ann.user.id, online: true }])
  await test.direct(cem, ann)
  t.match((await atAnn.next('presence')).people.map(({ userId }) => userId).sort(), [
    ...[bob.user.id, cem.user.id].sort(),
  ])
})

t.test('a watch that is being answered while its reason goes does not outlive it', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  const id = await test.group(ann, bob)
  const atBob = await test.connect(bob)
  const { memberships } = test.app.parts.stores
  const contactsAmong = memberships.contactsAmong.bind(memberships)
  const [read, removed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  memberships.contactsAmong = async (userId, others) => {
    const found = await contactsAmong(userId, others)
    read.resolve()
    await removed.promise
    return found
  }
  const asked = atBob.request({ type: 'watch', userIds: [ann.user.id] })
  await read.promise
  await test.call(ann, 'DELETE', `/conversations/${id}/members/${bob.user.id}`)
  removed.resolve()
  await asked
  const end = ({ people }: { people: Presence[] }) => people.length === 0 || people[0]?.online === false
  await atBob.next('presence', end)
  t.same(await hears(test, atBob, ann), [])
})

t.test('to remove somebody whom many watch takes one look-up and not as many', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob, ...others] = await test.people('ann', 'bob', 'cem', 'dee', 'eve', 'fay', 'gil', 'hal')
  const id = await test.group(ann, bob, ...others)
  const clients = await Promise.all(others.map((other) => test.connect(other)))
  for (const client of clients) await watch(client, bob, ann)
  const { memberships } = test.app.parts.stores
  const contactsAmong = memberships.contactsAmong.bind(memberships)
  let asked = 0
  memberships.contactsAmong = (userId, among) => {
    asked += 1
    return contactsAmong(userId, among)
  }
  await test.call(ann, 'DELETE', `/conversations/${id}/members/${bob.user.id}`)
  for (const client of clients) t.same((await client.next('presence')).people, [unknown(bob.user.id)])
  t.equal(asked, 1)
})

t.test('a watch is answered while those who are watched come and go without end', async (t) => {
  const test = await RealtimeTest.start(t)
  const [ann, bob] = await test.people('ann', 'bob')
  await test.direct(ann, bob)
  const client = await test.connect(ann)
  const { bus, stores } = test.app.parts
  const publish = (online: boolean): void =>
    bus.publish(presenceTopic(bob.user.id), {
      type: 'presence',
      presence: { userId: bob.user.id, online, lastSeenAt: null },
    })
  // Somebody comes while each answer is read, however often that is.
  const { memberships } = stores
  const contactsAmong = memberships.contactsAmong.bind(memberships)
  let asked = 0
  memberships.contactsAmong = (userId, among) => {
    asked += 1
    if (asked < 1_000) publish(true) // an end for those who read anew each time
    return contactsAmong(userId, among)
  }
  t.match(await watch(client, bob), [{ userId: bob.user.id, online: true }], 'as it was heard last')
  t.equal(asked, 1)
  publish(false)
  t.match((await client.next('presence')).people, [{ userId: bob.user.id, online: false }])
})
