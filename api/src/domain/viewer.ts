import type { Scope, SessionId, UserId } from '@parley/shared'

import { DomainError } from './errors.ts'

/** Who asks. Made from a session or an access token, never from what a request claims. */
export interface Viewer {
  readonly userId: UserId
  /** Of the token, where a program came with one. */
  readonly sessionId: SessionId
  /** What the token is for; null of a session, which is for everything. */
  readonly scope: Scope | null
  /** When the session or the token ends at the latest, however active it is. */
  readonly expiresAt: Date | null
}

/** Where a request came from, for throttles, the list of sessions and the record of activity. */
export interface Origin {
  readonly address: string
  readonly device: string
}

const order: Readonly<Record<Scope, number>> = { read: 1, write: 2, manage: 3 }

/** @throws DomainError scope_missing */
export function requireScope({ scope: own }: Viewer, scope: Scope): void {
  if (own === null || order[own] >= order[scope]) return
  throw new DomainError('scope_missing', { scope, detail: `It has the scope ${own} and needs ${scope}.` })
}
