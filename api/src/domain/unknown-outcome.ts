import type { Bus, Topic } from '../bus/bus.ts'
import { Unavailable } from '../stores/errors.ts'

/**
 * A change whose answer was lost may have come to pass, and then nobody knows of it: neither this
 * instance, nor the others, nor who is told that it is done already when they ask again. So whoever
 * remembers what it was about is asked to look.
 */
export async function refreshOnUnknownOutcome<Result>(
  bus: Bus,
  topics: readonly Topic[],
  change: Promise<Result>,
): Promise<Result> {
  try {
    return await change
  } catch (error) {
    if (error instanceof Unavailable) requestRefresh(bus, topics)
    throw error
  }
}

export function requestRefresh(bus: Bus, topics: readonly Topic[]): void {
  for (const topic of topics) bus.publish(topic, { type: 'memory-stale' })
}
