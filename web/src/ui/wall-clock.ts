import { derived, Value, type Readable } from '../state/observable.ts'
import { readersDay } from './format/time.ts'

const minuteMs = 60_000

/**
 * What the reader's clock says, anew with each minute, so that what is shown of a day or a time zone is right also after
 * they have changed. No timer runs while a device sleeps: whoever comes back to the page is another moment to look.
 */
export class WallClock {
  readonly now: Readable<Date>
  /** Another one after midnight, and in another time zone. */
  readonly day: Readable<string>
  /** To the millisecond, where it matters. */
  readonly read: () => Date
  readonly #shown: Value<Date>
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(read: () => Date) {
    this.read = read
    this.#shown = new Value(read())
    this.now = this.#shown
    this.day = derived([this.#shown], readersDay)
  }

  start(page: Window): void {
    const look = () => this.look()
    for (const type of ['focus', 'pageshow'] as const) page.addEventListener(type, look)
    page.document.addEventListener('visibilitychange', look)
    this.look()
  }

  look(): void {
    clearTimeout(this.#timer)
    const now = this.read()
    this.#shown.set(now)
    this.#timer = setTimeout(() => this.look(), minuteMs - (now.getTime() % minuteMs))
  }
}
