import type { ClientId, ConversationId, Message, MessageState, UserId } from '@parley/shared'
import type { MongoClient } from 'mongodb'

import type { ArchivedMessage, ArchivePosition, MessageArchive } from '../../stores/message-archive.ts'
import type { ChangeOutcome, MessageChange } from '../../stores/changes/message-change.ts'
import type {
  AppendOutcome,
  FoundMentions,
  FoundMessages,
  Head,
  MentionQuery,
  MessageDraft,
  MessageSearch,
  MessageStore,
  Overview,
  PageAnchor,
  ReactorQuery,
  ReadPosition,
  StoredChanges,
  StoredPage,
  StoredReaction,
  Stretch,
} from '../../stores/message-store.ts'
import {
  assertChange,
  assertDraft,
  assertIds,
  assertNumbers,
  assertText,
} from './connection/checked-values.ts'
import { Call } from './connection/call.ts'
import { collectionsOf, type Collections } from './connection/collections.ts'
import { asStoreError } from './connection/errors.ts'
import type { GramRenewal } from './gram-renewal.ts'
import { exportAfter, importBatch, lastPosition } from './message-archive.ts'
import { ownReactions, reactorsOf } from './reactions.ts'
import { overviewsOf } from './reading/conversation-overviews.ts'
import { epochOf } from './reading/epoch.ts'
import {
  changesAfter,
  expiredMessages,
  hasWritten,
  mentionsOf,
  messageNamed,
  messagesAt,
  pageOf,
  pinnedMessages,
  statesOf,
} from './reading/message-pages.ts'
import { findMessages } from './reading/search.ts'
import { listedHeads } from './writing/listed-heads.ts'
import { newWriters } from './writing/writers.ts'

/** By then nothing has expired. */
const beforeAll = new Date(0)

/** Messages in MongoDB: one document each, kept in order by unique indexes alone. */
export class MongoMessageStore implements MessageStore, MessageArchive {
  /** Each waits for a server most of the time. More of them store no more, and each has less to share a command. */
  readonly writesAtOnce = 3
  readonly #client: MongoClient
  readonly #collections: Collections
  readonly #writers = newWriters()
  readonly #renewal: GramRenewal | null

  /** @param renewal null when the grams of all messages are of this rule */
  constructor(client: MongoClient, renewal: GramRenewal | null = null) {
    this.#client = client
    this.#collections = collectionsOf(client.db())
    this.#renewal = renewal
  }

  async append(drafts: readonly MessageDraft[]): Promise<(AppendOutcome | null)[]> {
    for (const draft of drafts) assertDraft(draft)
    return this.#bounded((call) => this.#writers.appender.append(call, drafts))
  }

  async change(changes: readonly MessageChange[]): Promise<(ChangeOutcome | null)[]> {
    for (const change of changes) assertChange(change)
    return this.#bounded((call) => this.#writers.changer.change(call, changes))
  }

  async pins(conversationId: ConversationId): Promise<Message[]> {
    assertIds(conversationId)
    return this.#bounded((call) => pinnedMessages(call, conversationId))
  }

  async expired(at: Date, limit: number): Promise<Message[]> {
    assertNumbers(limit)
    return this.#bounded((call) => expiredMessages(call, at, limit))
  }

  async bySeqs(conversationId: ConversationId, seqs: readonly number[]): Promise<Message[]> {
    assertIds(conversationId)
    assertNumbers(...seqs)
    return this.#bounded((call) => messagesAt(call, conversationId, seqs))
  }

  async byClientId(
    conversationId: ConversationId,
    senderId: UserId,
    clientId: ClientId,
  ): Promise<Message | null> {
    assertIds(conversationId, senderId, clientId)
    return this.#bounded((call) => messageNamed(call, conversationId, senderId, clientId))
  }

