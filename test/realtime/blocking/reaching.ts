import type { AddedMembers, ConversationSummary, CreatedGroup } from '@parley/shared'
import type { Test } from 'tap'

import type { Person } from '../../support/app/app.ts'
import { newClientId, sendFrame } from '../../support/app/realtime.ts'
import { otherOf, refusalOf, World, type Instances, type Side } from './world.ts'

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
        text: `changed ${newClientId()}`,
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

export function reaching(t: Test, instances: Instances, side: Side): void {
  t.test(
    `${side === 'blocker' ? 'who has blocked' : 'who is blocked'} does not reach the other`,
    async (t) => {
      const world = await World.begin(instances)
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
    const world = await World.begin(instances)
    const [eve, fay] = await world.strangers()
    const [from, to] = side === 'blocker' ? [eve, fay] : [fay, eve]
    await world.block(eve, fay)
    const opening = () => refusalOf(world.call(from, 'POST', '/conversations/direct', { userId: to.user.id }))
    t.equal(await opening(), refusals[side])
    await world.unblock(eve, fay)
    t.equal(await opening(), null)
  })
}
