import { limits, type ConversationId, type JoinRequest, type UserId } from '@parley/shared'

import type { Declining, JoinRequestPosition } from '../../stores/join-request-store.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import { userCard } from '../accounts/profiles/user-card.ts'
import type { ContactQuotas } from '../conversations/contact-quotas.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import type { FanOut } from '../conversations/fan-out.ts'
import type { GroupEvents } from '../conversations/group-events.ts'
import { headOf } from '../conversations/head-of.ts'
import { refusingLimits, refusingOutdated } from '../conversations/refusals.ts'
import { DomainError } from '../errors.ts'
import { paged, type Paged } from '../paging.ts'
import type { Clock } from '../ports.ts'
import { cleanText } from '../texts.ts'
import type { Viewer } from '../viewer.ts'
import type { JoinRequestEvents } from './join-request-events.ts'

export interface JoinRequestParts {
  readonly stores: ConversationStores
  readonly access: ConversationAccess
  readonly groupEvents: GroupEvents
  readonly requestEvents: JoinRequestEvents
  readonly quotas: ContactQuotas
  readonly fanOut: FanOut
  readonly clock: Clock
}

/** Who was declined asks for so long in vain, and is not told so. */
const declinedMs = 7 * 24 * 60 * 60 * 1_000

/** To join closed groups that can be found. The owner or a moderator decides: the first one who does. */
export class JoinRequestService {
  readonly #parts: JoinRequestParts

  constructor(parts: JoinRequestParts) {
    this.#parts = parts
  }

  /**
   * Who has asked already, was declined lately or is a member is answered like anybody, and nothing changes.
   * @throws DomainError conversation_not_found, too_many_join_requests, invalid_request
   */
  async ask({ userId }: Viewer, id: ConversationId, raw: string): Promise<void> {
    const { stores, quotas, clock } = this.#parts
    const sentence = cleanText(raw, limits.joinSentenceMax, '/sentence')
    if (await stores.memberships.of(id, userId)) return
    const record = await stores.conversations.byId(id)
    if (!record?.askToJoin) throw new DomainError('conversation_not_found')
    const at = clock.now()
    const declinedSince = new Date(at.getTime() - declinedMs)
    if (await stores.joinRequests.isKnown(id, userId, declinedSince)) return
    await quotas.take(userId, 'join_requests')
    if (!(await stores.joinRequests.ask(id, { userId, sentence, at, declinedSince })))
      return this.#requireMember(userId, id)
    await this.#tell(userId, id, true)
  }

  /** What is not there is withdrawn already. */
  async withdraw({ userId }: Pick<Viewer, 'userId'>, id: ConversationId): Promise<void> {
    if (await this.#parts.stores.joinRequests.withdraw(id, userId)) await this.#tell(userId, id, false)
  }

  /** Before an account is deleted. */
  async withdrawAll(userId: UserId): Promise<void> {
    for (const id of await this.#parts.stores.joinRequests.ofUser(userId)) await this.withdraw({ userId }, id)
  }

  /** The oldest first. @throws DomainError conversation_not_found, not_a_group, not_moderator */
  async list(
    viewer: Viewer,
    id: ConversationId,
    { after, limit }: { readonly after: JoinRequestPosition | null; readonly limit: number },
  ): Promise<Paged<JoinRequest, JoinRequestPosition>> {
    const { stores, access } = this.#parts
    await access.groupFor('approve', viewer.userId, id)
    const found = await stores.joinRequests.page(id, after, limit + 1)
    const { items, next } = paged(found, limit, ({ user, askedAt }) => ({ askedAt, userId: user.id }))
    return {
      items: items.map(({ user, sentence, askedAt }) => ({
        user: userCard(user),
        sentence,
        askedAt: askedAt.toISOString(),
      })),
      next,
    }
  }

  /**
   * @throws DomainError conversation_not_found, not_a_group, not_moderator, join_request_not_found, request_decided,
   *   group_full, too_many_conversations, rate_limited
   */
  async approve(viewer: Viewer, id: ConversationId, userId: UserId): Promise<void> {
    const { stores, groupEvents, fanOut } = this.#parts
    const deciding = await this.#deciding(viewer, id, userId)
    fanOut.requireGroupChange(viewer.userId, id, 1)
    const readSeq = () => headOf(stores.messages, id)
    const approving = stores.joinRequests.approve(id, { ...deciding, readSeq })
    const readsFromSeq = await refusingOutdated('approve', refusingLimits(approving))
    if (readsFromSeq === null) throw await this.#missing(id, userId)
    const action = { conversationId: id, actorId: userId, event: { kind: 'member-joined' } } as const
    await groupEvents.joined(action, [userId], readsFromSeq)
  }

  /**
   * The person is told that it is open no more, and not why.
   * @throws DomainError conversation_not_found, not_a_group, not_moderator, join_request_not_found, request_decided
   */
  async decline(viewer: Viewer, id: ConversationId, userId: UserId): Promise<void> {
    const declining = this.#parts.stores.joinRequests.decline(id, await this.#deciding(viewer, id, userId))
    if (!(await refusingOutdated('approve', declining))) throw await this.#missing(id, userId)
    await this.#tell(userId, id, false)
  }

  async #deciding(viewer: Viewer, id: ConversationId, userId: UserId): Promise<Declining> {
    const { access, clock } = this.#parts
    await access.groupFor('approve', viewer.userId, id)
    return { userId, byId: viewer.userId, at: clock.now() }
  }

  async #missing(id: ConversationId, userId: UserId): Promise<DomainError> {
    const { memberships, joinRequests } = this.#parts.stores
    const isDecided = (await memberships.of(id, userId)) || (await joinRequests.isDeclined(id, userId))
    return new DomainError(isDecided ? 'request_decided' : 'join_request_not_found')
  }

  /** Who became one while they asked has what they asked for. */
  async #requireMember(userId: UserId, id: ConversationId): Promise<void> {
    if (!(await this.#parts.stores.memberships.of(id, userId)))
      throw new DomainError('conversation_not_found')
  }

  async #tell(userId: UserId, id: ConversationId, isOpen: boolean): Promise<void> {
    const { requestEvents } = this.#parts
    requestEvents.tellAsker(userId, id, isOpen)
    await requestEvents.changed(id)
  }
}
