export interface ThrottleRecord {
  /** Failures since the last success or the last quiet period. */
  readonly failures: number
  readonly lastFailureAt: Date
}

/** Counts failures per key (an account, an address) so that they survive a restart and all instances share them. */
export interface ThrottleStore {
  get(keys: readonly string[]): Promise<Map<string, ThrottleRecord>>
  /** Counts one more, starting over at 1 when the last one is older than `forgetBefore`, atomically. */
  fail(key: string, at: Date, forgetBefore: Date): Promise<ThrottleRecord>
  clear(key: string): Promise<void>
  sweep(olderThan: Date, limit: number): Promise<number>
}
