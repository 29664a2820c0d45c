import type { ConversationId, UserId } from '@parley/shared'
import type { MongoClient } from 'mongodb'

import type { ArchivedMessage, ArchivePosition, MessageArchive } from '../../stores/message-archive.ts'
import type {
  AppendOutcome,
  ChangeOutcome,
  FoundMessages,
  Head,
  MessageChange,
  MessageDraft,
  MessageSearch,
  MessageStore,
  Overview,
  PageAnchor,
  ReadPosition,
  StoredChanges,
  StoredPage,
  Stretch,
} from '../../stores/message-store.ts'
import { assertChange, assertDraft, assertIds, assertNumbers } from './connection/checked-values.ts'
import { collectionsOf, prepare } from './connection/collections.ts'
import { callLimitMs, newClient, newSetupClient } from './connection/client.ts'
import { Deadline } from './connection/deadline.ts'
import { MessageHistory } from './reading/archive.ts'
import { messageParts, type MessageParts } from './message-parts.ts'
import { asStoreError } from './connection/errors.ts'

/** Messages in MongoDB: one document each, kept in order by unique indexes alone. */
export class MongoMessageStore implements MessageStore, MessageArchive {
  /** Each waits for a server most of the time. More of them store no more, and each has less to share a command. */
  readonly writesAtOnce = 3
  readonly #client: MongoClient
  readonly #parts: MessageParts
  readonly #history: MessageHistory

  constructor(client: MongoClient) {
    this.#client = client
    this.#parts = messageParts(collectionsOf(client.db()))
    this.#history = new MessageHistory(client.db())
  }

  append(drafts: readonly MessageDraft[]): Promise<(AppendOutcome | null)[]> {
    return this.#bounded(async (deadline) => {
      for (const draft of drafts) assertDraft(draft)
      return this.#parts.appender.append(drafts, deadline)
    })
  }

  change(changes: readonly MessageChange[]): Promise<(ChangeOutcome | null)[]> {
    return this.#bounded(async (deadline) => {
      for (const change of changes) assertChange(change)
      return this.#parts.changer.change(changes, deadline)
    })
  }

  page(conversationId: ConversationId, anchor: PageAnchor, limit: number): Promise<StoredPage> {
    return this.#bounded(async (deadline) => {
      assertIds(conversationId)
      assertNumbers(anchor.kind === 'latest' ? 0 : anchor.seq, limit)
      return this.#parts.pages.page(conversationId, anchor, limit, deadline)
    })
  }

  changesAfter(conversationId: ConversationId, rev: number, limit: number): Promise<StoredChanges> {
    return this.#bounded(async (deadline) => {
      assertIds(conversationId)
      assertNumbers(rev, limit)
      return this.#parts.pages.changesAfter(conversationId, rev, limit, deadline)
    })
  }

  heads(conversationIds: readonly ConversationId[]): Promise<Map<ConversationId, Head>> {
    return this.#bounded(async (deadline) => {
      assertIds(...conversationIds)
      return this.#parts.heads.heads(conversationIds, deadline)
    })
  }

  overview(
    userId: UserId,
    positions: readonly ReadPosition[],
    blocked: readonly UserId[] = [],
  ): Promise<Map<ConversationId, Overview>> {
    return this.#bounded(async (deadline) => {
      assertIds(userId, ...blocked, ...positions.map(({ conversationId }) => conversationId))
      assertNumbers(...positions.map(({ readSeq }) => readSeq))
      return this.#parts.overviews.of({ userId, blocked: new Set(blocked) }, positions, deadline)
    })
  }

  hasWritten(userId: UserId, stretches: readonly Stretch[]): Promise<boolean> {
    return this.#bounded(async (deadline) => {
      assertIds(userId, ...stretches.map(({ conversationId }) => conversationId))
      assertNumbers(...stretches.map(({ fromSeq }) => fromSeq))
      return this.#parts.pages.hasWritten(userId, stretches, deadline)
    })
  }

  search(search: MessageSearch): Promise<FoundMessages> {
    return this.#bounded(async (deadline) => {
      assertIds(...search.conversationIds)
      return this.#parts.finder.search(search, deadline)
    })
  }

  epoch(): Promise<string> {
    return this.#bounded((deadline) => this.#history.epoch(deadline))
  }

  exportAfter(position: ArchivePosition | null, limit: number): Promise<ArchivedMessage[]> {
    return this.#bounded((deadline) => this.#parts.archive.exportAfter(position, limit, deadline))
  }

  importBatch(messages: readonly ArchivedMessage[]): Promise<void> {
    return this.#bounded((deadline) => this.#parts.archive.importBatch(messages, deadline))
  }

  lastPosition(): Promise<ArchivePosition | null> {
    return this.#bounded((deadline) => this.#parts.archive.lastPosition(deadline))
  }

  ping(): Promise<void> {
    return this.#bounded(async (deadline) => {
      await deadline.step(() => this.#client.db().command({ ping: 1 }))
    })
  }

  close(): Promise<void> {
    return this.#client.close()
  }

  async #bounded<Result>(work: (deadline: Deadline) => Promise<Result>): Promise<Result> {
    try {
      return await work(new Deadline(callLimitMs))
    } catch (error) {
      throw asStoreError(error)
    }
  }
}

/** @throws Unavailable when it cannot be reached; StoreError when its indexes are not those that order needs */
export async function openMongoMessageStore({ url }: { readonly url: string }): Promise<MongoMessageStore> {
  try {
    const setup = newSetupClient(url)
    try {
      await prepare(setup.db())
    } finally {
      await setup.close()
    }
    return new MongoMessageStore(await newClient(url).connect())
  } catch (error) {
    throw asStoreError(error)
  }
}
