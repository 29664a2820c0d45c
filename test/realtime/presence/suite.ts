import type { Audience, ConversationId, Presence } from '@parley/shared'
import type { Test } from 'tap'

import type { Person } from '../../support/app/app.ts'
import { newClientId, type RealtimeTest } from '../../support/app/realtime.ts'
import type { TestClient } from '../../support/network/ws-client.ts'

/** Where Ann is connected, and where everybody else is; they may be one. */
export interface Instances {
  readonly ofAnn: RealtimeTest
  readonly ofOthers: RealtimeTest
}

let runs = 0

const unknown = ({ user }: Person): Presence => ({ userId: user.id, online: false, lastSeenAt: null })
const there = ({ user }: Person): Presence => ({ userId: user.id, online: true, lastSeenAt: null })

const watch = (client: TestClient, ...people: Person[]): Promise<unknown> =>
  client.request({ type: 'watch', userIds: people.map(({ user }) => user.id) })

/** Until these are what was told last: that somebody has come may be told a moment later by another instance. */
async function becomes(client: TestClient, ...expected: Presence[]): Promise<void> {
  const told = new Map<string, string>()
  while (!expected.every((one) => told.get(one.userId) === JSON.stringify(one))) {
    for (const one of (await client.next('presence')).people) told.set(one.userId, JSON.stringify(one))
  }
}

/** Of whom it was told since that they went, once all that was on its way is here. */
async function gone(client: TestClient): Promise<Presence[]> {
  const frames = (await client.rest()).splice(0)
  return frames
    .flatMap((frame) => (frame.type === 'presence' ? frame.people : []))
    .filter((one) => !one.online)
}

/** Ann, Ben and Cem, who are in one group. */
async function begin({ ofAnn, ofOthers }: Instances) {
  runs += 1
  const [ann, ben, cem] = await ofOthers.people(`ann.${runs}`, `ben.${runs}`, `cem.${runs}`)
  await ofOthers.group(cem, ann, ben)
  const [atAnn, atBen, atCem] = [
    await ofAnn.connect(ann),
    await ofOthers.connect(ben),
    await ofOthers.connect(cem),
  ]
  const show = (presence: Audience) => ofAnn.call(ann, 'PATCH', '/me', { privacy: { presence } })
  return { ann, ben, cem, atAnn, atBen, atCem, show }
}

export function presenceAudienceSuite(t: Test, instances: Instances): void {
  t.test('who hides goes offline once for everyone, and everyone for them; and comes back', async (t) => {
    const { ann, ben, cem, atAnn, atBen, atCem, show } = await begin(instances)
    await watch(atBen, ann)
    await becomes(atBen, there(ann))
    await watch(atCem, ann, ben)
    await becomes(atCem, there(ann), there(ben))
    await watch(atAnn, ben, cem)
    await becomes(atAnn, there(ben), there(cem))
    await show('nobody')
    await becomes(atBen, unknown(ann))
    await becomes(atCem, unknown(ann))
    await becomes(atAnn, unknown(ben), unknown(cem))
    for (const client of [atAnn, atBen, atCem]) t.same(await gone(client), [], 'once')
    await watch(atBen, ann)
    t.same((await atBen.next('presence')).people, [unknown(ann)], 'as of somebody who was never there')
    await watch(atAnn, ben)
    t.same((await atAnn.next('presence')).people, [unknown(ben)])
    await watch(atAnn, ben, cem)
    await becomes(atAnn, unknown(ben), unknown(cem))
    await show('everyone')
    await becomes(atBen, there(ann))
    await becomes(atCem, there(ann), there(ben))
    await becomes(atAnn, there(ben), there(cem))
  })

  t.test('who hides while nobody watches them sees nobody any more all the same', async (t) => {
    const { ben, atAnn, show } = await begin(instances)
    await watch(atAnn, ben)
    await becomes(atAnn, there(ben))
    await show('nobody')
    t.same((await atAnn.next('presence', ({ people }) => !people[0]?.online)).people, [unknown(ben)])
  })

  t.test('of who hides no coming and going is told', async (t) => {
    const { ann, ben, cem, atBen, show } = await begin(instances)
    await show('nobody')
    await watch(atBen, ann, cem)
    await becomes(atBen, unknown(ann), there(cem))
    const { bus } = instances.ofAnn.app.parts
    for (const person of [ann, cem]) {
      const lastSeenAt = new Date(0).toISOString()
      const presence = { userId: person.user.id, online: false, lastSeenAt }
      bus.publish(`presence:${person.user.id}`, { type: 'presence', presence })
    }
    const { people } = await atBen.next('presence', (frame) => frame.people.some((one) => !one.online))
    t.match(people, [{ userId: cem.user.id }], `of the other it comes, to ${ben.user.username}`)
    t.same(await gone(atBen), [])
  })

  t.test('contacts are those to whom one has written, and it takes both', async (t) => {
    const { ann, ben, cem, atAnn, atBen, atCem, show } = await begin(instances)
    const id = await instances.ofAnn.direct(ann, ben)
    await say(instances.ofAnn, ann, id)
    await show('contacts')
    await watch(atBen, ann)
    await becomes(atBen, there(ann))
    await watch(atCem, ann)
    t.same((await atCem.next('presence')).people, [unknown(ann)])
    await watch(atAnn, ben, cem)
    await becomes(atAnn, there(ben), unknown(cem))
    await instances.ofOthers.call(ben, 'PATCH', '/me', { privacy: { presence: 'contacts' } })
    await becomes(atBen, unknown(ann)) // to whom Ben has not written
    await becomes(atAnn, unknown(ben))
    await say(instances.ofOthers, ben, id)
    await watch(atBen, ann)
    await becomes(atBen, there(ann))
  })
}

const say = (at: RealtimeTest, person: Person, id: ConversationId): Promise<unknown> =>
  at.call(person, 'POST', `/conversations/${id}/messages`, { clientId: newClientId(), text: 'hello' })
