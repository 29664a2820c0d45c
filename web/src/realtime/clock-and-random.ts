/** Time and chance, taken from outside so that tests can hold them in their hands. */
export interface ClockAndRandom {
  nowMs(): number
  /** From 0 to 1. */
  random(): number
  uuid(): string
}
