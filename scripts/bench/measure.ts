import { createHistogram, performance, type RecordableHistogram } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'

import type { MeasuredProcess } from './process.ts'

export interface Times {
  /** At first, while code is compiled and caches fill, nothing counts. */
  readonly warmUpMs: number
  readonly forMs: number
}

/** Durations in a histogram of high dynamic range (that of node:perf_hooks), in microseconds with three digits. */
export class Latencies {
  readonly #histogram: RecordableHistogram = createHistogram({ lowest: 1, highest: 600_000_000, figures: 3 })
  #fromMs = -Infinity

  /** What began earlier does not count, whenever it ends. */
  begin(): void {
    this.#fromMs = performance.now()
    this.#histogram.reset()
  }

  since(startMs: number): void {
    if (startMs < this.#fromMs) return
    this.#histogram.record(Math.max(1, Math.round((performance.now() - startMs) * 1_000)))
  }

  /** NaN while there is none, which meets no goal. */
  get p50Ms(): number {
    return this.#isEmpty ? NaN : this.#histogram.percentile(50) / 1_000
  }

  get p99Ms(): number {
    return this.#isEmpty ? NaN : this.#histogram.percentile(99) / 1_000
  }

  get maxMs(): number {
    return this.#isEmpty ? NaN : this.#histogram.max / 1_000
  }

  get #isEmpty(): boolean {
    return this.#histogram.count === 0
  }
}

/** How much of the time the load generator had something to do. At all times, it is what is measured. */
export class GeneratorLoad {
  readonly #since = performance.eventLoopUtilization()

  get busyPercent(): number {
    return performance.eventLoopUtilization(this.#since).utilization * 100
  }
}

const busyMax = 90

/** What makes figures of that name doubtful. */
export function doubtsOf(
  name: string,
  {
    generatorBusyPercent = 0,
    failures,
  }: { readonly generatorBusyPercent?: number; readonly failures: number },
): string[] {
  const busy = `the load generator was busy for ${generatorBusyPercent.toFixed(0)} % of the time`
  return [
    ...(generatorBusyPercent > busyMax ? [`${name}: ${busy}, and may be what was measured`] : []),
    ...(failures > 0 ? [`${name}: ${failures} times something was refused or lost`] : []),
  ]
}

/** Counts of what is talked, while it is talked. */
export class Counts {
  messages = 0
  deliveries = 0
  readonly latencies = new Latencies()
  /** How late this generator itself was; part of the latency where it sends at set times. */
  readonly lateness = new Latencies()

  begin(): void {
    this.messages = 0
    this.deliveries = 0
    this.latencies.begin()
    this.lateness.begin()
  }
}

export interface Measurement {
  readonly messagesPerSecond: number
  readonly deliveriesPerSecond: number
  readonly cpuMsPer1000Deliveries: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  readonly serverCpuPercent: number
  readonly generatorBusyPercent: number
  /** NaN where nothing is sent at set times. */
  readonly generatorLateP99Ms: number
}

/**
 * Lets it run in, then counts for so long.
 * @param end resolves when all that was sent has come, so that what takes long is not left out
 */
export async function measured(
  server: MeasuredProcess,
  counts: Counts,
  times: Times,
  end: () => Promise<void>,
): Promise<Measurement> {
  await wait(times.warmUpMs)
  counts.begin()
  const generator = new GeneratorLoad()
  const [startMs, before] = [performance.now(), server.usage()]
  await wait(times.forMs)
  const [passedMs, after] = [performance.now() - startMs, server.usage()]
  const { messages, deliveries, latencies, lateness } = counts
  const generatorBusyPercent = generator.busyPercent
  await end()
  const cpuMs = after.cpuMs - before.cpuMs
  return {
    messagesPerSecond: (messages / passedMs) * 1_000,
    deliveriesPerSecond: (deliveries / passedMs) * 1_000,
    cpuMsPer1000Deliveries: (cpuMs / deliveries) * 1_000,
    p50Ms: latencies.p50Ms,
    p99Ms: latencies.p99Ms,
    maxMs: latencies.maxMs,
    serverCpuPercent: (cpuMs / passedMs) * 100,
    generatorBusyPercent,
    generatorLateP99Ms: lateness.p99Ms,
  }
}

/** @returns how many are still missing when it is no use to wait longer */
export async function untilNone(missing: () => number, limitMs = 10_000): Promise<number> {
  const endMs = performance.now() + limitMs
  while (missing() > 0 && performance.now() < endMs) await wait(5)
  return missing()
}
