import { limits, type Ban, type ConversationId, type NewBan, type UserId } from '@parley/shared'

import { userTopic, type Bus } from '../../bus/bus.ts'
import type { BanPosition, BanRecord, BanStore } from '../../stores/moderation/ban-store.ts'
import type { User, UserStore } from '../../stores/user-store.ts'
import { userCard } from '../accounts/profiles/user-card.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import type { FanOut } from '../conversations/fan-out.ts'
import type { GroupEvents } from '../conversations/group-events.ts'
import { refusingLimits, refusingOutdated, requirePeople } from '../conversations/refusals.ts'
import { DomainError } from '../errors.ts'
import { paged, type Paged } from '../paging.ts'
import type { Clock } from '../ports.ts'
import { cleanLine } from '../texts.ts'
import type { Viewer } from '../viewer.ts'

interface BanParts {
  readonly stores: { readonly bans: BanStore; readonly users: UserStore }
  readonly access: ConversationAccess
  readonly groupEvents: GroupEvents
  readonly fanOut: FanOut
  readonly bus: Bus
  readonly clock: Clock
}

/** Who is shut out of a group. Of a ban nobody hears but those who may ban: to all others somebody has left. */
export class BanService {
  readonly #parts: BanParts

  constructor(parts: BanParts) {
    this.#parts = parts
  }

  /**
   * Also of who is no member. A second ban replaces the first one.
   * @throws DomainError conversation_not_found, not_a_group, not_moderator, not_owner, not_yourself, user_not_found,
   *   too_many_bans, invalid_request, rate_limited
   */
  async ban(viewer: Viewer, id: ConversationId, userId: UserId, { reason = '' }: NewBan): Promise<void> {
    const { stores, access, fanOut, clock } = this.#parts
    await access.groupFor('ban', viewer.userId, id)
    if (userId === viewer.userId) throw new DomainError('not_yourself')
    await access.groupForActingOn('ban', viewer, id, userId)
    await requirePeople(stores.users, [userId])
    const ban = {
      conversationId: id,
      userId,
      bannedBy: viewer.userId,
      reason: cleanLine(reason, limits.banReasonMax, '/reason'),
      bannedAt: clock.now(),
    }
    fanOut.requireGroupChange(viewer.userId, id)
    const ends = await refusingOutdated('ban', refusingLimits(stores.bans.ban(ban)))
    if (!ends) throw new DomainError('conversation_not_found')
    if (ends.wasInvited) this.#publishUninvited(id, userId)
    if (ends.wasMember) await this.#publishLeft(id, userId)
  }

  /** What is not there is lifted already. @throws DomainError conversation_not_found, not_a_group, not_moderator */
  async lift(viewer: Viewer, id: ConversationId, userId: UserId): Promise<void> {
    const { stores, access } = this.#parts
    await access.groupFor('ban', viewer.userId, id)
    await refusingOutdated('ban', stores.bans.lift(id, userId, viewer.userId))
  }

  /** The latest first. @throws DomainError conversation_not_found, not_a_group, not_moderator */
  async list(
    viewer: Viewer,
    id: ConversationId,
    { after, limit }: { readonly after: BanPosition | null; readonly limit: number },
  ): Promise<Paged<Ban, BanPosition>> {
    const { stores, access } = this.#parts
    await access.groupFor('ban', viewer.userId, id)
    const found = await stores.bans.ofGroup(id, after, limit + 1)
    const { items, next } = paged(found, limit, ({ bannedAt, userId }) => ({ bannedAt, userId }))
    const ids = new Set(items.flatMap(({ userId, bannedBy }) => [userId, bannedBy]))
    const people = new Map((await stores.users.byIds([...ids])).map((user) => [user.id, user]))
    return { items: items.flatMap((ban) => banView(ban, people)), next }
  }

  #publishUninvited(conversationId: ConversationId, userId: UserId): void {
    this.#parts.bus.publish(userTopic(userId), { type: 'invitation-ended', conversationId })
  }

  #publishLeft(conversationId: ConversationId, userId: UserId): Promise<void> {
    const action = { conversationId, actorId: userId, event: { kind: 'member-left' } } as const
    return this.#parts.groupEvents.left(action, userId, 'removed')
  }
}

function banView(
  { userId, bannedBy, reason, bannedAt }: BanRecord,
  people: ReadonlyMap<UserId, User>,
): Ban[] {
  const [user, by] = [people.get(userId), people.get(bannedBy)]
  if (!user) return []
  const isKnown = by && by.deletedAt === null
  const ban = { user: userCard(user), reason, bannedAt: bannedAt.toISOString() }
  return [{ ...ban, bannedBy: isKnown ? userCard(by) : null }]
}
