import type { InvitationLink, InvitationLinkState, UserId } from '@parley/shared'

import type { LinkRecord } from '../../stores/invitation-link-store.ts'
import type { User } from '../../stores/user-store.ts'
import type { Gate, ThrottleRule } from '../accounts/sign-in/throttle.ts'
import { userCard } from '../accounts/profiles/user-card.ts'
import { siteOf } from '../network-address.ts'

const minute = 60_000

export const hourMs = 60 * minute

/** What one has ended is said before what has ended by itself. */
export function stateOf(link: LinkRecord, now: Date): InvitationLinkState {
  if (link.revoked) return 'revoked'
  if (link.usesMax !== null && link.uses >= link.usesMax) return 'used-up'
  if (link.expiresAt !== null && link.expiresAt <= now) return 'expired'
  return link.makerMay ? 'active' : 'maker-may-not'
}

/** @param people those whom the link names, among others */
export function linkView(link: LinkRecord, people: ReadonlyMap<UserId, User>, now: Date): InvitationLink[] {
  const maker = people.get(link.makerId)
  const revoker = link.revoked && people.get(link.revoked.by)
  if (!maker) return [] // accounts are never removed whole
  return [
    {
      id: link.id,
      maker: userCard(maker),
      note: link.note,
      state: stateOf(link, now),
      uses: link.uses,
      usesMax: link.usesMax,
      createdAt: link.createdAt.toISOString(),
      expiresAt: link.expiresAt && link.expiresAt.toISOString(),
      revokedAt: link.revoked && link.revoked.at.toISOString(),
      revokedBy: revoker ? userCard(revoker) : null,
    },
  ]
}

/** Guessing has no chance; it should cost nothing, either. A link that works never waits. */
const guessRule: ThrottleRule = {
  free: 20,
  firstDelayMs: 1_000,
  longestDelayMs: 5 * minute,
  forgiveEveryMs: minute,
}

/** A whole school may open a link that is used up. */
const siteRule: ThrottleRule = { ...guessRule, free: 200, forgiveEveryMs: 6_000 }

export const guessGates = (userId: UserId, address: string): readonly Gate[] => [
  { key: `invitation-link:${userId}`, rule: guessRule },
  { key: `invitation-link:${siteOf(address)}`, rule: siteRule },
]
