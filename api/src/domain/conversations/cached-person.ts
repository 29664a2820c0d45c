import type { ConversationId, ConversationKind, MemberRole, UserId } from '@parley/shared'

import type { BusEvent, UserEvent } from '../../bus/events.ts'
import type { Blocks } from '../../stores/block-store.ts'

/** What access decisions need to know of a membership. */
export interface CachedMembership {
  readonly role: MemberRole
  readonly kind: ConversationKind
  readonly readsFromSeq: number
  /** The other person of a direct conversation. */
  readonly peerId: UserId | null
  /** These three are of direct conversations, as in MembershipRecord. */
  readonly isClosed?: boolean
  readonly isPeerClosed?: boolean
  readonly hidesReads?: boolean
  /** As in MembershipRecord. */
  readonly silencedUntil?: string | null
}

type MembershipChange = Extract<UserEvent, { type: 'membership-changed' }>
type BlockEvent = Extract<UserEvent, { type: 'block' }>

export const isUserEvent = (event: BusEvent): event is UserEvent =>
  event.type === 'joined' ||
  event.type === 'left' ||
  event.type === 'membership-changed' ||
  event.type === 'read' ||
  event.type === 'block' ||
  event.type === 'privacy-changed' ||
  event.type === 'invited' ||
  event.type === 'invitation-ended' ||
  event.type === 'join-requests-changed' ||
  event.type === 'join-request' ||
  event.type === 'saved' ||
  event.type === 'person-changed' ||
  event.type === 'scheduled' ||
  event.type === 'draft' ||
  event.type === 'sessions-ended'

type Flags = Pick<CachedMembership, 'isClosed' | 'isPeerClosed' | 'hidesReads' | 'silencedUntil'>

const flagsOf = ({ isClosed = false, isPeerClosed = false, hidesReads = false, silencedUntil }: Flags) => ({
  isClosed,
  isPeerClosed,
  hidesReads,
  ...(silencedUntil && { silencedUntil }),
})

/** Leaves out whatever else a record or an event has. */
export function cachedOf(membership: CachedMembership): CachedMembership {
  const { role, kind, readsFromSeq, peerId } = membership
  return { role, kind, readsFromSeq, peerId, ...flagsOf(membership) }
}

const lasting = ({ kind, readsFromSeq, peerId }: CachedMembership) => ({ kind, readsFromSeq, peerId })

/**
 * Why the member of a direct conversation cannot write there; null where they can. First by what they have done
 * themselves: then nobody learns from the other refusal for which of its reasons it is.
 */
export function barrierIn({ peerId, isClosed, isPeerClosed }: CachedMembership, blocks: Blocks) {
  if (peerId === null) return null
  if (blocks.blocked.has(peerId)) return 'blocked_by_you'
  if (isClosed) return 'closed_by_you'
  return isPeerClosed || blocks.blockedBy.has(peerId) ? 'not_available' : null
}

/** What somebody is a member of, and from whom they are shut off. */
export class CachedPerson implements Blocks {
  readonly userId: UserId
  readonly #memberships: Map<ConversationId, CachedMembership>
  readonly #blocked: Set<UserId>
  readonly #blockedBy: Set<UserId>

  constructor(
    userId: UserId,
    memberships: Iterable<readonly [ConversationId, CachedMembership]> = [],
    { blocked, blockedBy }: Blocks = { blocked: new Set(), blockedBy: new Set() },
  ) {
    this.userId = userId
    this.#memberships = new Map(Array.from(memberships, ([id, membership]) => [id, cachedOf(membership)]))
    this.#blocked = new Set(blocked)
    this.#blockedBy = new Set(blockedBy)
  }

  get memberships(): ReadonlyMap<ConversationId, CachedMembership> {
    return this.#memberships
  }

  get blocked(): ReadonlySet<UserId> {
    return this.#blocked
  }

  get blockedBy(): ReadonlySet<UserId> {
    return this.#blockedBy
  }

