import { canonicalEmoji, may, type Message, type Reactor } from '@parley/shared'

import type { ReactionChange, ReactionClearing } from '../../stores/changes/message-change.ts'
import type { MessageStore } from '../../stores/message-store.ts'
import type { Reaction, StoredReaction } from '../../stores/changes/reaction-rules.ts'
import type { UserStore } from '../../stores/user-store.ts'
import { userCard } from '../accounts/profiles/user-card.ts'
import type { ActionRates } from '../action-rates.ts'
import type { BlockGuard } from '../blocking/block-guard.ts'
import type { CachedMembership } from '../conversations/cached-person.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import type { FanOut } from '../conversations/fan-out.ts'
import { DomainError } from '../errors.ts'
import { paged, type Paged } from '../paging.ts'
import type { Clock } from '../ports.ts'
import type { Viewer } from '../viewer.ts'
import { changedMessage } from './change-outcome.ts'
import { requireThere, type Place } from './place.ts'
import type { MessageWriter } from './writing/message-writer.ts'

export interface ReactionParts {
  readonly access: ConversationAccess
  readonly guard: BlockGuard
  readonly store: MessageStore
  readonly users: UserStore
  readonly writer: MessageWriter
  readonly fanOut: FanOut
  readonly actionRates: ActionRates
  readonly clock: Clock
}

interface ReactorSearch {
  /** As it was given; null for all of them. */
  readonly emoji: string | null
  readonly after: StoredReaction | null
  readonly limit: number
}

/** What people think of a message, each in a few emoji. */
export class ReactionService {
  readonly #parts: ReactionParts

  constructor(parts: ReactionParts) {
    this.#parts = parts
  }

  /**
   * Reacts, or takes it back. A second time changes nothing.
   * @throws DomainError conversation_not_found, not_available, blocked_by_you, closed_by_you, silenced, emoji_unknown,
   *   message_not_found, message_deleted, no_reactions_here, too_many_reaction_kinds, too_many_own_reactions,
   *   rate_limited
   */
  async react(viewer: Viewer, place: Place, { emoji, isOn }: Reaction): Promise<Message> {
    const membership = await this.#parts.access.reactable(viewer.userId, place.conversationId)
    return this.#change(viewer, place, membership, { reaction: { emoji: knownEmoji(emoji), isOn } })
  }

  /**
   * Takes all reactions off a message.
   * @throws DomainError conversation_not_found, not_author, message_not_found, message_deleted, rate_limited
   */
  async clear(viewer: Viewer, place: Place): Promise<Message> {
    const membership = await this.#parts.access.membership(viewer.userId, place.conversationId)
    const isModerator = membership.kind === 'group' && may(membership.role, 'deleteOthersMessages')
    return this.#change(viewer, place, membership, { clearsReactions: { isModerator } })
  }

  /**
   * Without those whom the viewer has blocked, so that a page may have fewer than the limit.
   * @throws DomainError conversation_not_found, message_not_found, emoji_unknown
   */
  async list(
    viewer: Viewer,
    place: Place,
    { emoji, after, limit }: ReactorSearch,
  ): Promise<Paged<Reactor, StoredReaction>> {
    const { access, guard, store, users } = this.#parts
    requireThere(place, await access.membership(viewer.userId, place.conversationId))
    const [message] = await store.bySeqs(place.conversationId, [place.seq])
    if (!message) throw new DomainError('message_not_found')
    const kind = emoji === null ? null : knownEmoji(emoji)
    const found = await store.reactors({ ...place, emoji: kind, after, limit: limit + 1 })
    const { items, next } = paged(found, limit, (reaction) => reaction)
    const { blocked } = await guard.of(viewer.userId)
    const cards = (await users.byIds(items.map(({ userId }) => userId))).map(userCard)
    const people = new Map(cards.map((card) => [card.id, card]))
    const shown = items.flatMap(({ userId, emoji: own }): Reactor[] => {
      const user = blocked.has(userId) ? undefined : people.get(userId)
      return user ? [{ user, emoji: own }] : []
    })
    return { items: shown, next }
  }

  /** With the viewer's own reactions, for which the store is asked once for all messages of a conversation that have any. */
  async withOwn({ userId }: Viewer, messages: readonly Message[]): Promise<Message[]> {
    const [first, ...others] = messages.filter(({ reactions: counts }) => counts !== undefined)
    if (!first) return [...messages]
    const seqs = [first, ...others].map(({ seq }) => seq)
    const own = await this.#parts.store.ownReactions(userId, first.conversationId, seqs)
    return messages.map((message) =>
      message.reactions ? { ...message, mine: own.get(message.seq) ?? [] } : message,
    )
  }

  async #change(
    viewer: Viewer,
    place: Place,
    membership: CachedMembership,
    what: Pick<ReactionChange, 'reaction'> | Pick<ReactionClearing, 'clearsReactions'>,
  ): Promise<Message> {
    const { writer, fanOut, actionRates, clock } = this.#parts
    requireThere(place, membership)
    actionRates.require(viewer.userId, 'reaction')
    fanOut.requireMessage(viewer.userId, place.conversationId, '')
    const change = { ...place, ...what, senderId: viewer.userId, at: clock.now() }
    const message = changedMessage(await writer.changes.add(change))
    const [own = message] = await this.withOwn(viewer, [message])
    return own
  }
}

/** @throws DomainError emoji_unknown */
function knownEmoji(raw: string): string {
  const emoji = canonicalEmoji(raw)
  if (emoji === null) throw new DomainError('emoji_unknown', { field: '/emoji' })
  return emoji
}
