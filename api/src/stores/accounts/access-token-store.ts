import type { Scope, SessionId, UserId } from '@parley/shared'

/** The last day on which a token was used, in UTC and as it is shown, and a network from which it was. */
export interface TokenUse {
  readonly lastUsedOn: string
  readonly lastUsedFrom: string
}

export interface StoredAccessToken {
  /** What its owner knows it by. No session has it. */
  readonly id: SessionId
  /** SHA-256 of the token, which itself is stored nowhere. */
  readonly hash: string
  readonly userId: UserId
  readonly name: string
  readonly scope: Scope
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly lastUse: TokenUse | null
}

export interface AccessTokenStore {
  /** @throws LimitReached when the user has as many as one can have, expired ones included */
  create(token: StoredAccessToken): Promise<void>
  /** Null when it is unknown or was revoked, or when the account was deleted; who asks looks at the time. */
  byHash(hash: string): Promise<StoredAccessToken | null>
  /** The latest first; none of a deleted account. */
  ofUser(userId: UserId): Promise<StoredAccessToken[]>
  noteUse(id: SessionId, use: TokenUse): Promise<void>
  /** Revokes one of this user's tokens, and returns its name. Null when there is no such token. */
  remove(userId: UserId, id: SessionId): Promise<string | null>
  /** Returns those it revoked. */
  removeAll(userId: UserId): Promise<SessionId[]>
  /** Forgets at most `limit` of those that expired before this. Returns how many. */
  sweep(expiredBefore: Date, limit: number): Promise<number>
}
