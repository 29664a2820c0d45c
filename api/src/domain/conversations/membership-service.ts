import {
  may,
  type AddedMembers,
  type ConversationId,
  type Member,
  type MembershipPatch,
  type NotAdded,
  type UserId,
} from '@parley/shared'

import type { Bus } from '../../bus/bus.ts'
import type { ConversationRecord } from '../../stores/conversation-store.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import { DomainError } from '../errors.ts'
import { paged, type Paged } from '../paging.ts'
import type { Clock } from '../ports.ts'
import type { InvitationService } from '../invitations/invitation-service.ts'
import type { Viewer } from '../viewer.ts'
import type { ConversationAccess } from './conversation-access.ts'
import type { ContactQuotas } from './contact-quotas.ts'
import { memberView } from './conversation-view.ts'
import type { FanOut } from './fan-out.ts'
import type { GroupEvents } from './group-events.ts'
import type { GroupParts } from './group-creation.ts'
import { headOf } from './head-of.ts'
import { refusingLimits, refusingOutdated, requirePeople } from './refusals.ts'
import { tellMembership } from './tell-membership.ts'

export interface MemberQuery {
  readonly after: string | null
  readonly limit: number
}

/** Who is in a group. Every group has exactly one owner, until it is closed. */
export class MembershipService {
  readonly #stores: ConversationStores
  readonly #access: ConversationAccess
  readonly #groupEvents: GroupEvents
  readonly #invitations: InvitationService
  readonly #quotas: ContactQuotas
  readonly #fanOut: FanOut
  readonly #bus: Bus
  readonly #clock: Clock

  constructor(parts: GroupParts, bus: Bus) {
    this.#stores = parts.stores
    this.#access = parts.access
    this.#groupEvents = parts.groupEvents
    this.#quotas = parts.quotas
    this.#invitations = parts.invitations
    this.#fanOut = parts.fanOut
    this.#bus = bus
    this.#clock = parts.clock
  }

