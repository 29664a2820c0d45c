import type { ConversationId, NotAdded, UserId } from '@parley/shared'

import { userTopic, type Bus } from '../../bus/bus.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import type { User } from '../../stores/user-store.ts'
import { isInAudience } from '../accounts/profiles/audience.ts'
import type { BlockGuard } from '../blocking/block-guard.ts'
import { invitationView } from '../conversations/conversation-view.ts'
import type { FanOut } from '../conversations/fan-out.ts'
import type { GroupEvents } from '../conversations/group-events.ts'
import { headOf } from '../conversations/head-of.ts'
import { refusingLimits } from '../conversations/refusals.ts'
import { DomainError } from '../errors.ts'
import type { Clock } from '../ports.ts'
import type { Viewer } from '../viewer.ts'

export interface InvitationParts {
  readonly stores: ConversationStores
  readonly guard: BlockGuard
  readonly groupEvents: GroupEvents
  readonly fanOut: FanOut
  readonly bus: Bus
  readonly clock: Clock
}

/** Whom one wants in a group, by what becomes of them. */
export interface Wanted {
  readonly addable: readonly UserId[]
  readonly invitable: readonly UserId[]
  readonly refused: readonly NotAdded[]
}

/** To groups, of people who let others add them only when they say yes. */
export class InvitationService {
  readonly #parts: InvitationParts

  constructor(parts: InvitationParts) {
    this.#parts = parts
  }

  /**
   * Who is added at once is asked of all of them, also of whoever shuts this one off, or how long it takes would tell
   * of it.
   */
  async sort(viewer: Viewer, people: readonly User[]): Promise<Wanted> {
    const { stores, guard } = this.#parts
    const { allowed, refused } = await guard.addable(viewer.userId, people)
    const lets = await Promise.all(
      people.map(({ id, privacy }) => isInAudience(stores, privacy.adders, id, viewer.userId)),
    )
    const letting = new Set(people.flatMap(({ id }, at) => (lets[at] ? [id] : [])))
    const addable = allowed.filter((userId) => letting.has(userId))
    return { addable, invitable: allowed.filter((userId) => !letting.has(userId)), refused }
  }

  /**
   * Who was invited before hears nothing more of it. Whom it cannot reach it names with those who are refused, members
   * too.
   */
  async invite(viewer: Viewer, id: ConversationId, { invitable: userIds, refused }: Wanted) {
    const { stores, clock } = this.#parts
    const at = clock.now()
    const { fresh, already } = await stores.invitations.invite(id, viewer.userId, userIds, at)
    await this.#publishInvited(viewer, id, fresh, at)
    const reached = new Set([...fresh, ...already])
    const invited = userIds.filter((userId) => reached.has(userId))
    const others = userIds.filter((userId) => !reached.has(userId))
    const unreached = others.map((userId): NotAdded => ({ userId, code: 'not_available' }))
    return { invited, refused: [...refused, ...unreached] }
  }

  /**
   * Who is a member already stays one.
   * @throws DomainError invitation_not_found, group_full, too_many_conversations, rate_limited
   */
  async accept(viewer: Viewer, id: ConversationId): Promise<void> {
    const { stores, fanOut, groupEvents, clock } = this.#parts
    if (await stores.memberships.of(id, viewer.userId)) return
    fanOut.requireGroupChange(viewer.userId, id, 1)
    const head = () => headOf(stores.messages, id)
    const accepting = stores.invitations.accept(id, viewer.userId, head, clock.now())
    const readsFromSeq = await refusingLimits(accepting)
    if (readsFromSeq === null) return this.#requireMember(viewer, id)
    this.#publishEnded(viewer, id)
    const action = { conversationId: id, actorId: viewer.userId, event: { kind: 'member-joined' } } as const
    await groupEvents.joined(action, [viewer.userId], readsFromSeq)
  }

  /** Nobody else is told. What is not there is declined already. */
  async decline(viewer: Viewer, id: ConversationId): Promise<void> {
    if (await this.#parts.stores.invitations.decline(id, viewer.userId)) this.#publishEnded(viewer, id)
  }

  /** Of two that accept at once, the second one finds no invitation, and oneself in the group. */
  async #requireMember(viewer: Viewer, id: ConversationId): Promise<void> {
    const membership = await this.#parts.stores.memberships.of(id, viewer.userId)
    if (!membership) throw new DomainError('invitation_not_found')
  }

  async #publishInvited(viewer: Viewer, id: ConversationId, userIds: readonly UserId[], invitedAt: Date) {
    if (userIds.length === 0) return
    const { stores, bus } = this.#parts
    const [conversation, inviter] = await Promise.all([
      stores.conversations.byId(id),
      stores.users.byId(viewer.userId),
    ])
    if (!conversation || !inviter) return // closed meanwhile, and every invitation with it
    const invitation = invitationView({ conversation, inviter, invitedAt })
    for (const userId of userIds) bus.publish(userTopic(userId), { type: 'invited', invitation })
  }

  #publishEnded({ userId }: Viewer, conversationId: ConversationId): void {
    this.#parts.bus.publish(userTopic(userId), { type: 'invitation-ended', conversationId })
  }
}
