export interface ThrottleRecord {
  /** Failures since the last success, less those that time has forgiven. */
  readonly failures: number
  readonly lastFailureAt: Date
}

/** Counts failures per key (an account, an address) so that they survive a restart and all instances share them. */
export interface ThrottleStore {
  get(keys: readonly string[]): Promise<Map<string, ThrottleRecord>>
  /** Counts one more, atomically, and one less for each whole `forgiveEveryMs` since the last one. */
  fail(key: string, at: Date, forgiveEveryMs: number): Promise<ThrottleRecord>
  clear(key: string): Promise<void>
  sweep(olderThan: Date, limit: number): Promise<number>
}
