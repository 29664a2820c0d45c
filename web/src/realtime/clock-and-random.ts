/** Taken from outside, so that tests can set them. */
export interface ClockAndRandom {
  nowMs(): number
  /** From 0 to 1. */
  random(): number
  uuid(): string
}
