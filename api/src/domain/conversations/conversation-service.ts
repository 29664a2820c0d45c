import type { ConversationId, ConversationList, ConversationSummary, UserCard, UserId } from '@parley/shared'

import { userTopic, type Bus } from '../../bus/bus.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import { userCard } from '../accounts/profiles/user-card.ts'
import { requireOpen, type BlockGuard } from '../blocking/block-guard.ts'
import { DomainError } from '../errors.ts'
import type { Clock, Ids } from '../ports.ts'
import { tellWatchers } from '../presence/tell-watchers.ts'
import type { Viewer } from '../viewer.ts'
import type { ContactQuotas } from './contact-quotas.ts'
import { byActivity, peopleOf, summaryView } from './conversation-view.ts'
import { refusingLimits, requirePeople } from './refusals.ts'

export interface ConversationServiceParts {
  readonly stores: ConversationStores
  readonly guard: BlockGuard
  readonly quotas: ContactQuotas
  readonly bus: Bus
  readonly clock: Clock
  readonly ids: Ids
}

export interface OpenedDirect {
  readonly summary: ConversationSummary
  /** False when these two had it already. */
  readonly created: boolean
}

/** One's own conversations, as one sees them. */
export class ConversationService {
  readonly #stores: ConversationStores
  readonly #guard: BlockGuard
  readonly #quotas: ContactQuotas
  readonly #bus: Bus
  readonly #clock: Clock
  readonly #ids: Ids

  constructor({ stores, guard, quotas, bus, clock, ids }: ConversationServiceParts) {
    this.#stores = stores
    this.#guard = guard
    this.#quotas = quotas
    this.#bus = bus
    this.#clock = clock
    this.#ids = ids
  }

  /** Asks each store once, however many conversations there are. */
  async list(viewer: Viewer): Promise<ConversationList> {
    const listed = await this.#stores.memberships.listed(viewer.userId)
    // From the store: by which instance a list is asked for, it has what was blocked through another a moment ago.
    const blocks = await this.#stores.blocks.of(viewer.userId)
    const blocked = [...blocks.blocked]
    const positions = listed.map(({ membership }) => membership)
    const overviews = await this.#stores.messages.overview(viewer.userId, positions, blocked)
    const items = listed
      .map((one) => summaryView(one, overviews.get(one.conversation.id), blocks))
      .sort(byActivity)
    return { items, people: peopleOf(items, await this.#sendersAmong(items)), invitations: [], blocked }
  }

  /** @throws DomainError conversation_not_found */
  async summary(userId: UserId, conversationId: ConversationId): Promise<ConversationSummary> {
    const listed = await this.#stores.memberships.listedOne(userId, conversationId)
    if (!listed) throw new DomainError('conversation_not_found')
    const blocks = await this.#guard.of(userId)
    const overviews = await this.#stores.messages.overview(userId, [listed.membership], [...blocks.blocked])
    return summaryView(listed, overviews.get(conversationId), blocks)
  }

  /**
   * One's direct conversation with them, or one's notes. What there is already can be read whoever has blocked whom.
   * @throws DomainError user_not_found, not_available, blocked_by_you, too_many_conversations, too_many_directs
   */
  async openDirect(viewer: Viewer, userId: UserId): Promise<OpenedDirect> {
    await requirePeople(this.#stores.users, [userId])
    const { conversations } = this.#stores
    const blocks = await this.#guard.of(viewer.userId)
    if (!(await conversations.direct(viewer.userId, userId))) {
      requireOpen(blocks, userId)
      await this.#countStranger(viewer.userId, userId)
    }
    const opening = conversations.openDirect(viewer.userId, userId, this.#newId(), this.#clock.now())
    const { record, created } = await refusingLimits(opening)
    if (created) this.#publishOpened(record.id, viewer.userId, userId)
    return { summary: await this.summary(viewer.userId, record.id), created }
  }

  async #countStranger(ownId: UserId, otherId: UserId): Promise<void> {
    if (ownId === otherId) return
    const contacts = await this.#stores.memberships.contactsAmong(ownId, [otherId])
    if (!contacts.has(otherId)) await this.#quotas.take(ownId, 'directs')
  }

  /** The other one's list shows it too, from the start and not with the first message only. */
  #publishOpened(conversationId: ConversationId, ownId: UserId, otherId: UserId): void {
    const kind = ownId === otherId ? 'notes' : 'direct'
    const joined = { type: 'joined', role: 'member', readsFromSeq: 1, conversationId, kind } as const
    for (const userId of new Set([ownId, otherId])) {
      const peer = kind === 'direct' && { peerId: userId === ownId ? otherId : ownId }
      this.#bus.publish(userTopic(userId), { ...joined, ...peer })
    }
    tellWatchers(this.#bus, [ownId, otherId])
  }

  async #sendersAmong(summaries: readonly ConversationSummary[]): Promise<UserCard[]> {
    const peers = new Set(summaries.map(({ peer }) => peer?.id))
    const senders = new Set(summaries.flatMap(({ lastMessage }) => lastMessage?.senderId ?? []))
    const unknown = [...senders].filter((id) => !peers.has(id))
    return unknown.length === 0 ? [] : (await this.#stores.users.byIds(unknown)).map(userCard)
  }

  #newId(): ConversationId {
    return this.#ids.uuid() as ConversationId
  }
}
