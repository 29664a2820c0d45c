import type { CachedMembership } from '../conversations/cached-person.ts'

/** How long it still is until they can write there again; 0 where they can. */
export const silencedForMs = (
  { silencedUntil }: Pick<CachedMembership, 'silencedUntil'>,
  now: Date,
): number => (silencedUntil ? Math.max(0, Date.parse(silencedUntil) - now.getTime()) : 0)
