import type { ConversationId, RoleSetting, SystemEvent, UserId } from '@parley/shared'

import { conversationTopic, userTopic, type Bus } from '../../bus/bus.ts'
import type { UserEvent } from '../../bus/events.ts'
import type { ConversationRecord } from '../../stores/conversation-store.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import type { JoinRequestEvents } from '../moderation/join-request-events.ts'
import { tellWatchers } from '../presence/tell-watchers.ts'
import type { ConversationAccess } from './conversation-access.ts'
import { conversationView } from './conversation-view.ts'

/** Who did something to a group, and what. */
export interface GroupAction {
  readonly conversationId: ConversationId
  readonly actorId: UserId
  readonly event: SystemEvent
}

const entered = { type: 'joined', kind: 'group' } as const

type GroupStores = Pick<ConversationStores, 'conversations' | 'silences'>

export interface SystemMessages {
  /** Resolves with the seq, once the message is durable. */
  appendSystem(conversationId: ConversationId, actorId: UserId, event: SystemEvent): Promise<number>
}

/**
 * Tells what has happened to a group, once the store has it. The order matters: each person's
 * membership first, which this instance takes up at once, then the message about it. So nobody who
 * was removed gets a message in behind the one that tells of the removal: here they are refused before that is
 * stored, and other instances meet it in the log before they store anything behind it.
 */
export class GroupEvents {
  readonly #stores: GroupStores
  readonly #messages: SystemMessages
  readonly #access: ConversationAccess
  readonly #requests: JoinRequestEvents
  readonly #bus: Bus

  constructor(
    stores: GroupStores,
    messages: SystemMessages,
    access: ConversationAccess,
    requests: JoinRequestEvents,
    bus: Bus,
  ) {
    this.#stores = stores
    this.#messages = messages
    this.#access = access
    this.#requests = requests
    this.#bus = bus
  }

  async created(conversationId: ConversationId, ownerId: UserId): Promise<void> {
    this.#publish([ownerId], { ...entered, conversationId, role: 'owner', readsFromSeq: 1 })
    await this.updated(conversationId, ownerId, [{ kind: 'group-created' }])
  }

  async joined(action: GroupAction, userIds: readonly UserId[], readsFromSeq: number): Promise<void> {
    const { conversationId, actorId, event } = action
    const ends = await this.#stores.silences.endsOf(conversationId, userIds)
    for (const userId of userIds) {
      const silencedUntil = ends.get(userId)
      const silenced = silencedUntil !== undefined && { silencedUntil }
      this.#publish([userId], { ...entered, conversationId, role: 'member', readsFromSeq, ...silenced })
    }
    tellWatchers(this.#bus, userIds)
    const record = await this.updated(conversationId, actorId, [event])
    if (record?.askToJoin) await this.#requests.changed(conversationId) // what they asked for has ended
  }

  async left(action: GroupAction, userId: UserId, reason: 'left' | 'removed'): Promise<void> {
    const { conversationId, actorId, event } = action
    this.#publishLeft([userId], conversationId, reason)
    tellWatchers(this.#bus, [userId])
    await this.updated(conversationId, actorId, [event])
  }

  async handedOver(conversationId: ConversationId, from: UserId, to: UserId): Promise<void> {
    this.#publish([from], { type: 'membership-changed', conversationId, role: 'member' })
    this.#publish([to], { type: 'membership-changed', conversationId, role: 'owner' })
    await this.updated(conversationId, from, [{ kind: 'owner-changed', userId: to }])
  }

  async roleChanged(
    { conversationId, actorId }: Omit<GroupAction, 'event'>,
    userId: UserId,
    role: RoleSetting['role'],
  ): Promise<void> {
    this.#publish([userId], { type: 'membership-changed', conversationId, role })
    await this.updated(conversationId, actorId, [{ kind: 'role-changed', userId, role }])
  }

  /** There is nobody left to read a message about it. Who watched another of them hears of it for themselves. */
  closed(conversationId: ConversationId, userIds: readonly UserId[]): void {
    this.#publishLeft(userIds, conversationId, 'closed')
  }

  /** The one event before its change: above this line all stays as it was, whoever writes. Answers with its seq. */
  visibilityChanges({ conversationId, actorId, event }: GroupAction): Promise<number> {
    return this.#messages.appendSystem(conversationId, actorId, event)
  }

  /** What changed nobody's membership, or nobody's any more. */
  async updated(
    conversationId: ConversationId,
    actorId: UserId,
    events: readonly SystemEvent[],
  ): Promise<ConversationRecord | null> {
    for (const event of events) await this.#messages.appendSystem(conversationId, actorId, event)
    const record = await this.#stores.conversations.byId(conversationId)
    if (!record) return null
    const conversation = conversationView(record)
    this.#bus.publish(conversationTopic(conversationId), { type: 'conversation-changed', conversation })
    return record
  }

  #publishLeft(
    userIds: readonly UserId[],
    conversationId: ConversationId,
    reason: 'left' | 'removed' | 'closed',
  ): void {
    for (const userId of userIds) this.#access.ended(userId, conversationId)
    this.#publish(userIds, { type: 'left', conversationId, reason })
  }

  #publish(userIds: readonly UserId[], event: UserEvent): void {
    for (const userId of userIds) this.#bus.publish(userTopic(userId), event)
  }
}
