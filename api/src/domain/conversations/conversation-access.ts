import { may, mayActOn, type ConversationId, type Right, type UserId } from '@parley/shared'

import type { Blocks } from '../../stores/block-store.ts'
import type { ConversationRecord, ConversationStore } from '../../stores/conversation-store.ts'
import type { MembershipStore } from '../../stores/membership-store.ts'
import { remember } from '../../stores/remember.ts'
import type { BlockGuard } from '../blocking/block-guard.ts'
import { DomainError } from '../errors.ts'
import { silencedForMs } from '../moderation/silenced.ts'
import type { Clock } from '../ports.ts'
import type { ConversationRules } from '../conversation-rules.ts'
import { barrierIn, type CachedMembership } from './cached-person.ts'
import type { MembershipCache } from './membership-cache.ts'
import { lacking } from './refusals.ts'

export interface GroupAccess extends CachedMembership {
  readonly record: ConversationRecord
}

interface AccessParts {
  readonly memberships: MembershipStore
  readonly conversations: ConversationStore
  readonly connected: MembershipCache
  readonly guard: BlockGuard
  readonly rules: ConversationRules
  readonly clock: Clock
}

/** A conversation is open through one's own membership or not at all: to others it does not even exist. */
export class ConversationAccess {
  readonly #parts: AccessParts
  /** Of memberships that this instance has ended: longer than any question to the store takes. */
  readonly #endedAtMs = new Map<string, number>()

  constructor(parts: AccessParts) {
    this.#parts = parts
  }

  /** Undefined when it is not known without asking the store, or when they are no member. */
  knownMembership(userId: UserId, conversationId: ConversationId): CachedMembership | undefined {
    return this.#parts.connected.of(userId)?.memberships.get(conversationId)
  }

  /**
   * Only the store refuses: memory may not have heard yet that somebody became a member.
   * @throws DomainError conversation_not_found, alike for what does not exist and for non-members
   */
  async membership(userId: UserId, conversationId: ConversationId): Promise<CachedMembership> {
    return (
      this.knownMembership(userId, conversationId) ?? (await this.storedMembership(userId, conversationId))
    )
  }

  /** As `membership`; null where it would refuse. */
  async readsFrom(userId: UserId, conversationId: ConversationId): Promise<number | null> {
    const known = this.knownMembership(userId, conversationId)
    const membership = known ?? (await this.#parts.memberships.of(conversationId, userId))
    return membership?.readsFromSeq ?? null
  }

  /**
   * As `knownMembership`, for who is about to write.
   * @throws DomainError blocked_by_you, closed_by_you, not_available, silenced, announcements_only
   */
  knownWritable(userId: UserId, conversationId: ConversationId): CachedMembership | undefined {
    const membership = this.knownMembership(userId, conversationId)
    const blocks = this.#parts.guard.known(userId)
    if (membership && blocks) this.#requireOpen(membership, blocks)
    if (membership) this.requireUnshut(membership, conversationId)
    return membership
  }

  /** As `membership`, for who is about to write. @throws DomainError conversation_not_found and as `knownWritable` */
  async writable(userId: UserId, conversationId: ConversationId): Promise<CachedMembership> {
    const membership = await this.reactable(userId, conversationId)
    this.requireUnshut(membership, conversationId)
    return membership
  }

  /** As `writable`, for who is about to react, which all may do where there are announcements only. */
  async reactable(userId: UserId, conversationId: ConversationId): Promise<CachedMembership> {
    const membership = await this.membership(userId, conversationId)
    this.#requireOpen(membership, await this.#parts.guard.of(userId))
    return membership
  }

  /** @throws DomainError announcements_only */
  requireUnshut({ role }: CachedMembership, conversationId: ConversationId): void {
    if (this.#parts.rules.isShutTo(role, conversationId)) throw new DomainError('announcements_only')
  }

  /** @throws DomainError silenced */
  requireUnsilenced(membership: CachedMembership): void {
    const waitMs = silencedForMs(membership, this.#parts.clock.now())
    if (waitMs > 0) throw new DomainError('silenced', { retryAfterSeconds: Math.ceil(waitMs / 1_000) })
  }

  /** As the store has it, whatever is in memory. @throws DomainError conversation_not_found */
  async storedMembership(userId: UserId, conversationId: ConversationId): Promise<CachedMembership> {
    const found = await this.#parts.memberships.of(conversationId, userId)
    if (!found) throw new DomainError('conversation_not_found')
    return found
  }

  /** This instance has ended a membership: what the store was asked before may be answered otherwise. */
  ended(userId: UserId, conversationId: ConversationId): void {
    remember(this.#endedAtMs, keyOf(userId, conversationId), performance.now())
  }

  /** For an answer that the store was asked for then. @throws DomainError conversation_not_found if it ended since */
  requireLasting(userId: UserId, conversationId: ConversationId, askedMs: number): void {
    const endedMs = this.#endedAtMs.get(keyOf(userId, conversationId)) ?? 0
    if (endedMs >= askedMs) throw new DomainError('conversation_not_found')
  }

  /** @throws DomainError conversation_not_found, not_a_group */
  async group(userId: UserId, conversationId: ConversationId): Promise<GroupAccess> {
    const membership = await this.membership(userId, conversationId)
    if (membership.kind !== 'group') throw new DomainError('not_a_group')
    const record = await this.#parts.conversations.byId(conversationId)
    if (!record) throw new DomainError('conversation_not_found')
    return { ...membership, record }
  }

  /** A group in which one may do that. @throws DomainError conversation_not_found, not_a_group, not_owner, not_moderator */
  async groupFor(right: Right, userId: UserId, conversationId: ConversationId): Promise<GroupAccess> {
    const access = await this.group(userId, conversationId)
    if (!may(access.role, right)) throw lacking(right)
    return access
  }

  /**
   * As `groupFor`, of what is done to another one there. Who is no member, or not any more, is found out by the store.
   * @throws DomainError also not_owner, where a moderator acts on the owner or on another moderator
   */
  async groupForActingOn(
    right: Right,
    viewer: { readonly userId: UserId },
    conversationId: ConversationId,
    targetId: UserId,
  ): Promise<GroupAccess> {
    const access = await this.groupFor(right, viewer.userId, conversationId)
    const target = await this.#parts.memberships.of(conversationId, targetId)
    if (target && !mayActOn(access.role, right, target.role)) throw new DomainError('not_owner')
    return access
  }

  #requireOpen(membership: CachedMembership, blocks: Blocks): void {
    const barrier = barrierIn(membership, blocks)
    if (barrier !== null) throw new DomainError(barrier)
    this.requireUnsilenced(membership)
  }
}

const keyOf = (userId: UserId, conversationId: ConversationId): string => `${userId} ${conversationId}`
