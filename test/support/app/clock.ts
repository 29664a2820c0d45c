import type { Clock } from '../../../api/src/domain/ports.ts'

/** Time stands still until a test moves it. */
export class TestClock implements Clock {
  #now = new Date('2026-03-01T09:30:00.000Z')

  now(): Date {
    return new Date(this.#now)
  }

  advance(ms: number): void {
    this.#now = new Date(this.#now.getTime() + ms)
  }
}
