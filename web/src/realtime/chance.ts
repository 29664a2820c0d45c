/** Time and chance, taken from outside so that tests can hold them in their hands. */
export interface Chance {
  nowMs(): number
  /** From 0 to 1. */
  random(): number
  uuid(): string
}
