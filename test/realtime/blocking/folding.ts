import type { AddedMembers, ConversationList, Message } from '@parley/shared'
import type { Test } from 'tap'

import type { Person } from '../../support/app/app.ts'
import { refusalOf, World, type Instances } from './world.ts'

export function folding(t: Test, instances: Instances): void {
  t.test(
    'what the blocked write in a group comes to all, and is no news to who has blocked them',
    async (t) => {
      const world = await World.begin(instances)
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

export function deciding(t: Test, instances: Instances): void {
  t.test('of two who block each other, who undoes it meets a closed door that names no block', async (t) => {
    const world = await World.begin(instances)
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
    const world = await World.begin(instances)
    const { ann, ben } = world
    const id = await world.at(ann).group(ann, ben)
    await world.block()
    const body = { userIds: [ben.user.id] }
    const again = await world.call<AddedMembers>(ann, 'POST', `/conversations/${id}/members`, body)
    t.same(again, { added: [], invited: [], refused: [] }, 'a member is passed over, whoever it is')
    t.equal(await refusalOf(world.call(ann, 'DELETE', `/conversations/${id}/members/${ben.user.id}`)), null)
  })

  t.test('every device of who has blocked hears of it, and none of the other', async (t) => {
    const world = await World.begin(instances)
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
