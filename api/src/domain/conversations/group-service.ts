import {
  limits,
  may,
  type ConversationId,
  type FoundGroup,
  type GroupPatch,
  type NewGroup,
  type SystemEvent,
  type UserId,
  type Visibility,
} from '@parley/shared'

import type { ConversationRecord, GroupPosition, NewConversation } from '../../stores/conversation-store.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import type { ConversationRules } from '../conversation-rules.ts'
import { DomainError, readAll } from '../errors.ts'
import { paged, type Paged } from '../paging.ts'
import type { JoinRequestEvents } from '../moderation/join-request-events.ts'
import type { Clock, Ids } from '../ports.ts'
import { cleanLine, cleanName, cleanText } from '../texts.ts'
import type { Viewer } from '../viewer.ts'
import type { ConversationAccess } from './conversation-access.ts'
import { conversationFromOutside, conversationView } from './conversation-view.ts'
import type { FanOut } from './fan-out.ts'
import { GroupCreations, type GroupParts, type MadeGroup } from './group-creation.ts'
import type { GroupEvents } from './group-events.ts'
import { lacking, refusingOutdated } from './refusals.ts'

export interface GroupQuery {
  readonly text: string
  readonly after: GroupPosition | null
  readonly limit: number
}

/** Groups as such: found by anyone while they are open or let people ask, changed by those who look after them, closed by their one owner. */
export class GroupService {
  readonly #stores: ConversationStores
  readonly #access: ConversationAccess
  readonly #requestEvents: JoinRequestEvents
  readonly #groupEvents: GroupEvents
  readonly #creations: GroupCreations
  readonly #fanOut: FanOut
  readonly #rules: ConversationRules
  readonly #clock: Clock
  readonly #ids: Ids

  constructor(parts: GroupParts & { readonly rules: ConversationRules }, ids: Ids) {
    this.#stores = parts.stores
    this.#access = parts.access
    this.#requestEvents = parts.requestEvents
    this.#groupEvents = parts.groupEvents
    this.#creations = new GroupCreations(parts)
    this.#fanOut = parts.fanOut
    this.#rules = parts.rules
    this.#clock = parts.clock
    this.#ids = ids
  }

  /**
   * @throws DomainError name_invalid, user_not_found, too_many_conversations, too_many_added, too_many_groups, rate_limited,
   *   client_id_reused; conversation_not_found where the clientId has created a group that one is not in any more
   */
  async create(viewer: Viewer, wanted: NewGroup): Promise<MadeGroup> {
    return this.#creations.create(viewer, this.#groupOf(wanted), wanted)
  }

  /**
   * Who finds it, joins it and writes there is its owner's to say.
   * @throws DomainError conversation_not_found, not_a_group, not_moderator, not_owner, name_invalid, rate_limited
   */
  async update(viewer: Viewer, id: ConversationId, patch: GroupPatch): Promise<void> {
    const { record, role } = await this.#access.groupFor('edit', viewer.userId, id)
    const change = changeOf(record, patch)
    if (Object.keys(change).length === 0) return
    const { visibility, announcements, askToJoin } = change
    const isEntry = visibility !== undefined || askToJoin !== undefined
    const isSetUp = isEntry || announcements !== undefined || change.history !== undefined
    if (isSetUp && !may(role, 'configure')) throw lacking('configure')
    this.#fanOut.requireGroupChange(viewer.userId, id)
    const askers = isEntry ? await this.#askers(id) : []
    const { visibility: _, ...others } = change
    if (visibility !== undefined) await this.#setVisibility(viewer, id, visibility)
    const updating = this.#stores.conversations.updateGroup(id, others, viewer.userId)
    const updated = await refusingOutdated(isSetUp ? 'configure' : 'edit', updating)
    if (!updated) throw new DomainError('conversation_not_found')
    if (announcements !== undefined) await this.#rules.changed(id)
    await this.#groupEvents.updated(id, viewer.userId, eventsOf(others))
    if (record.askToJoin && !updated.askToJoin) await this.#tellNoneCanAsk(id, askers)
  }

