export interface ThrottleRecord {
  /** Failures since the last success, less those that time has forgiven. */
  readonly failures: number
  readonly lastFailureAt: Date
}

export interface Quota {
  readonly max: number
  /** Begins with the first that is counted; with the first behind its end the next one begins. */
  readonly windowMs: number
}

/** Counts failures per key (an account, an address) and uses of quotas, so that they survive a restart and all instances share them. */
export interface ThrottleStore {
  get(keys: readonly string[]): Promise<Map<string, ThrottleRecord>>
  /** Counts one more, atomically, and one less for each whole `forgiveEveryMs` since the last one. */
  fail(key: string, at: Date, forgiveEveryMs: number): Promise<ThrottleRecord>
  /**
   * Counts `amount` more, which is at most `max`, in one atomic step, and answers with null; or with the end of the
   * window where that would be more than `max`, and counts nothing.
   */
  take(key: string, at: Date, quota: Quota, amount: number): Promise<Date | null>
  clear(key: string): Promise<void>
  sweep(olderThan: Date, limit: number): Promise<number>
}
