import type { Topic } from '../../../api/src/bus/bus.ts'
import type { BusEvent } from '../../../api/src/bus/events.ts'
import { LocalBus } from '../../../api/src/bus/local-bus.ts'

export interface Published {
  readonly topic: Topic
  readonly event: BusEvent
}

/** The real bus, which also remembers what was published, in order. */
export class RecordingBus extends LocalBus {
  readonly published: Published[] = []

  constructor() {
    super((error) => {
      throw error
    })
  }

  override publish(topic: Topic, event: BusEvent): void {
    this.published.push({ topic, event })
    super.publish(topic, event)
  }

  /** What was published since the last call. */
  take(): Published[] {
    return this.published.splice(0)
  }
}
