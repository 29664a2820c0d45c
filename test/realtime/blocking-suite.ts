import type {
  AddedMembers,
  ConversationId,
  ConversationList,
  ConversationSummary,
  CreatedGroup,
  Message,
  Presence,
  ServerFrame,
  UserPage,
} from '@parley/shared'
import type { Test } from 'tap'

import type { Person } from '../support/app/app.ts'
import { newClientId, type RealtimeTest, sendFrame } from '../support/app/realtime.ts'
import type { TestClient } from '../support/network/ws-client.ts'

export interface Instances {
  readonly ofBlocker: RealtimeTest
  readonly ofBlocked: RealtimeTest
}

type Side = 'blocker' | 'blocked'

let worlds = 0

/** Ann blocks Ben. Cem is in a group with both; Dee as well, who has said nothing of herself and was never there. */
class World {
  readonly instances: Instances
  readonly ann: Person
  readonly ben: Person
  readonly cem: Person
  readonly dee: Person
  readonly group: ConversationId
  readonly direct: ConversationId
  /** How far somebody was last said to have read. */
  reads = 0

  private constructor(instances: Instances, people: readonly Person[], ids: readonly ConversationId[]) {
    const [ann, ben, cem, dee] = people
    const [group, direct] = ids
    if (!ann || !ben || !cem || !dee || !group || !direct) throw new Error('Somebody is missing.')
    this.instances = instances
    ;[this.ann, this.ben, this.cem, this.dee] = [ann, ben, cem, dee]
    ;[this.group, this.direct] = [group, direct]
  }

  static async begin(instances: Instances): Promise<World> {
    const { ofBlocked } = instances
    const names = ['ann', 'ben', 'cem', 'dee'].map((name) => `${name}.${++worlds}`)
    const people: readonly Person[] = await ofBlocked.people(...names)
    const [ann, ben, cem, dee] = people
    if (!ann || !ben || !cem || !dee) throw new Error('Somebody is missing.')
    const group = await ofBlocked.group(cem, ann, ben, dee)
    const direct = await ofBlocked.direct(ann, ben)
    await ofBlocked.direct(ben, dee)
    return new World(instances, people, [group, direct])
  }

  person(side: Side): Person {
    return side === 'blocker' ? this.ann : this.ben
  }

  at(person: Person): RealtimeTest {
    return person === this.ann ? this.instances.ofBlocker : this.instances.ofBlocked
  }

  call<Body>(
    person: Person,
    ...request: Parameters<RealtimeTest['call']> extends [Person, ...infer Rest] ? Rest : never
  ) {
    return this.at(person).call<Body>(person, ...request)
  }

  connect(person: Person): Promise<TestClient> {
    return this.at(person).connect(person)
  }

  block(blocker = this.ann, blocked = this.ben): Promise<unknown> {
    return this.call(blocker, 'PUT', `/me/blocks/${blocked.user.id}`)
  }

  unblock(blocker = this.ann, blocked = this.ben): Promise<unknown> {
    return this.call(blocker, 'DELETE', `/me/blocks/${blocked.user.id}`)
  }

  say(person: Person, id: ConversationId, text: string): Promise<{ seq: number }> {
    return this.call(person, 'POST', `/conversations/${id}/messages`, { clientId: newClientId(), text })
  }

  async summary(person: Person, id: ConversationId): Promise<ConversationSummary> {
    const { items } = await this.call<ConversationList>(person, 'GET', '/conversations')
    const found = items.find(({ conversation }) => conversation.id === id)
    if (!found) throw new Error('The conversation is not in the list.')
    return found
  }
}

/** Null, or the code with which it is refused. */
async function refusalOf(attempt: Promise<unknown>): Promise<string | null> {
  try {
    await attempt
    return null
  } catch (error) {
    const code = /"code":"(\w+)"/.exec(String(error))?.[1]
    if (code === undefined) throw error
    return code
  }
}

type Attempt = (world: World, from: Person, to: Person) => Promise<string | null>

