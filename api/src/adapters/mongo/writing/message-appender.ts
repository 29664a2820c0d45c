import type { ConversationId } from '@parley/shared'

import type { AppendOutcome, MessageDraft } from '../../../stores/message-store.ts'
import { byConversation, type ConversationBatch } from './conversation-batch.ts'
import { by, type Collections } from '../connection/collections.ts'
import type { LeaseGrant, ConversationLease } from './conversation-lease.ts'
import type { Deadline } from '../connection/deadline.ts'
import type { Departures } from './departures.ts'
import { contentFields, type ContentDocument, type MessageDocument } from '../message-document.ts'
import type { Heads, MessageNumbers } from './heads.ts'
import { MessageInserter, type Run } from './message-inserter.ts'

type Batches = ReadonlyMap<ConversationId, ConversationBatch>

/** Tries n+1 only when n exists: after any crash, against any other instance, a conversation's messages are 1..N. */
export class MessageAppender {
  readonly #messages: Collections['messages']
  readonly #numbers: MessageNumbers
  readonly #lease: ConversationLease
  readonly #departures: Departures
  readonly #inserter: MessageInserter

  constructor(
    collections: Collections,
    numbers: MessageNumbers,
    lease: ConversationLease,
    departures: Departures,
  ) {
    this.#messages = collections.messages
    this.#numbers = numbers
    this.#lease = lease
    this.#departures = departures
    this.#inserter = new MessageInserter(collections, (batch, documents) => this.#stored(batch, documents))
  }

  async append(drafts: readonly MessageDraft[], deadline: Deadline): Promise<(AppendOutcome | null)[]> {
    const outcomes: (AppendOutcome | null)[] = drafts.map(() => null)
    const batches = byConversation(drafts, (at, outcome) => (outcomes[at] = outcome))
    const grant = await this.#lease.acquire([...batches.keys()], deadline)
    for (let heads = await this.#headsOf(grant, deadline); heads.size > 0;) {
      await this.#refuseDeparted(batches, heads, deadline)
      const again = await this.#tryAll(batches, heads, deadline)
      heads = await this.#numbers.heads(again, deadline)
    }
    const moves = [...batches.values()].flatMap((batch) => batch.headMove ?? [])
    await this.#lease.release(moves, grant, deadline)
    return outcomes
  }

  async #headsOf({ leased, others }: LeaseGrant, deadline: Deadline): Promise<Heads> {
    for (const [id, head] of leased) {
      if (!this.#numbers.isOwn(id, head)) this.#lease.contended(id)
    }
    const [withLease, without] = await Promise.all([
      this.#numbers.confirmed([...leased.keys()], leased, deadline),
      this.#numbers.likelyHeads(others, deadline),
    ])
    return new Map([...withLease, ...without])
  }

  /** Before anything is numbered from these heads. */
  async #refuseDeparted(batches: Batches, heads: Heads, deadline: Deadline): Promise<void> {
    const ofMembers = [...heads].filter(([id]) => batches.get(id)?.isOfMembers)
    await this.#departures.follow(new Map(ofMembers), deadline)
    const departedAt = (draft: MessageDraft): number | null => this.#departures.of(draft)
    const tried = ofMembers.flatMap(([id]) => batches.get(id) ?? [])
    const refused = tried.flatMap(({ drafts }) => drafts.filter((draft) => departedAt(draft) !== null))
    if (refused.length === 0) return
    const stored = await this.#storedAmong(refused, deadline)
    for (const batch of tried) {
      batch.storedBefore((draft) => stored.get(keyOf(draft)))
      batch.refuse(departedAt)
    }
  }

  /** Returns the conversations in which nothing but a repetition was in the way, so that they can be tried at once. */
  async #tryAll(batches: Batches, heads: Heads, deadline: Deadline): Promise<ConversationId[]> {
    // In the same order everywhere, so that no two servers' threads wait for each other's documents.
    const runs = [...heads.keys()].toSorted().flatMap((id): Run[] => {
      const [batch, head] = [batches.get(id), heads.get(id)]
      return batch && head ? [{ batch, documents: batch.numbered(head) }] : []
    })
    return this.#answerStored(await this.#inserter.insert(runs, deadline), deadline)
  }

  #stored(batch: ConversationBatch, documents: readonly MessageDocument[]): void {
    batch.stored(documents)
    const last = documents.at(-1)
    if (last) this.#numbers.wrote(batch.conversationId, last)
    this.#departures.wrote(batch.conversationId, documents)
  }

  /**
   * A key was taken: drafts that were stored before have their answer now, and what is left is numbered
   * again. Where there are none, another instance was quicker, and this one tries again later.
   */
  async #answerStored(batches: readonly ConversationBatch[], deadline: Deadline): Promise<ConversationId[]> {
    for (const { conversationId } of batches) this.#numbers.invalidate(conversationId)
    const drafts = batches.flatMap((batch) => batch.drafts)
    const stored = await this.#storedAmong(drafts, deadline)
    const again: ConversationId[] = []
    for (const batch of batches) {
      const { conversationId } = batch
      const wasRepeated = batch.storedBefore((draft) => stored.get(keyOf(draft)))
      if (!wasRepeated) this.#lease.contended(conversationId)
      else if (!batch.isDone) again.push(conversationId)
    }
    return again
  }

  async #storedAmong(
    drafts: readonly MessageDraft[],
    deadline: Deadline,
  ): Promise<Map<string, ContentDocument>> {
    if (drafts.length === 0) return new Map()
    const $or = drafts.map((draft) => ({ c: draft.conversationId, s: draft.senderId, k: draft.clientId }))
    const found = await deadline.step((maxTimeMS) =>
      this.#messages
        .find<ContentDocument>(
          { $or },
          { ...by('by-client-id'), projection: contentFields, maxTimeMS, batchSize: drafts.length + 1 },
        )
        .toArray(),
    )
    return new Map(found.map((document) => [`${document.c} ${document.s} ${document.k}`, document]))
  }
}

const keyOf = ({ conversationId, senderId, clientId }: MessageDraft): string =>
  `${conversationId} ${senderId} ${clientId}`
