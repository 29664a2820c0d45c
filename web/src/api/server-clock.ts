import type { KeyValueStorage } from '../state/drafts.ts'

/** A slow answer is no other clock, and what answers say has whole seconds. */
const slackMs = 5_000
const aheadKey = 'parley.clock-ahead'

export interface DeviceClock {
  readonly now: () => Date
  readonly storage: KeyValueStorage
}

/** What the clock of the server says: that of a device may be set to whatever one likes. */
export class ServerClock {
  readonly #device: DeviceClock

  constructor(device: DeviceClock) {
    this.#device = device
  }

  /** @param date the header of an answer; null where a page of another origin may not read it */
  hear(date: string | null): void {
    const [there, here] = [Date.parse(date ?? ''), this.#device.now()]
    const aheadMs = there - here.getTime()
    if (Number.isNaN(aheadMs)) return
    const isOther = Math.abs(aheadMs) >= slackMs
    if (isOther === (this.#aheadMs() !== 0) && Math.abs(aheadMs - this.#aheadMs()) < slackMs) return
    try {
      if (isOther) this.#device.storage.setItem(aheadKey, String(aheadMs))
      else this.#device.storage.removeItem(aheadKey)
    } catch {
      // Full or forbidden: then the clock of the device has to do.
    }
  }

  readonly read = (): Date => {
    const here = this.#device.now()
    return new Date(here.getTime() + this.#aheadMs())
  }

  /** Kept, for what is shown before the server has said anything. */
  #aheadMs(): number {
    try {
      return Number(this.#device.storage.getItem(aheadKey)) || 0
    } catch {
      return 0
    }
  }
}
