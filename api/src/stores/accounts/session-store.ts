import type { SessionId, UserId } from '@parley/shared'

export interface StoredSession {
  /** SHA-256 of the id in the cookie, which itself is stored nowhere. */
  readonly idHash: string
  /** What its owner knows it by. At most one that has not ended has it. */
  readonly sessionId: SessionId
  readonly userId: UserId
  /** Encrypted by the HTTP layer's session keys. */
  readonly data: string
  readonly device: string
  readonly address: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
  /** After this it counts as absent, however active it was. */
  readonly expiresAt: Date
}

export interface SessionStore {
  /** Absent when unknown or ended, or when the account was deleted; who asks looks at the times. */
  byHash(idHash: string): Promise<StoredSession | null>
  /** In one statement. False for an id that has ended: a request under way must not bring it back after a logout. */
  put(session: StoredSession): Promise<boolean>
  touch(idHash: string, lastSeenAt: Date): Promise<void>
  /** Leaves a tombstone until the session would have expired, whether or not the id was known. */
  end(idHash: string, at: Date): Promise<void>
  /** Those that have not ended, the last seen first; none of a deleted account. */
  ofUser(userId: UserId): Promise<StoredSession[]>
  /** Ends one of this user's sessions. False when there is no such session. */
  endOne(userId: UserId, sessionId: SessionId, at: Date): Promise<boolean>
  /** Ends all of a user's sessions but one, or all. Returns those it ended. */
  endAll(userId: UserId, except: SessionId | null, at: Date): Promise<SessionId[]>
  /** Forgets at most `limit` sessions and tombstones that expired, or were last seen too long ago. Returns how many. */
  sweep(expiredBefore: Date, idleSince: Date, limit: number): Promise<number>
}