  async #tellNoneCanAsk(id: ConversationId, askers: readonly UserId[]): Promise<void> {
    for (const userId of askers) this.#requestEvents.tellAsker(userId, id, false)
    await this.#requestEvents.changed(id)
  }

  async #setVisibility(viewer: Viewer, id: ConversationId, visibility: Visibility): Promise<void> {
    const event = { kind: 'visibility-changed', visibility } as const
    const seq = await this.#groupEvents.visibilityChanges({
      conversationId: id,
      actorId: viewer.userId,
      event,
    })
    await this.#stores.conversations.setVisibility(id, visibility, seq)
  }

  /** @throws DomainError conversation_not_found, not_a_group, not_owner, rate_limited */
  async close(viewer: Viewer, id: ConversationId): Promise<void> {
    await this.#access.groupFor('close', viewer.userId, id)
    this.#fanOut.requireGroupChange(viewer.userId, id)
    const askers = await this.#askers(id)
    this.#groupEvents.closed(id, await this.#stores.conversations.closeGroup(id, this.#clock.now()))
    for (const userId of askers) this.#requestEvents.tellAsker(userId, id, false)
  }

  #askers(id: ConversationId): Promise<UserId[]> {
    return this.#stores.joinRequests.askers(id, limits.askersToldMax)
  }

  async find(viewer: Viewer, query: GroupQuery): Promise<Paged<FoundGroup, GroupPosition>> {
    const prefix = cleanLine(query.text, limits.searchMax, '/q').toLowerCase()
    const { conversations, memberships, joinRequests } = this.#stores
    const { after, limit } = query
    const found = await conversations.findListed({ prefix, after, limit: limit + 1, viewerId: viewer.userId })
    const own = new Set((await memberships.ofUser(viewer.userId)).map(({ conversationId }) => conversationId))
    const requested = new Set(await joinRequests.ofUser(viewer.userId))
    const { items, next } = paged(found, limit, positionOf)
    return {
      items: items.map((one) => ({
        conversation: own.has(one.id) ? conversationView(one) : conversationFromOutside(one),
        member: own.has(one.id),
        ...(requested.has(one.id) && { requested: true }),
      })),
      next,
    }
  }

  #groupOf(wanted: NewGroup): NewConversation {
    const [name, topic] = readAll(
      () => groupName(wanted.name),
      () => groupTopic(wanted.topic ?? ''),
    )
    return {
      id: this.#ids.uuid() as ConversationId,
      name,
      topic,
      visibility: wanted.visibility,
      askToJoin: wanted.visibility === 'closed' && wanted.askToJoin === true,
      ...(wanted.history === 'from-joining' && { history: wanted.history }),
      createdAt: this.#clock.now(),
    }
  }
}

const groupName = (raw: string): string => cleanName(raw, limits.groupNameMax, '/name')

const groupTopic = (raw: string): string => cleanText(raw, limits.groupTopicMax, '/topic')

const groupDescription = (raw: string): string => cleanText(raw, limits.groupDescriptionMax, '/description')

const positionOf = ({ name, id }: ConversationRecord): GroupPosition => ({ name: name ?? '', id })

/** What is really different, so that a repeated request tells nobody anything. */
function changeOf(record: ConversationRecord, patch: GroupPatch): GroupPatch {
  const [name, topic, description] = readAll(
    () => (patch.name === undefined ? record.name : groupName(patch.name)),
    () => (patch.topic === undefined ? record.topic : groupTopic(patch.topic)),
    () => (patch.description === undefined ? record.description : groupDescription(patch.description)),
  )
  const {
    visibility = record.visibility,
    announcements = record.announcements,
    history = record.history,
  } = patch
  const askToJoin = visibility === 'closed' && (patch.askToJoin ?? record.askToJoin)
  return {
    ...(name !== null && name !== record.name && { name }),
    ...(topic !== record.topic && { topic }),
    ...(description !== record.description && { description }),
    ...(visibility !== record.visibility && { visibility }),
    ...(announcements !== record.announcements && { announcements }),
    ...(askToJoin !== record.askToJoin && { askToJoin }),
    ...(history !== record.history && { history }),
  }
}

function eventsOf({
  name,
  topic,
  description,
  announcements,
  history,
}: Omit<GroupPatch, 'visibility'>): SystemEvent[] {
  return [
    ...(name === undefined ? [] : [{ kind: 'group-renamed' as const, name }]),
    ...(topic === undefined ? [] : [{ kind: 'topic-changed' as const, topic }]),
    ...(description === undefined ? [] : [{ kind: 'description-changed' as const }]),
    ...(announcements === undefined ? [] : [{ kind: 'announcements-changed' as const, announcements }]),
    ...(history === undefined ? [] : [{ kind: 'history-changed' as const, history }]),
  ]
}
