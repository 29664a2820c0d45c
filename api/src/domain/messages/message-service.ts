import {
  may,
  type ChangePage,
  type ClientId,
  type ConversationId,
  type Message,
  type MessagePage,
  type SystemEvent,
  type UserId,
} from '@parley/shared'

import type { TextChange } from '../../stores/changes/message-change.ts'
import type { MessageStore, PageAnchor } from '../../stores/message-store.ts'
import { DomainError } from '../errors.ts'
import type { MessageFiles } from '../files/message-files.ts'
import type { Ids } from '../ports.ts'
import type { Viewer } from '../viewer.ts'
import { changedMessage } from './change-outcome.ts'
import { messageText } from './message-text.ts'
import type { Place } from './place.ts'
import type { ReactionService } from './reaction-service.ts'
import { quotesOf } from './quotes.ts'
import type { MentionFinder } from './writing/mention-finder.ts'
import { MessageSending, type MessageSendingParts } from './writing/message-sending.ts'

export interface MessageServiceParts extends MessageSendingParts {
  readonly store: MessageStore
  readonly messageFiles: MessageFiles
  readonly ids: Ids
  readonly reactions: ReactionService
  readonly mentionFinder: MentionFinder
}

/** What is there for a person in their conversations, what they send there, and what they change of it. */
export class MessageService {
  readonly sending: MessageSending
  readonly #parts: MessageServiceParts

  constructor(parts: MessageServiceParts) {
    this.sending = new MessageSending(parts)
    this.#parts = parts
  }

  /**
   * @throws DomainError conversation_not_found, not_available, blocked_by_you, closed_by_you, silenced,
   *   announcements_only, message_not_found,
   *   not_author, message_deleted, message_edited, message_empty, message_too_long, rate_limited
   */
  async edit(
    viewer: Viewer,
    conversationId: ConversationId,
    seq: number,
    raw: string,
    baseEditedAt?: string | null,
  ): Promise<Message> {
    const text = messageText(raw)
    const what = baseEditedAt === undefined ? { text } : { text, baseEditedAt }
    return this.#change(viewer, { conversationId, seq }, what)
  }

  /**
   * Leaves a tombstone, which keeps its seq: of one's own message, or of any in a group that one owns or moderates. A second time
   * changes nothing.
   * @throws DomainError conversation_not_found, message_not_found, not_author, rate_limited
   */
  async remove(viewer: Viewer, conversationId: ConversationId, seq: number): Promise<Message> {
    return this.#change(viewer, { conversationId, seq }, { text: null })
  }

  async page(
    viewer: Viewer,
    conversationId: ConversationId,
    anchor: PageAnchor,
    limit: number,
  ): Promise<MessagePage> {
    const { readsFromSeq } = await this.#parts.access.membership(viewer.userId, conversationId)
    const from = anchorFrom(anchor, readsFromSeq)
    const { messages, headSeq, rev } = await this.#parts.store.page(conversationId, from, limit)
    const items = await this.#shown(viewer, messages, readsFromSeq)
    return {
      items,
      headSeq,
      rev,
      ...(await quotesOf(this.#parts.store, conversationId, items, readsFromSeq)),
    }
  }

  /** What is not there for them is left out. */
  async bySeqs(
    viewer: Viewer,
    conversationId: ConversationId,
    seqs: readonly number[],
  ): Promise<MessagePage> {
    const { access, store } = this.#parts
    const { readsFromSeq } = await access.membership(viewer.userId, conversationId)
    // First: what changes meanwhile has a later rev.
    const { seq: headSeq, rev } = (await store.heads([conversationId])).get(conversationId) ?? {
      seq: 0,
      rev: 0,
    }
    const there = seqs.filter((seq) => seq >= readsFromSeq)
    const messages = there.length === 0 ? [] : await store.bySeqs(conversationId, there)
    return { items: await this.#shown(viewer, messages, readsFromSeq), headSeq, rev }
  }

  async changes(
    viewer: Viewer,
    conversationId: ConversationId,
    afterRev: number,
    limit: number,
  ): Promise<ChangePage> {
    const { readsFromSeq } = await this.#parts.access.membership(viewer.userId, conversationId)
    const { messages, rev, headRev } = await this.#parts.store.changesAfter(conversationId, afterRev, limit)
    const items = await this.#shown(viewer, messages, readsFromSeq)
    return {
      items,
      rev,
      headRev,
      ...(await quotesOf(this.#parts.store, conversationId, items, readsFromSeq)),
    }
  }

  /** Tells the members what happened to their group. The caller has checked that the actor may. */
  async appendSystem(conversationId: ConversationId, actorId: UserId, system: SystemEvent): Promise<number> {
    const outcome = await this.#parts.writer.appends.add({
      conversationId,
      senderId: actorId,
      clientId: this.#parts.ids.uuid() as ClientId,
      text: '',
      system,
      createdAt: this.#parts.clock.now(),
    })
    if (outcome.kind === 'conflict') throw new Error('The id of a message of the system was used before.')
    return outcome.kind === 'stored' ? outcome.message.seq : outcome.seq
  }

  async #shown(viewer: Viewer, messages: readonly Message[], readsFromSeq: number): Promise<Message[]> {
    const there = messages.filter(({ seq }) => seq >= readsFromSeq)
    return this.#parts.reactions.withOwn(viewer, there)
  }

  async #change(
    viewer: Viewer,
    { conversationId, seq }: Place,
    what: Pick<TextChange, 'text' | 'baseEditedAt'>,
  ): Promise<Message> {
    const { text } = what
    const { access } = this.#parts
    const membership = await (text === null
      ? access.membership(viewer.userId, conversationId)
      : access.writable(viewer.userId, conversationId))
    const { readsFromSeq } = membership
    const isThere = seq >= readsFromSeq
    if (!isThere && text !== null) throw new DomainError('message_not_found')
    if (text !== null) this.#parts.actionRates.require(viewer.userId, 'edit')
    this.#parts.fanOut.requireMessage(viewer.userId, conversationId, text ?? '')
    const { kind, role } = membership
    const isModerator = text === null && isThere && kind === 'group' && may(role, 'deleteOthersMessages')
    const mentions = await this.#parts.mentionFinder.find(text ?? '', conversationId, membership)
    const change = {
      ...{ conversationId, seq, senderId: viewer.userId, at: this.#parts.clock.now() },
      ...what,
      ...(isModerator && { isModerator }),
      ...(Object.keys(mentions).length > 0 && { mentions }),
    }
    const write = () => this.#parts.writer.changes.add(change)
    const outcome = await (text === null
      ? this.#parts.messageFiles.deleting(conversationId, seq, write)
      : write())
    // What one wrote oneself one may take away, also where it is not there for oneself any more.
    if (!isThere && outcome.kind === 'not-author') throw new DomainError('message_not_found')
    return changedMessage(outcome)
  }
}

/** Pages that go on from below the first message begin with it. */
function anchorFrom(anchor: PageAnchor, firstSeq: number): PageAnchor {
  const isBelow = (anchor.kind === 'after' || anchor.kind === 'around') && anchor.seq < firstSeq
  return isBelow ? { kind: 'after', seq: firstSeq - 1 } : anchor
}
