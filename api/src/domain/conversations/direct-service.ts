import type { ConversationId, MembershipPatch, UserId } from '@parley/shared'

import { userTopic, type Bus } from '../../bus/bus.ts'
import type { MembershipRecord, MembershipStore } from '../../stores/membership-store.ts'
import type { MessageStore } from '../../stores/message-store.ts'
import { DomainError } from '../errors.ts'
import type { Viewer } from '../viewer.ts'
import { cachedOf } from './cached-person.ts'
import type { ConversationAccess } from './conversation-access.ts'
import type { FanOut } from './fan-out.ts'
import { tellMembership, tellOther } from './tell-membership.ts'

interface DirectParts {
  readonly stores: {
    readonly memberships: MembershipStore
    readonly messages: Pick<MessageStore, 'page'>
  }
  readonly access: ConversationAccess
  readonly fanOut: FanOut
  readonly bus: Bus
}

type DirectChange = Pick<MembershipPatch, 'closed' | 'hidden'>

/** What one closes, hides and clears, or sets for all of one's direct conversations, and who is told of it. */
export class DirectService {
  readonly #parts: DirectParts

  constructor(parts: DirectParts) {
    this.#parts = parts
  }

  /** @throws DomainError conversation_not_found, not_direct */
  async change(viewer: Viewer, id: ConversationId, { closed, hidden }: DirectChange): Promise<void> {
    if (closed !== undefined) await this.setClosed(viewer, id, closed)
    if (hidden !== undefined) await this.setHidden(viewer, id, hidden)
  }

  /**
   * The other person does not write there until it is opened again, and oneself does not either.
   * @throws DomainError conversation_not_found, not_direct
   */
  async setClosed(viewer: Viewer, id: ConversationId, closed: boolean): Promise<void> {
    const { stores, access, bus } = this.#parts
    const { peerId } = await access.membership(viewer.userId, id)
    if (peerId === null) throw new DomainError('not_direct')
    if (!(await stores.memberships.setClosed(id, viewer.userId, closed))) return
    for (const record of await stores.memberships.bothSidesOf(viewer.userId, [peerId])) {
      if (record.userId === viewer.userId) tellMembership(bus, record)
      else tellOther(bus, record)
    }
  }

  /**
   * Out of one's list until there is a further message, whoever writes it. Nobody else is told. Of notes, too.
   * @throws DomainError conversation_not_found, not_direct
   */
  async setHidden(viewer: Viewer, id: ConversationId, hidden: boolean): Promise<void> {
    const { stores, bus } = this.#parts
    await this.#requireNoGroup(viewer, id)
    await stores.memberships.setHidden(id, viewer.userId, hidden ? await this.#headOf(id) : null)
    tellMembership(bus, await this.#membership(viewer, id))
  }

  /**
   * All that was written so far is gone for oneself, and the conversation hidden; the other person is told nothing. One's
   * devices are told as if one had left and come back, so that they forget what they hold. Of notes, too.
   * @throws DomainError conversation_not_found, not_direct
   */
  async clear(viewer: Viewer, id: ConversationId): Promise<void> {
    const { stores, bus } = this.#parts
    await this.#requireNoGroup(viewer, id)
    await stores.memberships.clear(id, viewer.userId, await this.#headOf(id))
    const membership = await this.#membership(viewer, id)
    const topic = userTopic(viewer.userId)
    bus.publish(topic, { type: 'left', conversationId: id, reason: 'left' })
    bus.publish(topic, { type: 'joined', conversationId: id, ...cachedOf(membership) })
  }

  /** Before a setting that concerns all of them is changed: it is told to so many. @throws DomainError rate_limited */
  async requireChange(userId: UserId): Promise<void> {
    const { stores, fanOut } = this.#parts
    const directs = (await stores.memberships.ofUser(userId)).filter(({ peerId }) => peerId !== null)
    fanOut.requireDirectsChange(userId, directs.length)
  }

  /** After it: what all of them are now. */
  async changed(userId: UserId): Promise<void> {
    const { stores, bus } = this.#parts
    for (const record of await stores.memberships.bothSidesOf(userId, null)) tellOther(bus, record)
  }

  async #requireNoGroup({ userId }: Viewer, id: ConversationId): Promise<void> {
    const { kind } = await this.#parts.access.membership(userId, id)
    if (kind === 'group') throw new DomainError('not_direct')
  }

  async #membership({ userId }: Viewer, id: ConversationId): Promise<MembershipRecord> {
    const record = await this.#parts.stores.memberships.of(id, userId)
    if (!record) throw new DomainError('conversation_not_found')
    return record
  }

  /** With all that is acknowledged, which what lists show may be behind by a moment. */
  async #headOf(id: ConversationId): Promise<number> {
    return (await this.#parts.stores.messages.page(id, { kind: 'latest' }, 1)).headSeq
  }
}
