import type { ConversationId } from '@parley/shared'
import type { AnyBulkWriteOperation, Document } from 'mongodb'

import type { Head } from '../../../stores/message-store.ts'
import type { Collections, HeadDocument } from '../connection/collections.ts'
import type { Deadline } from '../connection/deadline.ts'
import { visible, type VisibleDocument } from '../message-document.ts'
import { isDuplicateKey } from '../connection/errors.ts'

/** How far a head has to move: to a message that is to be acknowledged, and to the latest rev that goes with it. */
export interface HeadMove {
  readonly document: VisibleDocument
  readonly rev: number
  /** What the field `turn` is set to, where a lease ends with this. */
  readonly turn?: Document
}

/** What lists show: one small document for each conversation, moved before a write is acknowledged. */
export class ConversationHeads {
  readonly #heads: Collections['heads']

  constructor({ heads }: Collections) {
    this.#heads = heads
  }

  /** Only ever forward, whoever comes last. */
  async advance(moves: readonly HeadMove[], deadline: Deadline): Promise<void> {
    if (moves.length === 0) return
    // In the same order everywhere, so that no two servers' threads wait for each other's documents.
    const updates = moves.toSorted((a, b) => (a.document.c < b.document.c ? -1 : 1)).map(updateOf)
    try {
      await this.#write(updates, deadline)
    } catch (error) {
      if (!isDuplicateKey(error)) throw error
      // Two were the first of a conversation at the same moment. It exists now, and these updates are harmless when repeated.
      await this.#write(updates, deadline)
    }
  }

  async heads(ids: readonly ConversationId[], deadline: Deadline): Promise<Map<ConversationId, Head>> {
    const found = await this.#find<Head & { _id: ConversationId }>(ids, { seq: 1, rev: 1 }, deadline)
    return new Map(found.map(({ _id, seq, rev }) => [_id, { seq, rev }]))
  }

  /** With the last messages. */
  documents(ids: readonly ConversationId[], deadline: Deadline): Promise<HeadDocument[]> {
    return this.#find<HeadDocument>(ids, { seq: 1, rev: 1, last: 1 }, deadline)
  }

  #find<Found extends { _id: ConversationId }>(
    ids: readonly ConversationId[],
    projection: { readonly [Key in keyof HeadDocument]?: 1 },
    deadline: Deadline,
  ): Promise<Found[]> {
    if (ids.length === 0) return Promise.resolve([])
    return deadline.step((maxTimeMS) =>
      this.#heads
        .find({ _id: { $in: [...ids] } }, { hint: '_id_', maxTimeMS, batchSize: ids.length + 1 })
        .project<Found>(projection)
        .toArray(),
    )
  }

  async #write(updates: AnyBulkWriteOperation<HeadDocument>[], deadline: Deadline): Promise<void> {
    await deadline.step((maxTimeMS) => this.#heads.bulkWrite(updates, { ordered: false, maxTimeMS }))
  }
}

/** What comes from people stands behind $literal: elsewhere in a pipeline a text such as "$seq" would be looked up. */
function updateOf({ document, rev, turn }: HeadMove): AnyBulkWriteOperation<HeadDocument> {
  const isLatest = {
    $or: [
      { $gt: ['$last.seq', document.seq] },
      { $and: [{ $eq: ['$last.seq', document.seq] }, { $gte: ['$last.rev', document.rev] }] },
    ],
  }
  const $set = {
    seq: { $max: ['$seq', document.seq] },
    rev: { $max: ['$rev', rev] },
    last: { $cond: [isLatest, '$last', { $literal: visible(document) }] },
    ...(turn && { turn }),
  }
  return { updateOne: { filter: { _id: document.c }, update: [{ $set }], upsert: true } }
}