/** Everything by which one person reaches another. */
const attempts: Readonly<Record<string, Attempt>> = {
  'a message, by REST': (world, from) => refusalOf(world.say(from, world.direct, 'hello')),
  'a message, by the socket': async (world, from) => {
    const client = await world.connect(from)
    const reply = await client.request(sendFrame(world.direct, 'hello'))
    client.close()
    return reply.type === 'ack' ? null : reply.problem.code
  },
  'an edit': (world, from) =>
    refusalOf(
      world.call(from, 'PATCH', `/conversations/${world.direct}/messages/${firstSeqs.get(from)}`, {
        text: `changed ${++worlds}`,
      }),
    ),
  'being put into a group': async (world, from, to) => {
    const id = await world.at(from).group(from)
    const path = `/conversations/${id}/members`
    const body = { userIds: [world.cem.user.id, to.user.id] }
    const { added, refused } = await world.call<AddedMembers>(from, 'POST', path, body)
    const code = refused.find(({ userId }) => userId === to.user.id)?.code
    if (added.length + refused.length !== 2) throw new Error('Cem was not added.')
    return code ?? null
  },
  'being put into a new group': async (world, from, to) => {
    const body = { name: 'New', visibility: 'closed', memberIds: [world.cem.user.id, to.user.id] }
    const { conversation, refused } = await world.call<CreatedGroup>(
      from,
      'POST',
      '/conversations/groups',
      body,
    )
    if (conversation.memberCount + refused.length !== 3) throw new Error('Cem is not in it.')
    return refused[0]?.code ?? null
  },
}

const firstSeqs = new Map<Person, number>()

const refusals = { blocker: 'blocked_by_you', blocked: 'not_available' } as const
const otherOf = (side: Side): Side => (side === 'blocker' ? 'blocked' : 'blocker')

/** Whether through one instance or through two. */
export function blockingSuite(t: Test, open: (t: Test) => Promise<Instances>): void {
  for (const side of ['blocker', 'blocked'] as const) reaching(t, open, side)
  for (const side of ['blocker', 'blocked'] as const) seeing(t, open, side)
  folding(t, open)
  deciding(t, open)
}

function reaching(t: Test, open: (t: Test) => Promise<Instances>, side: Side): void {
  t.test(
    `${side === 'blocker' ? 'who has blocked' : 'who is blocked'} does not reach the other`,
    async (t) => {
      const world = await World.begin(await open(t))
      const [from, to] = [world.person(side), world.person(otherOf(side))]
      for (const person of [from, to])
        firstSeqs.set(person, (await world.say(person, world.direct, 'first')).seq)
      const socket = await world.connect(from) // known in memory from here on
      const all = async (expected: string | null, when: string) => {
        for (const [what, attempt] of Object.entries(attempts)) {
          t.equal(await attempt(world, from, to), expected, `${what}, ${when}`)
        }
      }
      await all(null, 'before')
      await world.block()
      await socket.next('conversation-changed', ({ membership }) => membership?.canWrite === false)
      await all(refusals[side], 'while blocked')
      t.match(await world.summary(from, world.direct), { membership: { canWrite: false } })
      const seq = firstSeqs.get(from) ?? 0
      t.equal(
        await refusalOf(world.call(from, 'PUT', `/conversations/${world.direct}/read`, { seq: 2 })),
        null,
        'reading goes on',
      )
      t.equal(
        await refusalOf(world.call(from, 'DELETE', `/conversations/${world.direct}/messages/${seq}`)),
        null,
        'and deleting what one wrote',
      )
      const again = await world.call<ConversationSummary>(from, 'POST', '/conversations/direct', {
        userId: to.user.id,
      })
      t.equal(again.conversation.id, world.direct, 'what was there can be opened')
      firstSeqs.set(from, seq + 2)
      await world.unblock()
      await socket.next('conversation-changed', ({ membership }) => membership?.canWrite === true)
      await all(null, 'afterwards')
    },
  )

  t.test(`${side}: no direct conversation begins`, async (t) => {
    const world = await World.begin(await open(t))
    const [eve, fay] = await world.instances.ofBlocked.people(`eve.${++worlds}`, `fay.${++worlds}`)
    const [from, to] = side === 'blocker' ? [eve, fay] : [fay, eve]
    await world.block(eve, fay)
    const opening = () => refusalOf(world.call(from, 'POST', '/conversations/direct', { userId: to.user.id }))
    t.equal(await opening(), refusals[side])
    await world.unblock(eve, fay)
    t.equal(await opening(), null)
  })
}

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

