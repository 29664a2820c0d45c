/** Taken from outside, so that tests can set them. */
export interface ClockAndRandom {
  /** For instants that are shown or stored. People and networks set this clock, forward and back. */
  now(): Date
  /** For durations. Nobody sets this clock; in some browsers it stands still while the device sleeps. */
  monotonicMs(): number
  /** From 0 to 1. */
  random(): number
  uuid(): string
}
