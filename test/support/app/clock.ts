import type { Clock } from '../../../api/src/domain/ports.ts'

/** Time stands still until a test moves it. */
export class TestClock implements Clock {
  #now = new Date('2026-03-01T09:30:00.000Z')
  #passedMs = 0

  now(): Date {
    return new Date(this.#now)
  }

  monotonicMs(): number {
    return this.#passedMs
  }

  advance(ms: number): void {
    this.set(new Date(this.#now.getTime() + ms))
    this.#passedMs += ms
  }

  /** As people and networks do, while no time passes. */
  set(now: Date): void {
    this.#now = now
  }
}