  copy(): CachedPerson {
    return new CachedPerson(this.userId, this.#memberships, this)
  }

  apply(event: UserEvent): void {
    switch (event.type) {
      case 'joined':
        this.#memberships.set(event.conversationId, cachedOf({ ...event, peerId: event.peerId ?? null }))
        return
      case 'membership-changed': {
        const known = this.#memberships.get(event.conversationId)
        // What an event leaves out is not so any more.
        if (known) this.#memberships.set(event.conversationId, cachedOf({ ...lasting(known), ...event }))
        return
      }
      case 'left':
        this.#memberships.delete(event.conversationId)
        return
      case 'block':
        if (event.blockerId === this.userId) change(this.#blocked, event.blockedId, event.isBlocked)
        else change(this.#blockedBy, event.blockerId, event.isBlocked)
        return
      case 'read':
      case 'privacy-changed':
      case 'invited':
      case 'invitation-ended':
      case 'join-requests-changed':
      case 'join-request':
      case 'saved':
      case 'person-changed':
      case 'scheduled':
      case 'draft':
      case 'sessions-ended':
    }
  }

  /** That one can write there, or cannot any more, is the other side of a block. Null where these two have no conversation. */
  changeByBlock({ blockerId, blockedId }: BlockEvent): MembershipChange | null {
    const peerId = blockerId === this.userId ? blockedId : blockerId
    const direct = [...this.#memberships].find(([, membership]) => membership.peerId === peerId)
    return direct ? changeOf(...direct) : null
  }

  canWriteIn(id: ConversationId): boolean {
    const membership = this.#memberships.get(id)
    return !membership || barrierIn(membership, this) === null
  }

  /** Where what another one did may have changed whether one can write. */
  concernedBy(event: UserEvent): ConversationId | null {
    if (event.type === 'block') return this.changeByBlock(event)?.conversationId ?? null
    return event.type === 'membership-changed' && event.isOthers ? event.conversationId : null
  }

  /** The events that would have led from here to there. Why somebody is no member any more cannot be known. */
  eventsTo(next: CachedPerson): UserEvent[] {
    const left = [...this.#memberships]
      .filter(([id, before]) => next.memberships.get(id)?.readsFromSeq !== before.readsFromSeq) // or has come back since
      .map(([conversationId]) => ({ type: 'left', conversationId, reason: 'left' }) as const)
    const gone = new Set(left.map(({ conversationId }) => conversationId))
    const others = [...next.memberships].flatMap(([conversationId, entry]): UserEvent[] => {
      const before = gone.has(conversationId) ? undefined : this.#memberships.get(conversationId)
      if (!before) return [{ type: 'joined', conversationId, ...entry }]
      return isSame(before, entry) ? [] : [changeOf(conversationId, entry)]
    })
    return [...left, ...this.#blocksTo(next), ...others]
  }

  #blocksTo({ blocked, blockedBy }: CachedPerson) {
    const { userId } = this
    const made = differences(this.#blocked, blocked).map(([blockedId, isBlocked]) => {
      return { type: 'block', blockerId: userId, blockedId, isBlocked } as const
    })
    const met = differences(this.#blockedBy, blockedBy).map(([blockerId, isBlocked]) => {
      return { type: 'block', blockerId, blockedId: userId, isBlocked } as const
    })
    return [...made, ...met]
  }
}

export const changeOf = (conversationId: ConversationId, membership: CachedMembership): MembershipChange => ({
  type: 'membership-changed',
  conversationId,
  role: membership.role,
  ...flagsOf(membership),
})

const isSame = (a: CachedMembership, b: CachedMembership): boolean =>
  a.role === b.role &&
  a.isClosed === b.isClosed &&
  a.isPeerClosed === b.isPeerClosed &&
  a.hidesReads === b.hidesReads &&
  a.silencedUntil === b.silencedUntil

function change(set: Set<UserId>, userId: UserId, isIn: boolean): void {
  if (isIn) set.add(userId)
  else set.delete(userId)
}

const differences = (from: ReadonlySet<UserId>, to: ReadonlySet<UserId>): [UserId, boolean][] =>
  [...new Set([...from, ...to])]
    .filter((userId) => from.has(userId) !== to.has(userId))
    .map((userId) => [userId, to.has(userId)])
