/** A slow answer is no other clock, and what answers say has whole seconds. */
const slackMs = 5_000

/** What the clock of the server says: that of a device may be set to whatever one likes. */
export class ServerClock {
  readonly #now: () => Date
  #aheadMs = 0

  constructor(now: () => Date) {
    this.#now = now
  }

  /** @param date the header of an answer; null where a page of another origin may not read it */
  hear(date: string | null): void {
    const aheadMs = Date.parse(date ?? '') - this.#now().getTime()
    if (!Number.isNaN(aheadMs)) this.#aheadMs = Math.abs(aheadMs) < slackMs ? 0 : aheadMs
  }

  readonly read = (): Date => new Date(this.#now().getTime() + this.#aheadMs)
}
