import type { Test } from 'tap'

import type { Person } from '../../support/app/app.ts'
import { newClientId, sendFrame } from '../../support/app/realtime.ts'
import type { TestClient } from '../../support/network/ws-client.ts'
import { World, type Instances } from './world.ts'

interface Door {
  readonly shut: (world: World) => Promise<unknown>
  readonly open: (world: World) => Promise<unknown>
}

const writers = (world: World, value: string, person = world.ann) =>
  world.call(person, 'PATCH', '/me', { privacy: { writers: value } })

const closed = (world: World, value: boolean) =>
  world.call(world.ann, 'PATCH', `/conversations/${world.direct}/membership`, { closed: value })

/** By which Ann shuts Ben out. */
const doors: Readonly<Record<string, Door>> = {
  'a block': { shut: (world) => world.block(), open: (world) => world.unblock() },
  'who takes no messages at all': {
    shut: (world) => writers(world, 'nobody'),
    open: (world) => writers(world, 'everyone'),
  },
  'a closed conversation': { shut: (world) => closed(world, true), open: (world) => closed(world, false) },
}

/** What is answered, byte for byte, but for what is of each request and of each world. */
async function answerOf(attempt: Promise<unknown>): Promise<string> {
  const text = await attempt.then((answer) => JSON.stringify(answer), String)
  return text
    .replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, 'ID')
    .replaceAll(/"requestId":"[^"]*"/g, 'REQUEST')
    .replaceAll(/(ann|ben|cem|dee|eve|fay)\.\d+/gi, 'NAME')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
}

/** All that Ben is answered when he tries to reach Ann, and what the conversation is to him. */
async function answersTo(world: World, socket: TestClient, seq: number): Promise<string[]> {
  const { ann, ben, cem, direct } = world
  const group = await world.at(ben).group(ben)
  const both = [cem.user.id, ann.user.id]
  const wanted = { name: 'New', visibility: 'closed', memberIds: both }
  const path = `/conversations/${direct}`
  const attempts = [
    world.say(ben, direct, 'hello'),
    socket.request(sendFrame(direct, 'hello')).then((reply) => ({ ...reply, ref: '' })),
    world.call(ben, 'PATCH', `${path}/messages/${seq}`, { text: `changed ${newClientId()}` }),
    world.call(ben, 'POST', `/conversations/${group}/members`, { userIds: both }),
    world.call(ben, 'POST', '/conversations/groups', wanted),
    world.call(ben, 'POST', '/conversations/direct', { userId: ann.user.id }),
    world.call(ben, 'GET', path),
  ]
  return Promise.all(attempts.map(answerOf))
}

export function answeringAlike(t: Test, instances: Instances): void {
  t.test('whoever is shut out is answered the same, and told the same, whyever it is', async (t) => {
    const seen = new Map<string, unknown>()
    for (const [name, door] of Object.entries(doors)) {
      const world = await World.begin(instances)
      const socket = await world.connect(world.ben)
      const { seq } = await world.say(world.ben, world.direct, 'first')
      await socket.next('message')
      await door.shut(world)
      const frame = await socket.next('conversation-changed')
      seen.set(name, [await answerOf(Promise.resolve(frame)), await answersTo(world, socket, seq)])
      await door.open(world)
      const opened = await socket.next('conversation-changed', ({ membership }) => membership !== undefined)
      t.equal(opened.membership?.canWrite, true, `${name}, undone`)
      t.match(await socket.request(sendFrame(world.direct, 'hello')), { type: 'ack' })
    }
    const [block, ...others] = [...seen]
    t.match(JSON.stringify(block), 'not_available')
    for (const [name, answers] of others) t.same(answers, block?.[1], name)
  })

  t.test('with strangers no direct conversation begins, and the answer is the same, whyever', async (t) => {
    const answers: string[] = []
    const refusals: Record<string, (world: World, eve: Person, fay: Person) => Promise<unknown>> = {
      'a block': (world, eve, fay) => world.block(fay, eve),
      known: (world, _, fay) => writers(world, 'known', fay),
      'group-members': (world, _, fay) => writers(world, 'group-members', fay),
      nobody: (world, _, fay) => writers(world, 'nobody', fay),
    }
    for (const refuse of Object.values(refusals)) {
      const world = await World.begin(instances)
      const [eve, fay] = await world.strangers()
      await refuse(world, eve, fay)
      const opening = () => world.call(eve, 'POST', '/conversations/direct', { userId: fay.user.id })
      answers.push(await answerOf(opening()))
    }
    t.match(answers[0], 'not_available')
    t.same(new Set(answers).size, 1)
  })
}

