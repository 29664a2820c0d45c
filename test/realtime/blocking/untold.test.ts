import t from 'tap'

import { newClientId, RealtimeTest } from '../../support/app/realtime.ts'
import { World } from './world.ts'

const often = { realtime: { compareIntervalMs: 100 } }

t.test('a block that was stored and could not be told is noticed, and told whole', async (t) => {
  const instance = await RealtimeTest.start(t, often)
  const world = await World.begin({ ofBlocker: instance, ofBlocked: instance })
  const { ann, ben, direct } = world
  const [atAnn, atBen] = [await world.connect(ann), await world.connect(ben)]
  await instance.app.parts.stores.blocks.block(ann.user.id, ben.user.id, new Date()) // as by an instance that then broke off
  const isClosed = { conversation: { id: direct }, membership: { canWrite: false } }
  t.match(await atAnn.next('block'), { userId: ben.user.id, isBlocked: true })
  t.match(await atAnn.next('conversation-changed'), isClosed)
  t.match(await atBen.next('conversation-changed'), isClosed)
})

t.test('what was closed or set, and could not be told, is noticed by both', async (t) => {
  const instance = await RealtimeTest.start(t, often)
  const world = await World.begin({ ofBlocker: instance, ofBlocked: instance })
  const { ann, ben, direct } = world
  const [atAnn, atBen] = [await world.connect(ann), await world.connect(ben)]
  const { memberships, users } = instance.app.parts.stores
  await memberships.setClosed(direct, ann.user.id, true)
  t.match(await atAnn.next('conversation-changed'), { membership: { closed: true, canWrite: false } })
  t.match(await atBen.next('conversation-changed'), { membership: { closed: false, canWrite: false } })
  await memberships.setClosed(direct, ann.user.id, false)
  t.match(await atBen.next('conversation-changed'), { membership: { canWrite: true } })
  await users.update(ann.user.id, { privacy: { writers: 'nobody', readReceipts: false } })
  t.match(await atBen.next('conversation-changed'), { membership: { canWrite: false } })
  await world.say(ann, direct, 'hello')
  await atBen.request({ type: 'read', conversationId: direct, seq: 1 })
  t.notOk((await atAnn.rest()).some(({ type }) => type === 'read'))
})

t.test('a block counts at once also while somebody is being read again', async (t) => {
  const instance = await RealtimeTest.start(t, often)
  const world = await World.begin({ ofBlocker: instance, ofBlocked: instance })
  const { ann, ben, cem, group } = world
  const [atAnn, atBen, atCem] = [await world.connect(ann), await world.connect(ben), await world.connect(cem)]
  const { memberships } = instance.app.parts.stores
  const ofUser = memberships.ofUser.bind(memberships)
  const { promise: goesOn, resolve: goOn } = Promise.withResolvers<void>()
  const { promise: isReading, resolve: reads } = Promise.withResolvers<void>()
  memberships.ofUser = async (userId) => {
    const records = await ofUser(userId)
    if (userId === ben.user.id) reads()
    await goesOn
    return records
  }
  await instance.group(ben) // makes the memory of Ben doubtful
  await isReading
  await world.block()
  await atAnn.request({ type: 'typing', conversationId: group })
  await atCem.next('typing')
  const body = { clientId: newClientId(), text: 'the last' }
  await world.call(cem, 'POST', `/conversations/${group}/messages`, body)
  await atBen.next('message', ({ message }) => message.text === 'the last')
  t.notOk(atBen.frames.some(({ type }) => type === 'typing'))
  goOn()
})
