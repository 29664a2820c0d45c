import type { ActivityKind, UserId } from '@parley/shared'

export interface ActivityRecord {
  readonly userId: UserId
  readonly kind: ActivityKind
  readonly at: Date
  readonly address: string
  readonly device: string
  /** Of the access token that was made or revoked; null of everything else. */
  readonly tokenName: string | null
}

export interface ActivityStore {
  append(record: ActivityRecord): Promise<void>
  /** The latest first. `before` is the `position` of the last one of the page before. */
  ofUser(
    userId: UserId,
    before: number | null,
    limit: number,
  ): Promise<readonly (ActivityRecord & { readonly position: number })[]>
  /** Whether this account has registered or signed in since then from an address that begins like one of these. */
  hasSignedInFrom(userId: UserId, beginnings: readonly string[], since: Date): Promise<boolean>
  /** Forgets at most `limit` records older than this. Returns how many. */
  sweep(olderThan: Date, limit: number): Promise<number>
}
