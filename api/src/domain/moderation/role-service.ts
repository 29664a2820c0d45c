import type { ConversationId, UserId } from '@parley/shared'

import type { MembershipStore, RoleChange } from '../../stores/membership-store.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import type { FanOut } from '../conversations/fan-out.ts'
import type { GroupEvents } from '../conversations/group-events.ts'
import { refusingOutdated } from '../conversations/refusals.ts'
import { DomainError } from '../errors.ts'
import type { Viewer } from '../viewer.ts'

interface RoleParts {
  readonly stores: { readonly memberships: MembershipStore }
  readonly access: ConversationAccess
  readonly groupEvents: GroupEvents
  readonly fanOut: FanOut
}

/** Who is what in a group: it has one owner, and as many moderators as its owner makes. */
export class RoleService {
  readonly #parts: RoleParts

  constructor(parts: RoleParts) {
    this.#parts = parts
  }

  /**
   * Makes a member a moderator, or a moderator a member. A second time changes nothing, and nobody is told again.
   * @throws DomainError conversation_not_found, not_a_group, not_owner, owner_must_hand_over, member_not_found, rate_limited
   */
  async set(viewer: Viewer, id: ConversationId, userId: UserId, role: RoleChange['role']): Promise<void> {
    const { stores, access, groupEvents, fanOut } = this.#parts
    await access.groupFor('changeRoles', viewer.userId, id)
    if (userId === viewer.userId) throw new DomainError('owner_must_hand_over')
    fanOut.requireGroupChange(viewer.userId, id)
    const changing = stores.memberships.setRole(id, { userId, role, byId: viewer.userId })
    if (await refusingOutdated('changeRoles', changing))
      await groupEvents.roleChanged({ conversationId: id, actorId: viewer.userId }, userId, role)
    else if (!(await stores.memberships.of(id, userId))) throw new DomainError('member_not_found')
  }

  /** @throws DomainError conversation_not_found, not_a_group, not_owner, member_not_found, rate_limited */
  async handOver(viewer: Viewer, id: ConversationId, userId: UserId): Promise<void> {
    const { stores, access, groupEvents, fanOut } = this.#parts
    await access.groupFor('handOver', viewer.userId, id)
    if (userId === viewer.userId) return
    fanOut.requireGroupChange(viewer.userId, id)
    if (!(await stores.memberships.handOver(id, viewer.userId, userId)))
      throw new DomainError('member_not_found')
    await groupEvents.handedOver(id, viewer.userId, userId)
  }
}