function seeing(t: Test, open: (t: Test) => Promise<Instances>, side: Side): void {
  t.test(
    `${side === 'blocker' ? 'who has blocked' : 'who is blocked'} learns nothing of the other`,
    async (t) => {
      const world = await World.begin(await open(t))
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
      t.same(await heard(world, sockets, subject), ['typing', 'typing', 'read', 'presence'], 'so do frames')
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
      t.same(
        await heard(world, sockets, subject),
        ['typing', 'typing', 'read', 'presence'],
        'until it is undone',
      )
    },
  )

  t.test(`${side}: finding the other`, async (t) => {
    const world = await World.begin(await open(t))
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
  return own.frames.filter(isAbout).map(({ type }) => type)
}

function folding(t: Test, open: (t: Test) => Promise<Instances>): void {
  t.test(
    'what the blocked write in a group comes to all, and is no news to who has blocked them',
    async (t) => {
      const world = await World.begin(await open(t))
      const { ann, ben, cem, group } = world
      const [atAnn, atCem] = [await world.connect(ann), await world.connect(cem)]
      const before = await world.summary(ann, group)
      await world.say(cem, group, 'pears from cem')
      await world.say(ben, group, 'pears from ben')
      t.match(await world.summary(ann, group), {
        unread: before.unread + 2,
        lastMessage: { text: 'pears from ben' },
      })
      await world.block()
      const folded = { unread: before.unread + 1, lastMessage: { text: 'pears from cem' } }
      t.match(await world.summary(ann, group), folded, 'also what was there before')
      const { seq } = await world.say(ben, group, 'more pears from ben')
      const isIt = ({ message }: { message: Message }) =>
        message.seq === seq && message.conversationId === group
      const frames = await Promise.all([atAnn.next('message', isIt), atCem.next('message', isIt)])
      t.same(frames[0], frames[1], 'one frame for all')
      const list = await world.call<ConversationList>(ann, 'GET', '/conversations')
      t.same(list.blocked, [ben.user.id])
      t.match(await world.summary(ann, group), { ...folded, headSeq: seq })
      t.match(await world.summary(cem, group), { unread: 2, lastMessage: { seq } }, 'for others it counts')
      t.same(await found(world, ann), ['pears from cem'])
      t.same(await found(world, cem), ['more pears from ben', 'pears from ben', 'pears from cem'])

      await world.call(ann, 'PUT', `/conversations/${group}/read`, { seq })
      await world.unblock()
      t.match(
        await world.summary(ann, group),
        { unread: 0, lastMessage: { seq } },
        'no flood of what was passed over',
      )
      await world.say(ben, group, 'a last pear')
      t.match(await world.summary(ann, group), { unread: 1 })
    },
  )
}

async function found(world: World, person: Person): Promise<string[]> {
  const { items } = await world.call<{ items: Message[] }>(person, 'GET', '/messages/search?q=pear')
  return items.map(({ text }) => text)
}

function deciding(t: Test, open: (t: Test) => Promise<Instances>): void {
  t.test('of two who block each other, who undoes it meets a closed door that names no block', async (t) => {
    const world = await World.begin(await open(t))
    const { ann, ben, direct } = world
    await world.block(ann, ben)
    await world.block(ben, ann)
    t.equal(await refusalOf(world.say(ann, direct, 'hello')), 'blocked_by_you')
    await world.unblock(ann, ben)
    t.equal(await refusalOf(world.say(ann, direct, 'hello')), 'not_available')
    t.match(await world.summary(ann, direct), { membership: { canWrite: false } })
    await world.unblock(ben, ann)
    t.equal(await refusalOf(world.say(ann, direct, 'hello')), null)
  })

  t.test('who has blocked a member of their group removes them all the same', async (t) => {
    const world = await World.begin(await open(t))
    const { ann, ben } = world
    const id = await world.at(ann).group(ann, ben)
    await world.block()
    t.equal(await refusalOf(world.call(ann, 'DELETE', `/conversations/${id}/members/${ben.user.id}`)), null)
  })

  t.test('every device of who has blocked hears of it, and none of the other', async (t) => {
    const world = await World.begin(await open(t))
    const { ann, ben } = world
    const devices = [await world.connect(ann), await world.connect(ann)]
    const atBen = await world.connect(ben)
    await world.block()
    await world.block()
    for (const device of devices) {
      t.match(await device.next('block'), { userId: ben.user.id, isBlocked: true })
    }
    await atBen.next('conversation-changed')
    await world.unblock()
    for (const device of devices) t.match(await device.next('block'), { isBlocked: false }, 'once each')
    await atBen.next('conversation-changed')
    t.notOk(atBen.frames.some(({ type }) => type === 'block'))
  })
}
