import { parentPort, workerData } from 'node:worker_threads'

import { AckedSends } from './acked-sends.ts'
import { Fleet } from './fleet.ts'
import { Latencies, untilNone } from '../measure.ts'
import { everyoneEach, openLoop } from './open-loop.ts'
import type { Cast, Sent } from './senders.ts'
import { seatsOf } from '../targets.ts'

const { origin, perSecond, senders } = workerData as Cast // by our own main thread
const cookies = senders.map(({ cookie }) => cookie)
let turn = 0
const nextOf = (sender: number): string => {
  const ids = senders[sender]?.conversationIds ?? []
  return ids[turn++ % ids.length] ?? ''
}

const fleet = new Fleet(seatsOf(cookies, origin, nextOf), 'frame')
const [latencies, lateness] = [new Latencies(), new Latencies()]
const sends = new AckedSends(fleet, latencies)
fleet.listener = {
  onAck: (seat) => sends.onAck(seat),
  onRefusal: (seat) => sends.onRefusal(seat),
  onDelivery: () => undefined,
}
await fleet.connect()

const dues = everyoneEach([...senders.keys()], (senders.length / perSecond) * 1_000)
const stop = openLoop(dues, (seat, dueAtMs) => {
  lateness.since(dueAtMs)
  sends.send(seat, dueAtMs)
})
parentPort?.on('message', (word: 'begin' | 'end') => void (word === 'begin' ? begin() : end()))
parentPort?.postMessage('they send')

function begin(): void {
  latencies.begin()
  lateness.begin()
}

async function end(): Promise<void> {
  stop()
  const failures = (await untilNone(() => sends.unanswered)) + fleet.failures
  const { p50Ms, p99Ms, maxMs } = latencies
  const sent: Sent = { p50Ms, p99Ms, maxMs, generatorLateP99Ms: lateness.p99Ms, failures }
  parentPort?.postMessage(sent)
}
