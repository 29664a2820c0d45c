import { randomUUID } from 'node:crypto'

import type { ConversationId, UserId } from '@parley/shared'
import type { Test } from 'tap'

import { conversationTopic, userTopic, type Bus } from '../../api/src/bus/bus.ts'
import type { BusEvent } from '../../api/src/bus/events.ts'

export interface BusUnderTest {
  /** Publishes. */
  readonly here: Bus
  /** Hears it; the same bus where there is one instance only. */
  readonly there: Bus
  /** What handlers of `there` threw. */
  readonly errors: unknown[]
  /** Resolves when everything published before has been heard. */
  settled(): Promise<void>
}

export type OpenBuses = (t: Test) => Promise<BusUnderTest>

const userId = randomUUID() as UserId
const read = (seq: number): BusEvent => ({
  type: 'read',
  conversationId: randomUUID() as ConversationId,
  userId,
  seq,
})
const newTopic = () => userTopic(randomUUID() as UserId)
const seqs = (events: readonly BusEvent[]) =>
  events.map((event) => (event.type === 'read' ? event.seq : null))

/** What every bus promises. */
export function busContract(t: Test, title: string, open: OpenBuses): void {
  t.test(`${title}: an event reaches who subscribed to exactly its topic`, async (t) => {
    const { here, there, settled } = await open(t)
    const [topic, other] = [newTopic(), newTopic()]
    const heard: BusEvent[] = []
    const elsewhere: BusEvent[] = []
    await there.subscribe(topic, (event) => heard.push(event))
    await there.subscribe(other, (event) => elsewhere.push(event))
    await there.subscribe(conversationTopic(topic.slice(5) as ConversationId), (event) =>
      elsewhere.push(event),
    )
    const event = read(1)
    here.publish(topic, event)
    await settled()
    t.same(heard, [event])
    t.same(elsewhere, [])
  })

  t.test(`${title}: events of one topic arrive in the order of their publishing`, async (t) => {
    const { here, there, settled } = await open(t)
    const topic = newTopic()
    const heard: BusEvent[] = []
    await there.subscribe(topic, (event) => heard.push(event))
    const expected = Array.from({ length: 500 }, (_, at) => at + 1)
    for (const seq of expected) here.publish(topic, read(seq))
    await settled()
    t.same(seqs(heard), expected)
  })

  t.test(`${title}: once subscribe has resolved, no event is missed`, async (t) => {
    const { here, there, settled } = await open(t)
    const topics = Array.from({ length: 50 }, newTopic)
    const heard: BusEvent[] = []
    const listen = async (topic: ReturnType<typeof newTopic>) => {
      await there.subscribe(topic, (event) => heard.push(event))
      here.publish(topic, read(1))
    }
    await Promise.all(topics.map(listen))
    await settled()
    t.equal(heard.length, topics.length)
  })

  t.test(`${title}: a subscription ends alone`, async (t) => {
    const { here, there, settled } = await open(t)
    const topic = newTopic()
    const heard: string[] = []
    const one = () => void heard.push('one')
    const endFirst = await there.subscribe(topic, one)
    const endSame = await there.subscribe(topic, one)
    await there.subscribe(topic, () => void heard.push('two'))
    endFirst()
    endFirst()
    here.publish(topic, read(1))
    await settled()
    t.same(heard, ['one', 'two'], 'the same handler, subscribed twice, has two subscriptions')
    endSame()
    here.publish(topic, read(2))
    await settled()
    t.same(heard, ['one', 'two', 'two'])
  })

  t.test(`${title}: who unsubscribes and subscribes again at once hears what comes`, async (t) => {
    const { here, there, settled } = await open(t)
    const topic = newTopic()
    const heard: BusEvent[] = []
    for (let times = 0; times < 5; times += 1) (await there.subscribe(topic, (event) => heard.push(event)))()
    const last = there.subscribe(topic, (event) => heard.push(event))
    await last
    here.publish(topic, read(1))
    await settled()
    t.same(seqs(heard), [1])
  })

  t.test(`${title}: a handler that throws stops no other`, async (t) => {
    const { here, there, errors, settled } = await open(t)
    const topic = newTopic()
    const heard: BusEvent[] = []
    await there.subscribe(topic, () => {
      throw new Error('broken')
    })
    await there.subscribe(topic, (event) => heard.push(event))
    here.publish(topic, read(1))
    await settled()
    t.equal(heard.length, 1)
    t.match(errors, [{ message: 'broken' }])
  })

  t.test(`${title}: handlers of the publishing instance have run when publish returns`, async (t) => {
    const { here, settled } = await open(t)
    const topic = newTopic()
    const heard: BusEvent[] = []
    await here.subscribe(topic, (event) => heard.push(event))
    here.publish(topic, read(1))
    t.same(seqs(heard), [1])
    await settled()
    t.same(seqs(heard), [1], 'and do not hear it a second time')
  })

  t.test(`${title}: a closed bus delivers nothing and harms nobody`, async (t) => {
    const { here, there } = await open(t)
    const topic = newTopic()
    const heard: BusEvent[] = []
    const end = await there.subscribe(topic, (event) => heard.push(event))
    await there.close()
    await here.close()
    here.publish(topic, read(1))
    end()
    t.same(heard, [])
  })
}
