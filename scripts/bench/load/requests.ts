import { setTimeout as wait } from 'node:timers/promises'

import { GeneratorLoad, Latencies, untilNone, type Times } from '../measure.ts'
import { atRandom, openLoop } from './open-loop.ts'

export interface Requests {
  readonly answeredPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  readonly generatorBusyPercent: number
  /** Refused, or not answered at all. */
  readonly failures: number
}

/**
 * Requests that come at random moments, whether those before are answered or not.
 * @param ask resolves with whether it was answered well
 */
export async function requestsAtRandom(
  perSecond: number,
  ask: () => Promise<boolean>,
  { warmUpMs, forMs }: Times,
): Promise<Requests> {
  const latencies = new Latencies()
  let [unanswered, answered, failures] = [0, 0, 0]
  const one = async (dueAtMs: number): Promise<void> => {
    unanswered += 1
    const isGood = await ask().catch(() => false)
    unanswered -= 1
    answered += isGood ? 1 : 0
    failures += isGood ? 0 : 1
    latencies.since(dueAtMs)
  }
  const stop = openLoop(atRandom(perSecond), (_seat, dueAtMs) => void one(dueAtMs))
  await wait(warmUpMs)
  ;[answered, failures] = [0, 0]
  latencies.begin()
  const generator = new GeneratorLoad()
  const startMs = performance.now()
  await wait(forMs)
  const answeredPerSecond = (answered / (performance.now() - startMs)) * 1_000
  const { busyPercent: generatorBusyPercent } = generator
  stop()
  failures += await untilNone(() => unanswered)
  const { p50Ms, p99Ms, maxMs } = latencies
  return { answeredPerSecond, p50Ms, p99Ms, maxMs, generatorBusyPercent, failures }
}
