import type { Bus, Topic } from '../bus/bus.ts'
import { Unavailable } from '../stores/errors.ts'

/**
 * A change whose answer was lost may have been made, and then no instance knows of it, also when the
 * client asks again and hears that it is done already. So whoever remembers what it was about is asked to look.
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
