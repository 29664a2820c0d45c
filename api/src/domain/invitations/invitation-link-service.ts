import {
  limits,
  may,
  type ConversationId,
  type FoundGroup,
  type InvitationLink,
  type InvitationLinkId,
  type NewInvitationLink,
  type UserId,
} from '@parley/shared'

import type { LinkPosition, LinkRecord, NewLink } from '../../stores/invitation-link-store.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import type { User } from '../../stores/user-store.ts'
import { Throttle } from '../accounts/sign-in/throttle.ts'
import type { ContactQuotas } from '../conversations/contact-quotas.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import { conversationFromOutside } from '../conversations/conversation-view.ts'
import type { FanOut } from '../conversations/fan-out.ts'
import type { GroupEvents } from '../conversations/group-events.ts'
import { headOf } from '../conversations/head-of.ts'
import { lacking, refusingLimits } from '../conversations/refusals.ts'
import { DomainError } from '../errors.ts'
import { paged, type Paged } from '../paging.ts'
import type { Clock, Ids } from '../ports.ts'
import { cleanLine } from '../texts.ts'
import type { Origin, Viewer } from '../viewer.ts'
import { guessGates, hourMs, linkView, stateOf } from './link-rules.ts'

export interface InvitationLinkParts {
  readonly stores: ConversationStores
  readonly access: ConversationAccess
  readonly groupEvents: GroupEvents
  readonly quotas: ContactQuotas
  readonly fanOut: FanOut
  readonly clock: Clock
  readonly ids: Ids
}

/** Who asks for a link, and the hash of its secret. */
export interface Knock {
  readonly hash: string
  readonly origin: Origin
}

/** Links by which whoever has one joins a group. None of those that do not work is told from any other. */
export class InvitationLinkService {
  readonly #parts: InvitationLinkParts
  readonly #throttle: Throttle

  constructor(parts: InvitationLinkParts) {
    this.#parts = parts
    this.#throttle = new Throttle(parts.stores.throttles, parts.clock)
  }

  /**
   * @param hash of the secret, which nobody here ever sees
   * @throws DomainError conversation_not_found, not_a_group, not_moderator, too_many_links, invalid_request
   */
  async make(
    viewer: Viewer,
    conversationId: ConversationId,
    wanted: NewInvitationLink,
    hash: string,
  ): Promise<InvitationLink> {
    const { stores, quotas, clock, ids } = this.#parts
    await this.#requireInviter(viewer, conversationId)
    const note = cleanLine(wanted.note ?? '', limits.linkNoteMax, '/note')
    await quotas.take(viewer.userId, 'links')
    const { usesMax = 1, expiresInHours: hours = limits.linkHoursDefault } = wanted
    const createdAt = clock.now()
    const link: NewLink = {
      id: ids.uuid() as InvitationLinkId, // where the id of a link begins
      hash,
      conversationId,
      makerId: viewer.userId,
      note,
      usesMax,
      createdAt,
      expiresAt: hours === null ? null : new Date(createdAt.getTime() + hours * hourMs),
    }
    await stores.invitationLinks.create(link)
    const [made] = await this.#views([{ ...link, uses: 0, revoked: null, makerMay: true }])
    if (!made) throw new DomainError('conversation_not_found')
    return made
  }

