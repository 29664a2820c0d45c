import type { ConversationId, ConversationList, ConversationSummary, UserCard, UserId } from '@parley/shared'

import { userTopic, type Bus } from '../../bus/bus.ts'
import { Outdated } from '../../stores/errors.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import type { User } from '../../stores/user-store.ts'
import { userCard } from '../accounts/profiles/user-card.ts'
import type { BlockGuard } from '../blocking/block-guard.ts'
import { DomainError } from '../errors.ts'
import type { Clock, Ids } from '../ports.ts'
import { tellWatchers } from '../presence/tell-watchers.ts'
import type { Viewer } from '../viewer.ts'
import { byArrival } from './arrival-order.ts'
import { cachedOf } from './cached-person.ts'
import type { ContactQuotas } from './contact-quotas.ts'
import { invitationView, peopleOf, summaryView } from './conversation-view.ts'
import { refusingLimits, requirePeople } from './refusals.ts'

/** How often an opening is decided while the other one changes what they have set. */
const openTriesMax = 3

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
    const now = this.#clock.now()
    const placed = listed.map((one) => {
      const overview = overviews.get(one.conversation.id)
      const summary = summaryView(one, overview, blocks, now)
      return { summary, arrival: summary.lastMessage ? (overview?.arrival ?? null) : null }
    })
    const items = byArrival(placed)
    const people = peopleOf(items, await this.#sendersAmong(items))
    const invitations = (await this.#stores.invitations.ofUser(viewer.userId)).map(invitationView)
    return { items, people, invitations, blocked }
  }

  /** @throws DomainError conversation_not_found */
  async summary(userId: UserId, conversationId: ConversationId): Promise<ConversationSummary> {
    const listed = await this.#stores.memberships.listedOne(userId, conversationId)
    if (!listed) throw new DomainError('conversation_not_found')
    const blocks = await this.#guard.of(userId)
    const overviews = await this.#stores.messages.overview(userId, [listed.membership], [...blocks.blocked])
    return summaryView(listed, overviews.get(conversationId), blocks, this.#clock.now())
  }

  /**
   * One's direct conversation with them, or one's notes. What there is already can be read, whoever is shut off from whom.
   * @throws DomainError user_not_found, not_available, blocked_by_you, too_many_conversations, too_many_directs
   */
  async openDirect(viewer: Viewer, userId: UserId): Promise<OpenedDirect> {
    const { record, created } = await this.#open(viewer.userId, userId)
    if (created) await this.#tellOpened(record.id, [viewer.userId, userId])
    return { summary: await this.summary(viewer.userId, record.id), created }
  }

  /** Decided again when the other one has set something else, or blocked somebody, meanwhile. */
  async #open(ownId: UserId, userId: UserId) {
    for (let tries = 0; tries < openTriesMax; tries++) {
      try {
        return await this.#openOnce(ownId, userId)
      } catch (error) {
        if (!(error instanceof Outdated)) throw error
      }
    }
    throw new DomainError('not_available')
  }

  async #openOnce(ownId: UserId, userId: UserId) {
    const { users, conversations } = this.#stores
    const people = await requirePeople(users, [userId])
    const found = await conversations.direct(ownId, userId)
    if (found) return { record: found, created: false }
    if (userId !== ownId) await this.#requireBeginning(ownId, people)
    const [writers] = people.map(({ privacy }) => privacy.writers)
    const opening = conversations.openDirect(ownId, userId, this.#newId(), this.#clock.now(), writers)
    return refusingLimits(opening)
  }

  async #requireBeginning(ownId: UserId, people: readonly User[]): Promise<void> {
    const contacts = await this.#guard.requireOpen(ownId, people)
    if (contacts.size === 0) await this.#quotas.take(ownId, 'directs')
  }

  /** The other one's list shows it too, from the start and not with the first message only. */
  async #tellOpened(conversationId: ConversationId, people: readonly UserId[]): Promise<void> {
    for (const userId of new Set(people)) {
      const membership = await this.#stores.memberships.of(conversationId, userId)
      if (!membership) continue
      const event = { type: 'joined', conversationId, ...cachedOf(membership) } as const
      this.#bus.publish(userTopic(userId), event)
    }
    tellWatchers(this.#bus, people)
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
