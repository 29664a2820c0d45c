import type { StoredSession } from '../../../stores/accounts/session-store.ts'

const day = 24 * 60 * 60 * 1_000

export const idleLifetimeMs = 14 * day
export const absoluteLifetimeMs = 90 * day
/** How often the time of last use is written. */
export const touchEveryMs = 60 * 1_000

export const expiryOf = (createdAt: Date): Date => new Date(createdAt.getTime() + absoluteLifetimeMs)

export const isAlive = (session: Pick<StoredSession, 'lastSeenAt' | 'expiresAt'>, now: Date): boolean =>
  now < session.expiresAt && now.getTime() - session.lastSeenAt.getTime() < idleLifetimeMs
