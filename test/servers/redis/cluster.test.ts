import type { ConversationId } from '@parley/shared'
import t, { type Test } from 'tap'

import { busContract } from '../../contract/bus.contract.ts'
import { TwoInstances } from '../../support/processes/instances.ts'
import { sendFrame } from '../../support/app/realtime.ts'
import { crossed, ObservedBus } from '../../support/redis/buses.ts'
import { RedisCluster } from '../../support/redis/cluster.ts'
import { until } from '../../support/until.ts'
import type { TestClient } from '../../support/network/ws-client.ts'

/** So many channels are on all three nodes, but for once in a million runs. */
const manyChannels = 36

const cluster = await RedisCluster.start(t)

busContract(t, 'between instances on a cluster', async (t) => {
  const [here, there] = [new ObservedBus(t, cluster.url, 'test'), new ObservedBus(t, cluster.url, 'test')]
  await until(
    () => [here, there].every(({ told }) => told.includes('restored')),
    'both instances are connected',
  )
  const { errors } = there
  // What went over one node before has arrived when something went over that node after it.
  const settled = async (): Promise<void> => {
    await Promise.all(Array.from({ length: manyChannels }, () => crossed(here.bus, there.bus)))
  }
  await settled() // by then there is a connection to each node, and none of them is being replaced
  return { here: here.bus, there: there.bus, errors, settled }
})

/** Ann at one instance and Bob at the other, who are in many groups together. */
async function manyGroups(t: Test) {
  const instances = await TwoInstances.start(t, cluster.url)
  await instances.connected()
  const { one, two } = instances
  const [ann, bob] = await one.people('ann', 'bob')
  const ids: ConversationId[] = []
  while (ids.length < manyChannels) ids.push(await one.group(ann, bob))
  const [atAnn, atBob] = [await one.connect(ann), await two.connect(bob)]
  return { instances, ids, atAnn, atBob }
}

async function assertHeard(
  t: Test,
  ids: readonly ConversationId[],
  atAnn: TestClient,
  atBob: TestClient,
  text: string,
) {
  for (const id of ids) {
    await atAnn.request(sendFrame(id, text))
    await atBob.next('message', ({ message }) => message.conversationId === id && message.text === text)
  }
  t.pass(`all ${ids.length} conversations were heard: ${text}`)
}

t.test('events reach people whose conversations are on different nodes', async (t) => {
  const { ids, atAnn, atBob } = await manyGroups(t)
  const places = await Promise.all(ids.map((id) => cluster.channelWith(id)))
  t.equal(new Set(places.map(({ node }) => node)).size, cluster.nodes.length, 'they are on all nodes')
  await assertHeard(t, ids, atAnn, atBob, 'hello')
})

t.test('who is connected is told to catch up when a channel has moved to another node', async (t) => {
  const { instances, ids, atAnn, atBob } = await manyGroups(t)
  const { node: from, channel } = await cluster.channelWith(ids[0] ?? '')
  const to = cluster.nodes.find((node) => node !== from) ?? from
  await cluster.moveSlotOf(channel, from, to)
  await cluster.agreed()
  await Promise.all([atAnn.next('resync'), atBob.next('resync')])
  await instances.connected()
  t.equal((await cluster.channelWith(ids[0] ?? '')).node, to)
  await assertHeard(t, ids, atAnn, atBob, 'here now')
})

t.test('who is connected is told to catch up when a node dies and comes back', async (t) => {
  const { instances, ids, atAnn, atBob } = await manyGroups(t)
  const { node } = await cluster.channelWith(ids[0] ?? '')
  await node.redis.kill()
  await instances.interrupted()
  for (const id of ids) t.match(await atAnn.request(sendFrame(id, 'unheard')), { type: 'ack' })
  await node.redis.start()
  await cluster.agreed()
  await instances.connected()
  await Promise.all([atAnn.next('resync'), atBob.next('resync')])
  await assertHeard(t, ids, atAnn, atBob, 'back again')
})

t.test('whole instances work over a cluster, also after their connections were cut', async (t) => {
  const { instances, ids, atAnn, atBob } = await manyGroups(t)
  await assertHeard(t, ids, atAnn, atBob, 'one')
  // All at once, so that none cuts what was made anew after another.
  await Promise.all(cluster.nodes.map(({ redis }) => redis.command('CLIENT', 'KILL', 'TYPE', 'pubsub')))
  await Promise.all([atAnn.next('resync'), atBob.next('resync')])
  await instances.connected()
  await assertHeard(t, ids, atAnn, atBob, 'two')
})
