import type { ConversationId } from '@parley/shared'
import type { AnyBulkWriteOperation, Document } from 'mongodb'

import type { Head } from '../../../stores/message-store.ts'
import type { Call } from '../connection/call.ts'
import type { HeadDocument } from '../connection/collections.ts'
import { isDuplicateKey } from '../connection/errors.ts'
import { visible, type VisibleDocument } from '../message-document.ts'

export type Heads = ReadonlyMap<ConversationId, Head>

/** How far a head has to move: to a message that is to be acknowledged, and to the latest rev that goes with it. */
export interface HeadMove {
  readonly document: VisibleDocument
  readonly rev: number
  /** What the field `turn` is set to, where a lease ends with this. */
  readonly turn?: Document
}

/** How far lists show conversations to be, in one small document for each, moved before a write is acknowledged. */
export async function listedHeads(
  { heads }: Call,
  ids: readonly ConversationId[],
  lease: { readonly 'turn.taking'?: string } = {},
): Promise<Map<ConversationId, Head>> {
  if (ids.length === 0) return new Map()
  const found = await heads.find<Head & { readonly _id: ConversationId }>(
    { _id: { $in: [...ids] }, ...lease },
    { hint: '_id_', projection: { seq: 1, rev: 1 } },
  )
  return new Map(found.map(({ _id, seq, rev }) => [_id, { seq, rev }]))
}

/** Only ever forward, whoever comes last. */
export async function advanceHeads({ heads }: Call, moves: readonly HeadMove[]): Promise<void> {
  if (moves.length === 0) return
  // In the same order everywhere, so that no two servers' threads wait for each other's documents.
  const updates = moves.toSorted((a, b) => (a.document.c < b.document.c ? -1 : 1)).map(updateOf)
  try {
    await heads.updateEach(updates)
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    // Two were the first of a conversation at the same moment. It exists now, and these updates are harmless when repeated.
    await heads.updateEach(updates)
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
