import {
  NotAdded,
  object,
  UserId,
  type ConversationId,
  type NewGroup,
  type SystemEvent,
} from '@parley/shared'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'

import { digest } from '../../stores/message-rules.ts'
import type {
  GroupCreation as Naming,
  KnownCreation,
  NewConversation,
} from '../../stores/conversation-store.ts'
import { Duplicate } from '../../stores/errors.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import { DomainError } from '../errors.ts'
import type { InvitationService, Wanted } from '../invitations/invitation-service.ts'
import type { JoinRequestEvents } from '../moderation/join-request-events.ts'
import type { Clock } from '../ports.ts'
import type { Viewer } from '../viewer.ts'
import type { ContactQuotas } from './contact-quotas.ts'
import type { ConversationAccess } from './conversation-access.ts'
import type { FanOut } from './fan-out.ts'
import type { GroupEvents } from './group-events.ts'
import { headOf } from './head-of.ts'
import { refusingLimits, requirePeople } from './refusals.ts'

export interface GroupParts {
  readonly stores: ConversationStores
  readonly access: ConversationAccess
  readonly groupEvents: GroupEvents
  readonly requestEvents: JoinRequestEvents
  readonly invitations: InvitationService
  readonly quotas: ContactQuotas
  readonly fanOut: FanOut
  readonly clock: Clock
}

/** Who of the first members was invited, and who of them was not added. */
const Outcome = object({ invited: Type.Array(UserId), refused: Type.Array(NotAdded) })
type Outcome = Static<typeof Outcome>
const outcomes = Compile(Outcome)

export interface MadeGroup extends Outcome {
  readonly id: ConversationId
}

/** What is asked for, in the form in which it is stored. */
interface Creation {
  readonly group: NewConversation
  readonly others: readonly UserId[]
  /** Null where the client repeats nothing. */
  readonly naming: Naming | null
}

/** For another instance that has begun to create the group and may have ended since. */
const patienceMs = 3_000
const lookEveryMs = 100

/** Creates groups: each clientId of one person one group for ever, and the same answer however often it is asked for. */
export class GroupCreations {
  readonly #parts: GroupParts
  /** The last creation of each clientId here. */
  readonly #underWay = new Map<string, Promise<MadeGroup>>()

  constructor(parts: GroupParts) {
    this.#parts = parts
  }

  async create(viewer: Viewer, group: NewConversation, wanted: NewGroup): Promise<MadeGroup> {
    const others = [...new Set(wanted.memberIds)].filter((id) => id !== viewer.userId)
    const { clientId } = wanted
    if (clientId === undefined) return this.#make(viewer, { group, others, naming: null })
    const { name, topic, visibility, askToJoin, history } = group
    // As it was digested before groups knew these, where they say nothing.
    const more = [...(askToJoin ? [true] : []), ...(history ? [history] : [])]
    const content = JSON.stringify([name, topic, visibility, others.toSorted(), ...more])
    const naming = { creatorId: viewer.userId, clientId, digest: digest(content) }
    const key = `${viewer.userId}:${clientId}`
    const before = this.#underWay.get(key)
    const making = this.#afterwards(before, () => this.#once(viewer, { group, others, naming }, naming))
    this.#underWay.set(key, making)
    try {
      return await making
    } finally {
      if (this.#underWay.get(key) === making) this.#underWay.delete(key)
    }
  }

  async #afterwards(before: Promise<MadeGroup> | undefined, work: () => Promise<MadeGroup>) {
    await Promise.allSettled([before])
    return work()
  }

  async #once(viewer: Viewer, creation: Creation, naming: Naming): Promise<MadeGroup> {
    const known = await this.#known(naming)
    if (known) return this.#again(viewer, creation, known)
    try {
      return await this.#make(viewer, creation)
    } catch (error) {
      const made = error instanceof Duplicate ? await this.#known(naming) : null
      if (!made) throw error
      return this.#again(viewer, creation, made)
    }
  }

  async #again(viewer: Viewer, creation: Creation, first: KnownCreation): Promise<MadeGroup> {
    const { naming } = creation
    if (first.digest !== naming?.digest) throw new DomainError('client_id_reused', { field: '/clientId' })
    let known: KnownCreation | null = first
    for (let waitedMs = 0; known?.outcome === null && waitedMs < patienceMs; waitedMs += lookEveryMs) {
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
      known = await this.#known(naming)
    }
    if (!known) return this.#once(viewer, creation, naming) // refused, and nothing is left of it
    const id = known.conversationId
    if (known.outcome !== null) return { id, ...outcomes.Parse(JSON.parse(known.outcome)) }
    return this.#goOn(viewer, creation, id)
  }

  /** Whoever began it has ended before it was whole. */
  async #goOn(viewer: Viewer, { others, naming }: Creation, id: ConversationId): Promise<MadeGroup> {
    const { stores, invitations } = this.#parts
    if (!(await stores.memberships.of(id, viewer.userId))) throw new DomainError('conversation_not_found')
    const people = await invitations.sort(viewer, await requirePeople(stores.users, others))
    return this.#fill(viewer, id, people, naming)
  }

  async #make(viewer: Viewer, { group, others, naming }: Creation): Promise<MadeGroup> {
    const { stores, fanOut, invitations, quotas } = this.#parts
    fanOut.requireGroupChange(viewer.userId, group.id, others.length)
    const people = await invitations.sort(viewer, await requirePeople(stores.users, others))
    if (others.length > 0) await quotas.take(viewer.userId, 'added', others.length)
    await quotas.take(viewer.userId, 'groups')
    await refusingLimits(stores.conversations.createGroup(group, viewer.userId, naming))
    return this.#fill(viewer, group.id, people, naming)
  }

  /** Each step does nothing where it was done before. */
  async #fill(viewer: Viewer, id: ConversationId, people: Wanted, naming: Naming | null): Promise<MadeGroup> {
    const { stores, groupEvents, invitations } = this.#parts
    const userIds = await this.#addFirst(id, people.addable, naming)
    if ((await headOf(stores.messages, id)) === 0) await groupEvents.created(id, viewer.userId)
    if (userIds.length > 0) {
      const event: SystemEvent = { kind: 'members-added', userIds }
      await groupEvents.joined({ conversationId: id, actorId: viewer.userId, event }, userIds, 1)
    }
    const outcome = await invitations.invite(viewer, id, people)
    if (naming) await stores.conversations.finishCreation(naming, JSON.stringify(outcome))
    return { id, ...outcome }
  }

  /** Nobody has heard of the group yet: it is closed again when one of its first members cannot be added. */
  async #addFirst(id: ConversationId, userIds: readonly UserId[], naming: Naming | null): Promise<UserId[]> {
    if (userIds.length === 0) return []
    const { conversations, memberships } = this.#parts.stores
    try {
      return await refusingLimits(memberships.add(id, userIds, 0, this.#parts.clock.now()))
    } catch (error) {
      await conversations.closeGroup(id, this.#parts.clock.now())
      if (naming) await conversations.forgetCreation(naming)
      throw error
    }
  }

  #known({ creatorId, clientId }: Naming): Promise<KnownCreation | null> {
    return this.#parts.stores.conversations.creation(creatorId, clientId)
  }
}
