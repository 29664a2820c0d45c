import type { Run } from '../delivery/records.ts'

export interface Latency {
  readonly count: number
  /** Milliseconds; null where there was nothing to measure. */
  readonly p50: number | null
  readonly p99: number | null
}

/** From sending to the acknowledgement, of messages that were sent once and given time. */
export const ackLatency = ({ sends }: Run): Latency =>
  latencyOf(
    sends
      .filter(({ isPlain }) => isPlain)
      .flatMap(({ acks, invokedAtMs }) => acks.slice(0, 1).map(({ atMs }) => atMs - invokedAtMs)),
  )

/** From sending to each other account's connection that was told without asking. */
export function receiveLatency({ sends, observations }: Run): Latency {
  const plain = new Map(sends.filter(({ isPlain }) => isPlain).map((send) => [send.clientId, send]))
  const seen = new Set<string>()
  const latenciesMs: number[] = []
  for (const { by, userId, clientId, senderId, atMs, isPush } of observations) {
    const send = plain.get(clientId)
    const isFirst = seen.size < seen.add(`${by} ${clientId}`).size
    if (send && isFirst && isPush && userId !== senderId) latenciesMs.push(atMs - send.invokedAtMs)
  }
  return latencyOf(latenciesMs)
}

function latencyOf(valuesMs: number[]): Latency {
  const sorted = valuesMs.toSorted((a, b) => a - b)
  const quantile = (share: number): number | null => {
    const value = sorted[Math.ceil(share * sorted.length) - 1]
    return value === undefined ? null : Math.round(value * 100) / 100
  }
  return { count: sorted.length, p50: quantile(0.5), p99: quantile(0.99) }
}
