import type { ConversationId, ConversationKind, MemberRole } from '@parley/shared'

import type { BusEvent, UserEvent } from '../../bus/events.ts'

/** What access decisions need to know of a membership. */
export interface CachedMembership {
  readonly role: MemberRole
  readonly kind: ConversationKind
  readonly readsFromSeq: number
}

export type CachedMemberships = ReadonlyMap<ConversationId, CachedMembership>

export const isUserEvent = (event: BusEvent): event is UserEvent =>
  event.type === 'joined' ||
  event.type === 'left' ||
  event.type === 'membership-changed' ||
  event.type === 'read' ||
  event.type === 'sessions-ended'

/** Leaves out whatever else a record or an event has. */
export const cachedOf = ({ role, kind, readsFromSeq }: CachedMembership): CachedMembership => ({
  role,
  kind,
  readsFromSeq,
})

export function applyEvent(memberships: Map<ConversationId, CachedMembership>, event: UserEvent): void {
  switch (event.type) {
    case 'joined':
      memberships.set(event.conversationId, cachedOf(event))
      return
    case 'membership-changed': {
      const known = memberships.get(event.conversationId)
      if (known) memberships.set(event.conversationId, { ...known, role: event.role })
      return
    }
    case 'left':
      memberships.delete(event.conversationId)
      return
    case 'read':
    case 'sessions-ended':
  }
}

/** The events that would have led from one to the other. Why somebody is no member any more cannot be known. */
export function eventsBetween(from: CachedMemberships, to: CachedMemberships): UserEvent[] {
  const left = [...from]
    .filter(([id, before]) => to.get(id)?.readsFromSeq !== before.readsFromSeq) // or has come back since
    .map(([conversationId]) => ({ type: 'left', conversationId, reason: 'left' }) as const)
  const gone = new Set(left.map(({ conversationId }) => conversationId))
  const others = [...to].flatMap(([conversationId, entry]): UserEvent[] => {
    const before = gone.has(conversationId) ? undefined : from.get(conversationId)
    if (!before) return [{ type: 'joined', conversationId, ...entry }]
    return before.role === entry.role
      ? []
      : [{ type: 'membership-changed', conversationId, role: entry.role }]
  })
  return [...left, ...others]
}
