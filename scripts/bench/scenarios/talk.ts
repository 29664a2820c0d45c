import { AckedSends } from '../load/acked-sends.ts'
import { clientIdOf, type Fleet } from '../load/fleet.ts'
import { Counts, Latencies, measured, untilNone, type Measurement, type Times } from '../measure.ts'
import { openLoop, type Due } from '../load/open-loop.ts'
import type { MeasuredProcess } from '../process.ts'

export interface Talk {
  readonly fleet: Fleet
  /** For each group, the seats that talk in it. */
  readonly groups: readonly (readonly number[])[]
  readonly server: MeasuredProcess
  /** Parley gives everyone their own messages back too. They are no delivery, here or there. */
  readonly echoes: boolean
  readonly times: Times
}

/** Of each seat, how many talk where it does. */
const sizesOf = (groups: Talk['groups']): ReadonlyMap<number, number> =>
  new Map(groups.flatMap((seats) => seats.map((seat) => [seat, seats.length] as const)))

/** Everyone sends again as soon as the answer is there. Latency is from send to answer. */
export async function everyoneClosedLoop({
  fleet,
  groups,
  server,
  echoes,
  times,
}: Talk): Promise<Measurement> {
  const counts = new Counts()
  const sentAtMs: number[] = []
  const sizeOf = sizesOf(groups)
  let [toArrive, isOver] = [0, false]
  const send = (seat: number): void => {
    if (isOver) return
    sentAtMs[seat] = performance.now()
    toArrive += (sizeOf.get(seat) ?? 1) - (echoes ? 0 : 1)
    fleet.send(seat)
  }
  fleet.listener = {
    onDelivery: () => {
      counts.deliveries += 1
      toArrive -= 1
    },
    onAck: (seat) => {
      counts.messages += 1
      if (echoes) counts.deliveries -= 1
      counts.latencies.since(sentAtMs[seat] ?? 0)
      send(seat)
    },
    onRefusal: send,
  }
  for (const seat of groups.flat()) send(seat)
  return await measured(server, counts, times, async () => {
    isOver = true
    fleet.failures += await untilNone(() => Math.abs(toArrive))
  })
}

interface UnderWay {
  readonly seat: number
  readonly dueAtMs: number
  leftToReach: number
}

/** Messages on their way, by the clientIds that the frames carry. */
class OnTheWay {
  readonly #messages = new Map<string, UnderWay>()

  get count(): number {
    return this.#messages.size
  }

  add(clientId: string, message: UnderWay): void {
    this.#messages.set(clientId, message)
  }

  /** The message that reaches this seat with the frame; undefined for one's own. */
  reaches(seat: number, frame: Buffer): UnderWay | undefined {
    const clientId = clientIdOf(frame)
    const message = this.#messages.get(clientId)
    if (!message || message.seat === seat) return undefined
    message.leftToReach -= 1
    if (message.leftToReach === 0) this.#messages.delete(clientId)
    return message
  }
}

/** One sender, a few messages on their way at a time: the next follows when one has reached everybody. */
export async function oneSenderClosedLoop(talk: Talk, window: number): Promise<Measurement> {
  const { fleet, groups, server, times } = talk
  const counts = new Counts()
  const [sender = 0, ...others] = groups[0] ?? []
  const onTheWay = new OnTheWay()
  let isOver = false
  const send = (): void => {
    if (isOver) return
    const dueAtMs = performance.now()
    onTheWay.add(fleet.send(sender), { seat: sender, dueAtMs, leftToReach: others.length })
  }
  fleet.listener = {
    onAck: () => (counts.messages += 1),
    onDelivery: (seat, frame) => {
      const message = onTheWay.reaches(seat, frame)
      if (!message) return
      counts.deliveries += 1
      if (message.leftToReach > 0) return
      counts.latencies.since(message.dueAtMs)
      send()
    },
    onRefusal: send,
  }
  for (let count = 0; count < window; count++) send()
  return await measured(server, counts, times, async () => {
    isOver = true
    fleet.failures += await untilNone(() => onTheWay.count)
  })
}

/** What ends a latency that begins when a message is due. */
export type End = 'each arrival' | 'the last arrival' | 'the answer'

/** Messages are sent when they are due, answered or not. */
export async function talkOpenLoop(talk: Talk, dues: Iterator<Due, never>, end: End): Promise<Measurement> {
  const { fleet, groups, server, times } = talk
  const counts = new Counts()
  const answers = new Latencies()
  const sends = new AckedSends(fleet, end === 'the answer' ? counts.latencies : answers)
  const sizeOf = sizesOf(groups)
  const onTheWay = new OnTheWay()
  fleet.listener = {
    onAck: (seat) => {
      counts.messages += 1
      sends.onAck(seat)
    },
    onRefusal: (seat) => sends.onRefusal(seat),
    onDelivery: (seat, frame) => {
      const message = onTheWay.reaches(seat, frame)
      if (!message) return
      counts.deliveries += 1
      const isEnd = end === 'each arrival' || (end === 'the last arrival' && message.leftToReach === 0)
      if (isEnd) counts.latencies.since(message.dueAtMs)
    },
  }
  const stop = openLoop(dues, (seat, dueAtMs) => {
    counts.lateness.since(dueAtMs)
    const leftToReach = (sizeOf.get(seat) ?? 1) - 1
    onTheWay.add(sends.send(seat, dueAtMs), { seat, dueAtMs, leftToReach })
  })
  return await measured(server, counts, times, async () => {
    stop()
    fleet.failures += await untilNone(() => onTheWay.count + sends.unanswered)
  })
}
