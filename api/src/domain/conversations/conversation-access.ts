import type { ConversationId, UserId } from '@parley/shared'

import type { ConversationRecord, ConversationStore } from '../../stores/conversation-store.ts'
import type { MembershipStore } from '../../stores/membership-store.ts'
import { DomainError } from '../errors.ts'
import type { ConnectedMemberships, HeldMembership } from './connected-memberships.ts'

export interface GroupAccess extends HeldMembership {
  readonly record: ConversationRecord
}

/**
 * The one gate: a conversation is reached through the asker's own membership or not at all, and who is
 * not a member learns nothing, not even that it exists.
 */
export class ConversationAccess {
  readonly #memberships: MembershipStore
  readonly #conversations: ConversationStore
  readonly #connected: ConnectedMemberships

  constructor(
    memberships: MembershipStore,
    conversations: ConversationStore,
    connected: ConnectedMemberships,
  ) {
    this.#memberships = memberships
    this.#conversations = conversations
    this.#connected = connected
  }

  /** False when it is not known without asking the store, or when they are no member. */
  isKnownMember(userId: UserId, conversationId: ConversationId): boolean {
    return this.#connected.of(userId)?.has(conversationId) === true
  }

  /** @throws DomainError conversation_not_found, alike for what does not exist and for non-members */
  async membership(userId: UserId, conversationId: ConversationId): Promise<HeldMembership> {
    const held = this.#connected.of(userId)
    const found = held ? held.get(conversationId) : await this.#memberships.of(conversationId, userId)
    if (!found) throw new DomainError('conversation_not_found')
    return found
  }

  /** @throws DomainError conversation_not_found, not_a_group */
  async group(userId: UserId, conversationId: ConversationId): Promise<GroupAccess> {
    const membership = await this.membership(userId, conversationId)
    if (membership.kind !== 'group') throw new DomainError('not_a_group')
    const record = await this.#conversations.byId(conversationId)
    if (!record) throw new DomainError('conversation_not_found')
    return { ...membership, record }
  }

  /** @throws DomainError conversation_not_found, not_a_group, not_owner */
  async ownedGroup(userId: UserId, conversationId: ConversationId): Promise<GroupAccess> {
    const access = await this.group(userId, conversationId)
    if (access.role !== 'owner') throw new DomainError('not_owner')
    return access
  }
}