  /**
   * Joins an open group. Who is a member already stays one, also of a closed group.
   * @throws DomainError conversation_not_found, group_full, too_many_conversations, too_many_joins, rate_limited
   */
  async join(viewer: Viewer, id: ConversationId): Promise<void> {
    if (await this.#stores.memberships.of(id, viewer.userId)) return
    const { bans, conversations } = this.#stores
    const record = await conversations.byId(id)
    const isBanned = (await bans.among(id, [viewer.userId])).size > 0
    if (record?.kind !== 'group' || record.visibility !== 'open' || isBanned)
      throw new DomainError('conversation_not_found')
    this.#fanOut.requireGroupChange(viewer.userId, id, 1)
    await this.#quotas.take(viewer.userId, 'joins')
    await this.enter(viewer.userId, id)
  }

  /**
   * As `join`, of those who did not ask for it and are not limited. Does nothing where the group is not open.
   * @throws DomainError group_full, too_many_conversations
   */
  async enter(userId: UserId, id: ConversationId): Promise<void> {
    const { memberships, messages } = this.#stores
    const joining = memberships.join(id, userId, () => headOf(messages, id), this.#clock.now())
    const readsFromSeq = await refusingLimits(joining)
    if (readsFromSeq === null) return
    const action = { conversationId: id, actorId: userId, event: { kind: 'member-joined' } } as const
    await this.#groupEvents.joined(action, [userId], readsFromSeq)
  }

  /**
   * The owner of a group with others in it stays; a group whose only member leaves is closed.
   * @throws DomainError conversation_not_found, not_a_group, owner_must_hand_over, rate_limited
   */
  async leave(viewer: Viewer, id: ConversationId): Promise<void> {
    const { record, role } = await this.#access.group(viewer.userId, id)
    this.#fanOut.requireGroupChange(viewer.userId, id)
    if (role === 'owner') await this.#leaveAsOwner(record)
    else await this.#leaveAsMember(viewer.userId, id)
  }

  /** Leaves every group, before an account is deleted. @throws DomainError owner_must_hand_over, having left none */
  async leaveAll(userId: UserId): Promise<void> {
    const listed = await this.#stores.memberships.listed(userId)
    const groups = listed.filter(({ conversation }) => conversation.kind === 'group')
    const owned = groups.filter(({ membership }) => membership.role === 'owner')
    for (const { conversation } of owned) requireAlone(conversation)
    for (const { conversation } of owned) await this.#leaveAsOwner(conversation)
    for (const { conversation, membership } of groups) {
      if (membership.role !== 'owner') await this.#leaveAsMember(userId, conversation.id)
    }
  }

  /**
   * Passes over those who are members already, invites those who do not let this one add them, and names those who are
   * not available to whoever adds them, or blocked.
   * Newcomers read what who adds them may read, and no more: an owner who joined an opened group themselves hands on
   * nothing of what was written before; where newcomers read from joining on, so do these.
   * @throws DomainError conversation_not_found, not_a_group, not_moderator, user_not_found, group_full, too_many_conversations,
   *   too_many_added, rate_limited
   */
  async add(viewer: Viewer, id: ConversationId, userIds: readonly UserId[]): Promise<AddedMembers> {
    const { readsFromSeq } = await this.#access.groupFor('add', viewer.userId, id)
    const people = await requirePeople(this.#stores.users, userIds)
    this.#fanOut.requireGroupChange(viewer.userId, id, userIds.length)
    const wanted = await this.#invitations.sort(viewer, people)
    await this.#quotas.take(viewer.userId, 'added', userIds.length)
    const { memberships, messages } = this.#stores
    const head = () => headOf(messages, id)
    const at = this.#clock.now()
    const adding = memberships.add(id, wanted.addable, head, at, {
      readsFromSeq,
      byId: viewer.userId,
    })
    const added = await refusingOutdated('add', refusingLimits(adding))
    const [first] = added
    if (first !== undefined) {
      const start = (await memberships.of(id, first))?.readsFromSeq ?? readsFromSeq
      const event = { kind: 'members-added' as const, userIds: added }
      const action = { conversationId: id, actorId: viewer.userId, event }
      await this.#groupEvents.joined(action, added, start)
    }
    const { invited, refused } = await this.#invitations.invite(viewer, id, wanted)
    return { added, invited, refused: await this.#notIn(id, await this.#withBanned(id, userIds, refused)) }
  }

  /** Asked once they were passed over, as somebody may have been banned at that moment. */
  async #withBanned(id: ConversationId, userIds: readonly UserId[], refused: readonly NotAdded[]) {
    const banned = await this.#stores.bans.among(id, userIds)
    const others = refused.filter(({ userId }) => !banned.has(userId))
    return [...others, ...[...banned].map((userId): NotAdded => ({ userId, code: 'banned' }))]
  }

  /** Who is a member already is passed over, as anyone is. */
  async #notIn(id: ConversationId, refused: readonly NotAdded[]): Promise<NotAdded[]> {
    const memberships = await Promise.all(
      refused.map(({ userId }) => this.#stores.memberships.of(id, userId)),
    )
    return refused.filter((_, at) => !memberships[at])
  }

  /**
   * @throws DomainError conversation_not_found, not_a_group, not_moderator, not_owner, owner_must_hand_over,
   *   member_not_found, rate_limited
   */
  async remove(viewer: Viewer, id: ConversationId, userId: UserId): Promise<void> {
    const isOwn = userId === viewer.userId
    if (isOwn && (await this.#access.group(userId, id)).role === 'owner')
      throw new DomainError('owner_must_hand_over')
    await this.#access.groupForActingOn('remove', viewer, id, userId)
    this.#fanOut.requireGroupChange(viewer.userId, id)
    const removing = this.#stores.memberships.remove(id, userId, viewer.userId)
    if (!(await refusingOutdated('remove', removing))) throw new DomainError('member_not_found')
    const action = {
      conversationId: id,
      actorId: viewer.userId,
      event: { kind: 'member-removed', userId },
    } as const
    await this.#groupEvents.left(action, userId, 'removed')
  }

  /**
   * What `setMuted` makes of such a change; null where it leaves it as it is.
   * @throws DomainError mute_end_invalid
   */
  muteBy({ muted, mutedUntil = null, notify }: MembershipPatch) {
    const isMuted = notify === undefined ? muted : notify !== 'all'
    const until = mutedUntil === null ? null : new Date(mutedUntil)
    // Nor is it later than now when it is the 61st second of a minute.
    if (until !== null && !(isMuted && until > this.#clock.now())) throw new DomainError('mute_end_invalid')
    return isMuted === undefined ? null : ([isMuted, until, notify === 'mentions'] as const)
  }

  /** @throws DomainError conversation_not_found */
  async setMuted(
    viewer: Viewer,
    id: ConversationId,
    muted: boolean,
    until: Date | null,
    tellsMentions = false,
  ): Promise<void> {
    await this.#access.membership(viewer.userId, id)
    await this.#stores.memberships.setMuted(id, viewer.userId, muted, until, tellsMentions)
    const record = await this.#stores.memberships.of(id, viewer.userId)
    if (!record) throw new DomainError('conversation_not_found')
    tellMembership(this.#bus, record)
  }

  /** @throws DomainError conversation_not_found */
  async members(viewer: Viewer, id: ConversationId, query: MemberQuery): Promise<Paged<Member, string>> {
    const { kind, role } = await this.#access.membership(viewer.userId, id)
    const silencesAt = kind === 'group' && may(role, 'silence') ? this.#clock.now() : null
    const { after, limit } = query
    const records = await this.#stores.memberships.members(id, { after, limit: limit + 1 })
    const { items, next } = paged(records, limit, ({ user }) => user.username)
    return { items: items.map((member) => memberView(member, silencesAt)), next }
  }

  async #leaveAsMember(userId: UserId, id: ConversationId): Promise<void> {
    if (await this.#stores.memberships.remove(id, userId)) {
      const action = { conversationId: id, actorId: userId, event: { kind: 'member-left' } } as const
      await this.#groupEvents.left(action, userId, 'left')
    } else if (await this.#stores.memberships.of(id, userId)) {
      // Still in it, so at this very moment they were handed the group. Otherwise they were removed, and are out.
      throw new DomainError('owner_must_hand_over')
    }
  }

  /** Someone who joins at this very moment finds the group closed, which is better than without an owner. */
  async #leaveAsOwner(group: ConversationRecord): Promise<void> {
    requireAlone(group)
    this.#groupEvents.closed(
      group.id,
      await this.#stores.conversations.closeGroup(group.id, this.#clock.now()),
    )
  }
}

function requireAlone(group: ConversationRecord): void {
  if (group.memberCount > 1) throw new DomainError('owner_must_hand_over')
}
