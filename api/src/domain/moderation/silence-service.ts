import { limits, type ConversationId, type UserId } from '@parley/shared'

import type { Bus } from '../../bus/bus.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import type { FanOut } from '../conversations/fan-out.ts'
import type { GroupEvents } from '../conversations/group-events.ts'
import { refusingOutdated } from '../conversations/refusals.ts'
import { tellMembership } from '../conversations/tell-membership.ts'
import { DomainError } from '../errors.ts'
import { later } from '../files/due.ts'
import type { Clock } from '../ports.ts'
import type { Viewer } from '../viewer.ts'

interface SilenceParts {
  readonly stores: Pick<ConversationStores, 'memberships' | 'silences'>
  readonly access: ConversationAccess
  readonly groupEvents: GroupEvents
  readonly fanOut: FanOut
  readonly bus: Bus
  readonly clock: Clock
}

/**
 * Who is to write nothing in a group for a time. They read, leave and take back as ever, and they alone are told; blocks
 * between them and whoever does it change nothing.
 */
export class SilenceService {
  readonly #parts: SilenceParts

  constructor(parts: SilenceParts) {
    this.#parts = parts
  }

  /**
   * In place of the one there was.
   * @throws DomainError conversation_not_found, not_a_group, not_moderator, not_owner, not_yourself, member_not_found,
   *   silence_end_invalid, rate_limited
   */
  async silence(viewer: Viewer, conversationId: ConversationId, userId: UserId, end: string): Promise<void> {
    await this.#requireActing(viewer, conversationId, userId)
    const { silences } = this.#parts.stores
    const at = this.#parts.clock.now()
    const until = new Date(end)
    // Nor is it later than now when it is the 61st second of a minute.
    if (!(until > at && until <= later(at, limits.silenceAheadMsMax)))
      throw new DomainError('silence_end_invalid', { field: '/until' })
    const writing = silences.silence({ conversationId, userId, actorId: viewer.userId, until, at })
    if (!(await refusingOutdated('silence', writing))) throw new DomainError('member_not_found')
    await this.#tell(viewer, conversationId, userId)
  }

  /** Where there is none nobody is told anything. @throws DomainError as `silence` */
  async lift(viewer: Viewer, conversationId: ConversationId, userId: UserId): Promise<void> {
    await this.#requireActing(viewer, conversationId, userId)
    const lifting = this.#parts.stores.silences.lift({ conversationId, userId, actorId: viewer.userId })
    if (await refusingOutdated('silence', lifting)) await this.#tell(viewer, conversationId, userId)
  }

  async #requireActing(viewer: Viewer, id: ConversationId, userId: UserId): Promise<void> {
    const { access, stores, fanOut } = this.#parts
    if (userId === viewer.userId) {
      await access.groupFor('silence', viewer.userId, id)
      throw new DomainError('not_yourself')
    }
    await access.groupForActingOn('silence', viewer, id, userId)
    if (!(await stores.memberships.of(id, userId))) throw new DomainError('member_not_found')
    fanOut.requireGroupChange(viewer.userId, id)
  }

  /** The others hear only that the group has changed, by which those who may see it load its members again. */
  async #tell({ userId: actorId }: Viewer, id: ConversationId, userId: UserId): Promise<void> {
    const { stores, bus, groupEvents } = this.#parts
    const record = await stores.memberships.of(id, userId)
    if (record) tellMembership(bus, record)
    await groupEvents.updated(id, actorId, [])
  }
}