export function tellingBoth(t: Test, instances: Instances): void {
  t.test('both hear at once of what one closes or sets', async (t) => {
    const world = await World.begin(instances)
    const { direct } = world
    const [atAnn, atBen] = [await world.connect(world.ann), await world.connect(world.ben)]
    const changed = async (client: TestClient) => {
      const isIt = ({ conversation }: { conversation: { id: string } }) => conversation.id === direct
      const { membership } = await client.next('conversation-changed', isIt)
      return [membership?.closed, membership?.canWrite]
    }
    const step = async (
      name: string,
      work: () => Promise<unknown>,
      ofAnn: boolean[] | null,
      ofBen: boolean[],
    ) => {
      await work()
      if (ofAnn) t.same(await changed(atAnn), ofAnn, `${name}, to oneself`)
      t.same(await changed(atBen), ofBen, `${name}, to the other`)
    }
    await step('closed', () => closed(world, true), [true, false], [false, false])
    t.match(await atAnn.request(sendFrame(direct, 'hello')), { problem: { code: 'closed_by_you' } })
    await step('open again', () => closed(world, false), [false, true], [false, true])
    await step('nobody', () => writers(world, 'nobody'), null, [false, false])
    t.match(await atAnn.request(sendFrame(direct, 'hello')), { type: 'ack' })
    await step('known', () => writers(world, 'known'), null, [false, true])
    await world.call(world.ann, 'POST', '/me/deletion', { password: world.ann.password })
    t.same(await changed(atBen), [false, false], 'an account that is gone')
    t.match(await atBen.request(sendFrame(direct, 'hello')), { problem: { code: 'not_available' } })
  })
}

export function tellingOnce(t: Test, instances: Instances): void {
  t.test(
    'who is shut out already hears nothing of a further door, nor of one that opens before the last',
    async (t) => {
      const world = await World.begin(instances)
      const { ann, ben } = world
      const atBen = await world.connect(ben)
      await writers(world, 'nobody')
      t.match(await atBen.next('conversation-changed'), { membership: { canWrite: false } })
      await closed(world, true)
      await world.block()
      await writers(world, 'everyone')
      await world.unblock()
      await world.arrived(ann, ben, atBen)
      t.notOk(atBen.frames.some(({ type }) => type === 'conversation-changed'))
      await closed(world, false)
      t.match(await atBen.next('conversation-changed'), { membership: { canWrite: true } })
    },
  )

  t.test('nobody is seen to type who cannot write', async (t) => {
    const world = await World.begin(instances)
    const { ann, ben, direct } = world
    const [atAnn, atBen] = [await world.connect(ann), await world.connect(ben)]
    const type = (client: TestClient) => client.request({ type: 'typing', conversationId: direct })
    await closed(world, true)
    await atBen.next('conversation-changed')
    await Promise.all([type(atBen), type(atAnn)])
    await closed(world, false)
    await atBen.next('conversation-changed', ({ membership }) => membership?.canWrite === true)
    await world.say(ann, direct, 'hello')
    for (const client of [atAnn, atBen]) {
      await client.next('message')
      t.notOk(client.frames.some(({ type }) => type === 'typing'))
    }
  })
}

export function hidingReads(t: Test, instances: Instances): void {
  for (const side of ['blocker', 'blocked'] as const) {
    t.test(`how far one has read stands still for both: ${side}`, async (t) => {
      const world = await World.begin(instances)
      const { ann, ben, direct } = world
      const [atAnn, atBen] = [await world.connect(ann), await world.connect(ben)]
      for (let said = 0; said < 6; said++) await world.say(ann, direct, `message ${said}`)
      const read = (client: TestClient, seq: number) =>
        client.request({ type: 'read', conversationId: direct, seq })
      const marks = async () => [
        (await world.summary(ann, direct)).peerReadSeq,
        (await world.summary(ben, direct)).peerReadSeq,
      ]
      const shows = async (readReceipts: boolean) => {
        const setter = world.person(side)
        await world.call(setter, 'PATCH', '/me', { privacy: { readReceipts } })
        for (const person of [ann, ben]) await world.arrived(setter, person, person === ann ? atAnn : atBen)
      }
      await read(atBen, 1)
      t.match(await atAnn.next('read'), { userId: ben.user.id, seq: 1 })
      await shows(false)
      await read(atBen, 3)
      await read(atAnn, 2)
      t.match(await atAnn.next('read'), { userId: ann.user.id, seq: 2 }, 'of oneself one hears')
      t.same(await marks(), [1, 0])
      await shows(true)
      t.same(await marks(), [3, 2])
      await read(atBen, 4)
      t.match(await atAnn.next('read'), { userId: ben.user.id, seq: 4 }, 'and of nothing in between')
      await read(atAnn, 5)
      t.match(await atBen.next('read', ({ userId }) => userId === ann.user.id), { seq: 5 })
    })
  }
}
