import type { ConversationId, UserId } from '@parley/shared'

import type { Bus } from '../../bus/bus.ts'
import type { MembershipStore } from '../../stores/membership-store.ts'
import { DomainError } from '../errors.ts'
import type { Viewer } from '../viewer.ts'
import type { ConversationAccess } from './conversation-access.ts'
import type { FanOut } from './fan-out.ts'
import { tellMembership } from './tell-membership.ts'

interface DirectParts {
  readonly memberships: MembershipStore
  readonly access: ConversationAccess
  readonly fanOut: FanOut
  readonly bus: Bus
}

/** What one closes, or sets for all of one's direct conversations, and what of it both people are told. */
export class DirectService {
  readonly #parts: DirectParts

  constructor(parts: DirectParts) {
    this.#parts = parts
  }

  /**
   * The other person does not write there until it is opened again, and oneself does not either.
   * @throws DomainError conversation_not_found, not_direct
   */
  async setClosed(viewer: Viewer, id: ConversationId, closed: boolean): Promise<void> {
    const { memberships, access } = this.#parts
    const { peerId } = await access.membership(viewer.userId, id)
    if (peerId === null) throw new DomainError('not_direct')
    if (await memberships.setClosed(id, viewer.userId, closed)) await this.#tell(viewer.userId, [peerId])
  }

  /** Before a setting that concerns all of them is changed: it is told to so many. @throws DomainError rate_limited */
  async requireChange(userId: UserId): Promise<void> {
    const { memberships, fanOut } = this.#parts
    const directs = (await memberships.ofUser(userId)).filter(({ peerId }) => peerId !== null)
    fanOut.requireDirectsChange(userId, directs.length)
  }

  /** After it: what all of them are now. */
  async changed(userId: UserId): Promise<void> {
    await this.#tell(userId, null)
  }

  async #tell(userId: UserId, peers: readonly UserId[] | null): Promise<void> {
    const { memberships, bus } = this.#parts
    for (const record of await memberships.bothSidesOf(userId, peers)) tellMembership(bus, record)
  }
}
