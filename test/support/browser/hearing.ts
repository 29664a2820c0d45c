import type { Bus } from '../../../api/src/bus/bus.ts'
import { until } from '../until.ts'

/** Whether an instance hears the others, as its bus sees it. */
export class Hearing {
  isWhole = true

  constructor(bus: Bus) {
    bus.watch({ interrupted: () => (this.isWhole = false), restored: () => (this.isWhole = true) })
  }

  begins(): Promise<void> {
    return until(() => this.isWhole, 'an instance hears the others')
  }
}