  async ownReactions(
    userId: UserId,
    conversationId: ConversationId,
    seqs: readonly number[],
  ): Promise<Map<number, string[]>> {
    assertIds(userId, conversationId)
    assertNumbers(...seqs)
    return this.#bounded((call) => ownReactions(call, userId, conversationId, seqs))
  }

  async reactors(query: ReactorQuery): Promise<StoredReaction[]> {
    const { conversationId, seq, emoji, after, limit } = query
    assertIds(conversationId, ...(after ? [after.userId] : []))
    assertNumbers(seq, limit, after?.rev ?? 0)
    for (const text of [emoji, after?.emoji]) assertText(text ?? '')
    return this.#bounded((call) => reactorsOf(call, query))
  }

  async states(conversationId: ConversationId, seq: number): Promise<MessageState[]> {
    assertIds(conversationId)
    assertNumbers(seq)
    return this.#bounded((call) => statesOf(call, conversationId, seq))
  }

  async mentions(query: MentionQuery): Promise<FoundMentions> {
    assertIds(query.userId, ...query.conversationIds, ...query.blocked)
    assertNumbers(query.limit)
    return this.#bounded((call) => mentionsOf(call, query))
  }

  async page(conversationId: ConversationId, anchor: PageAnchor, limit: number): Promise<StoredPage> {
    assertIds(conversationId)
    assertNumbers(anchor.kind === 'latest' ? 0 : anchor.seq, limit)
    return this.#bounded((call) => pageOf(call, conversationId, anchor, limit))
  }

  async changesAfter(conversationId: ConversationId, rev: number, limit: number): Promise<StoredChanges> {
    assertIds(conversationId)
    assertNumbers(rev, limit)
    return this.#bounded((call) => changesAfter(call, conversationId, rev, limit))
  }

  async heads(conversationIds: readonly ConversationId[]): Promise<Map<ConversationId, Head>> {
    assertIds(...conversationIds)
    return this.#bounded((call) => listedHeads(call, conversationIds))
  }

  async overview(
    userId: UserId,
    positions: readonly ReadPosition[],
    blocked: readonly UserId[] = [],
    at: Date = beforeAll,
  ): Promise<Map<ConversationId, Overview>> {
    assertIds(userId, ...blocked, ...positions.map(({ conversationId }) => conversationId))
    assertNumbers(...positions.map(({ readSeq }) => readSeq))
    return this.#bounded((call) => overviewsOf(call, { userId, blocked: new Set(blocked), at }, positions))
  }

  async hasWritten(userId: UserId, stretches: readonly Stretch[]): Promise<boolean> {
    assertIds(userId, ...stretches.map(({ conversationId }) => conversationId))
    assertNumbers(...stretches.map(({ fromSeq }) => fromSeq))
    return this.#bounded((call) => hasWritten(call, userId, stretches))
  }

  async search(search: MessageSearch): Promise<FoundMessages> {
    assertIds(...search.conversationIds)
    return this.#bounded(async (call) =>
      findMessages(call, search, (await this.#renewal?.indexedBelow(call)) ?? null),
    )
  }

  epoch(): Promise<string> {
    return this.#bounded(epochOf)
  }

  exportAfter(position: ArchivePosition | null, limit: number): Promise<ArchivedMessage[]> {
    return this.#bounded((call) => exportAfter(call, position, limit))
  }

  importBatch(messages: readonly ArchivedMessage[]): Promise<void> {
    return this.#bounded((call) => importBatch(call, messages))
  }

  lastPosition(): Promise<ArchivePosition | null> {
    return this.#bounded(lastPosition)
  }

  ping(): Promise<void> {
    return this.#bounded(async ({ deadline }) => {
      await deadline.step(() => this.#client.db().command({ ping: 1 }))
    })
  }

  async close(): Promise<void> {
    await this.#renewal?.stop()
    await this.#client.close()
  }

  async #bounded<Result>(work: (call: Call) => Promise<Result>): Promise<Result> {
    try {
      return await work(new Call(this.#collections))
    } catch (error) {
      throw asStoreError(error)
    }
  }
}