  /** The latest first, whatever has become of them. @throws DomainError conversation_not_found, not_a_group, not_moderator */
  async list(
    viewer: Viewer,
    id: ConversationId,
    { after, limit }: { readonly after: LinkPosition | null; readonly limit: number },
  ): Promise<Paged<InvitationLink, LinkPosition>> {
    await this.#requireInviter(viewer, id)
    const found = await this.#parts.stores.invitationLinks.ofGroup(id, after, limit + 1)
    const { items, next } = paged(found, limit, ({ createdAt, id: linkId }) => ({ createdAt, id: linkId }))
    return { items: await this.#views(items), next }
  }

  /** @throws DomainError conversation_not_found, not_a_group, not_moderator, invitation_link_not_found */
  async revoke(viewer: Viewer, id: ConversationId, linkId: InvitationLinkId): Promise<void> {
    const { stores, clock } = this.#parts
    await this.#requireInviter(viewer, id)
    if (!(await stores.invitationLinks.revoke(id, linkId, viewer.userId, clock.now()))) throw notFound()
  }

  /** Where a link leads. Changes nothing. @throws DomainError invitation_link_not_found, rate_limited */
  async show(viewer: Viewer, knock: Knock): Promise<FoundGroup> {
    const { conversationId, isMember } = await this.#open(viewer, knock)
    const record = await this.#parts.stores.conversations.byId(conversationId)
    if (!record) throw notFound()
    return { conversation: conversationFromOutside(record), member: isMember }
  }

  /**
   * Joins the group. Who is a member already stays one, and uses nothing.
   * @throws DomainError invitation_link_not_found, group_full, too_many_conversations, too_many_joins, rate_limited
   */
  async accept(viewer: Viewer, knock: Knock): Promise<ConversationId> {
    const { stores, fanOut, quotas, clock } = this.#parts
    const { userId } = viewer
    const { link, conversationId, isMember } = await this.#open(viewer, knock)
    if (isMember) return conversationId
    fanOut.requireGroupChange(userId, conversationId, 1)
    await quotas.take(userId, 'joins')
    const head = () => headOf(stores.messages, conversationId)
    const accepting = stores.invitationLinks.accept(link, userId, head, clock.now())
    const readsFromSeq = await refusingLimits(accepting)
    if (readsFromSeq !== null) await this.#joined(userId, conversationId, readsFromSeq)
    // Of two of one's own at once, the second one finds oneself in the group; of others', that it was the last use.
    else if (!(await stores.memberships.of(conversationId, userId))) await this.#refuse(viewer, knock.origin)
    return conversationId
  }

  /** A link by which one may register. @throws DomainError invitation_link_not_found */
  async forRegistration(hash: string): Promise<LinkRecord> {
    const link = await this.#parts.stores.invitationLinks.byHash(hash)
    if (!link || stateOf(link, this.#parts.clock.now()) !== 'active') throw notFound()
    return link
  }

  /**
   * Makes an account and its first membership, or neither. Answers with what is left to be done once that is told.
   * @throws DomainError invitation_link_not_found, group_full; Duplicate when the username is taken
   */
  async register(link: LinkRecord, user: User): Promise<() => Promise<void>> {
    const { stores } = this.#parts
    const { conversationId } = link
    const head = () => headOf(stores.messages, conversationId)
    const readsFromSeq = await refusingLimits(stores.invitationLinks.register(link, user, head))
    if (readsFromSeq === null) throw notFound()
    return () => this.#joined(user.id, conversationId, readsFromSeq)
  }

  async #requireInviter(viewer: Viewer, id: ConversationId): Promise<void> {
    const { role } = await this.#parts.access.group(viewer.userId, id)
    if (!may(role, 'invite')) throw lacking('invite')
  }

  async #open(viewer: Viewer, { hash, origin }: Knock) {
    const { stores, clock } = this.#parts
    const link = await stores.invitationLinks.byHash(hash)
    if (!link) return this.#refuse(viewer, origin)
    const { conversationId } = link
    const isMember = (await stores.memberships.of(conversationId, viewer.userId)) !== null
    const isBanned = (await stores.bans.among(conversationId, [viewer.userId])).size > 0
    if (!isMember && (isBanned || stateOf(link, clock.now()) !== 'active'))
      return this.#refuse(viewer, origin)
    return { link, conversationId, isMember }
  }

  async #refuse({ userId }: Viewer, { address }: Origin): Promise<never> {
    const gates = guessGates(userId, address)
    return this.#throttle.hold(gates, async () => {
      await this.#throttle.count(gates)
      throw notFound()
    })
  }

  #joined(userId: UserId, conversationId: ConversationId, readsFromSeq: number): Promise<void> {
    const action = { conversationId, actorId: userId, event: { kind: 'member-joined' } } as const
    return this.#parts.groupEvents.joined(action, [userId], readsFromSeq)
  }

  async #views(links: readonly LinkRecord[]): Promise<InvitationLink[]> {
    const { stores, clock } = this.#parts
    const ids = new Set(links.flatMap(({ makerId, revoked }) => [makerId, ...(revoked ? [revoked.by] : [])]))
    const people = new Map((await stores.users.byIds([...ids])).map((user) => [user.id, user]))
    return links.flatMap((link) => linkView(link, people, clock.now()))
  }
}

const notFound = (): DomainError => new DomainError('invitation_link_not_found')
