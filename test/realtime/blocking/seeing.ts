import type { Presence, ServerFrame, UserPage } from '@parley/shared'
import type { Test } from 'tap'

import type { Person } from '../../support/app/app.ts'
import { newClientId } from '../../support/app/realtime.ts'
import type { TestClient } from '../../support/network/ws-client.ts'
import { otherOf, World, type Instances, type Side } from './world.ts'

/** With whoever it is about by no name of their own, so that what is said of two people can be compared. */
const anonymous = (answer: unknown, { user }: Person): unknown =>
  JSON.parse(
    JSON.stringify(answer)
      .replaceAll(user.id, 'ID')
      .replaceAll(user.username, 'NAME')
      .replaceAll(user.displayName, 'NAME')
      .replaceAll(user.createdAt, 'TIME'),
  )

type Observation = (world: World, viewer: Person, subject: Person) => Promise<unknown>

/** Everything that is told of a person when one asks. */
const observations: Readonly<Record<string, Observation>> = {
  'a profile': (world, viewer, { user }) => world.call(viewer, 'GET', `/users/${user.id}`),
  'a profile, by username': (world, viewer, { user }) =>
    world.call(viewer, 'GET', `/users/by-username/${user.username}`),
  presence: async (world, viewer, { user }) => {
    const client = await world.connect(viewer)
    await client.request({ type: 'watch', userIds: [user.id] })
    const { people } = await client.next('presence')
    client.close()
    return people
  },
}

const about = {
  bio: 'Engines',
  pronouns: 'they/them',
  statusText: 'Away',
  location: { country: 'GB', region: null, city: 'London', timeZone: null, coordinates: null },
  locationAudience: 'everyone',
}

export function seeing(t: Test, instances: Instances, side: Side): void {
  t.test(
    `${side === 'blocker' ? 'who has blocked' : 'who is blocked'} learns nothing of the other`,
    async (t) => {
      const world = await World.begin(instances)
      const [viewer, subject] = [world.person(side), world.person(otherOf(side))]
      await world.at(viewer).direct(viewer, world.dee)
      await world.call(subject, 'PATCH', '/me', about)
      const theirs = await world.connect(subject)
      const [own, ofCem] = [await world.connect(viewer), await world.connect(world.cem)]
      const sockets = { own, theirs, ofCem }
      await own.request({ type: 'watch', userIds: [subject.user.id] })
      await own.next('presence', ({ people }) => people[0]?.online === true)
      for (let said = 0; said < 6; said++) await world.say(viewer, world.direct, `message ${said}`)
      for (const [what, observe] of Object.entries(observations)) {
        const [ofSubject, ofDee] = [
          await observe(world, viewer, subject),
          await observe(world, viewer, world.dee),
        ]
        t.notSame(
          anonymous(ofSubject, subject),
          anonymous(ofDee, world.dee),
          `${what} tells something before`,
        )
      }
      t.same(await heard(world, sockets, subject), everything, 'so do frames')
      const read = (await world.summary(viewer, world.direct)).peerReadSeq

      own.frames.length = 0
      await world.block()
      const gone = await own.next('presence')
      t.same(gone.people, [{ userId: subject.user.id, online: false, lastSeenAt: null }], 'one goes offline')
      for (const [what, observe] of Object.entries(observations)) {
        const [ofSubject, ofDee] = [
          await observe(world, viewer, subject),
          await observe(world, viewer, world.dee),
        ]
        t.same(
          anonymous(ofSubject, subject),
          anonymous(ofDee, world.dee),
          `${what} is as of somebody never there`,
        )
      }
      t.same(await heard(world, sockets, subject), [], 'and of what they do no frame comes')
      t.equal(
        (await world.summary(viewer, world.direct)).peerReadSeq,
        read,
        'the mark of what was read stands still',
      )

      await world.unblock()
      await own.next('presence', ({ people }) => people[0]?.online === true)
      t.same(await heard(world, sockets, subject), everything, 'until it is undone')
    },
  )

  t.test(`${side}: finding the other`, async (t) => {
    const world = await World.begin(instances)
    const [viewer, subject] = [world.person(side), world.person(otherOf(side))]
    const find = async (q: string) =>
      (await world.call<UserPage>(viewer, 'GET', `/users?q=${q}`)).items.map(({ id }) => id)
    const beginning = subject.user.username.slice(0, -1)
    t.ok((await find(beginning)).includes(subject.user.id))
    await world.block()
    t.equal((await find(beginning)).includes(subject.user.id), side === 'blocker', 'by a part of the name')
    t.ok((await find(subject.user.username)).includes(subject.user.id), 'by the whole username')
  })
}

interface Sockets {
  readonly own: TestClient
  readonly theirs: TestClient
  readonly ofCem: TestClient
}

const everything = ['presence', 'read in direct', 'typing in direct', 'typing in group']

/** The kinds of frames that come of what somebody does in every place that both share. */
async function heard(world: World, { own, theirs, ofCem }: Sockets, subject: Person): Promise<string[]> {
  await own.rest()
  own.frames.length = 0
  for (const conversationId of [world.direct, world.group]) {
    await theirs.request({ type: 'typing', conversationId })
  }
  await ofCem.next('typing') // it may have been told a moment ago, and then is told a moment later
  await theirs.request({ type: 'read', conversationId: world.direct, seq: ++world.reads })
  const { bus } = world.at(subject).app.parts
  const presence: Presence = { userId: subject.user.id, online: true, lastSeenAt: null }
  bus.publish(`presence:${subject.user.id}`, { type: 'presence', presence })
  // By the same instance, so that it comes after all of that.
  const path = `/conversations/${world.group}/messages`
  const body = { clientId: newClientId(), text: 'the last' }
  const { seq } = await world.at(subject).call<{ seq: number }>(world.cem, 'POST', path, body)
  await own.next('message', ({ message }) => message.seq === seq && message.conversationId === world.group)
  const isAbout = (frame: ServerFrame) => JSON.stringify(frame).includes(subject.user.id)
  const place = (frame: ServerFrame) =>
    'conversationId' in frame ? ` in ${frame.conversationId === world.direct ? 'direct' : 'group'}` : ''
  // Presence may be told twice: of two who may see each other again, each is looked at.
  return [...new Set(own.frames.filter(isAbout).map((frame) => frame.type + place(frame)))].sort()
}
