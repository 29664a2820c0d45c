import type { ConversationId } from '@parley/shared'

import { userTopic, type Bus } from '../../bus/bus.ts'
import type { MembershipRecord, MembershipStore } from '../../stores/membership-store.ts'
import type { MessageStore } from '../../stores/message-store.ts'
import { DomainError } from '../errors.ts'
import type { Viewer } from '../viewer.ts'
import { changeOf, flagsOf } from './cached-person.ts'
import type { ConversationAccess } from './conversation-access.ts'

export interface HistoryStores {
  readonly memberships: MembershipStore
  readonly messages: Pick<MessageStore, 'page'>
}

/** What one sees of a direct conversation, or of one's notes. The other person is told of no change of it. */
export class DirectHistory {
  readonly #stores: HistoryStores
  readonly #access: ConversationAccess
  readonly #bus: Bus

  constructor(stores: HistoryStores, access: ConversationAccess, bus: Bus) {
    this.#stores = stores
    this.#access = access
    this.#bus = bus
  }

  /** Out of one's list until there is a further message, whoever writes it. @throws DomainError conversation_not_found, not_direct */
  async setHidden(viewer: Viewer, id: ConversationId, hidden: boolean): Promise<void> {
    await this.#requireDirect(viewer, id)
    await this.#stores.memberships.setHidden(id, viewer.userId, hidden ? await this.#headOf(id) : null)
    this.#bus.publish(userTopic(viewer.userId), changeOf(id, await this.#membership(viewer, id)))
  }

  /**
   * All that was written so far is gone for oneself, and the conversation hidden. One's devices are told as if one had
   * left and come back, so that they forget what they hold. @throws DomainError conversation_not_found, not_direct
   */
  async clear(viewer: Viewer, id: ConversationId): Promise<void> {
    await this.#requireDirect(viewer, id)
    await this.#stores.memberships.clear(id, viewer.userId, await this.#headOf(id))
    const membership = await this.#membership(viewer, id)
    const { role, kind, readsFromSeq, peerId } = membership
    const begun = { conversationId: id, role, kind, readsFromSeq, peerId, ...flagsOf(membership) }
    const topic = userTopic(viewer.userId)
    this.#bus.publish(topic, { type: 'left', conversationId: id, reason: 'left' })
    this.#bus.publish(topic, { type: 'joined', ...begun })
  }

  async #requireDirect({ userId }: Viewer, id: ConversationId): Promise<void> {
    const { kind } = await this.#access.membership(userId, id)
    if (kind === 'group') throw new DomainError('not_direct')
  }

  async #membership({ userId }: Viewer, id: ConversationId): Promise<MembershipRecord> {
    const record = await this.#stores.memberships.of(id, userId)
    if (!record) throw new DomainError('conversation_not_found')
    return record
  }

  /** With all that is acknowledged, which what lists show may be behind by a moment. */
  async #headOf(id: ConversationId): Promise<number> {
    return (await this.#stores.messages.page(id, { kind: 'latest' }, 1)).headSeq
  }
}
