import type { SessionId, UserId } from '@parley/shared'

/** Who asks. Made from a session only, never from what a request claims. */
export interface Viewer {
  readonly userId: UserId
  readonly sessionId: SessionId
  /** When the session ends at the latest, however active it is. */
  readonly expiresAt: Date
}

/** Where a request came from, for throttles, the list of sessions and the record of activity. */
export interface Origin {
  readonly address: string
  readonly device: string
}
