import type { ConversationId, UserId } from '@parley/shared'
import type { AnyBulkWriteOperation, Filter } from 'mongodb'

import type { ReactorQuery } from '../../stores/message-store.ts'
import type { StoredReaction } from '../../stores/changes/reaction-rules.ts'
import type { Call } from './connection/call.ts'
import { isDuplicateKey } from './connection/errors.ts'
import type { ReactionDocument, ReactionStep } from './reaction-document.ts'

interface Stepped {
  readonly c: ConversationId
  readonly seq: number
  readonly reacting?: ReactionStep
}

type Row = Pick<ReactionDocument, 'c' | 'seq' | 's' | 'e'>

/** Again, it changes nothing, nor does it when later steps were carried out since. */
export async function carryOutStep(call: Call, { c, seq, reacting }: Stepped): Promise<void> {
  if (!reacting) return
  const { rev, isCleared, reacted } = reacting
  if (isCleared) {
    const before = { c, seq, on: true, rev: { $lt: rev } }
    await call.reactions.updateMany(before, { $set: { on: false, rev } }, { hint: 'by-person' })
  }
  await writeRows(
    call,
    reacted.map(({ userId: s, emoji: e, isOn: on }) => ({ c, seq, s, e, rev, on })),
  )
}

export async function writeRows({ reactions }: Call, rows: readonly ReactionDocument[]): Promise<void> {
  if (rows.length === 0) return
  const updates = rows.map(updateOf)
  try {
    await reactions.updateEach(updates)
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    await reactions.updateEach(updates) // two wrote the first row of a person at once: it is there now
  }
}

function updateOf({ rev, on, ...row }: ReactionDocument): AnyBulkWriteOperation<ReactionDocument> {
  const isLater = { $gt: ['$rev', rev] }
  const $set = { rev: { $max: ['$rev', rev] }, on: { $cond: [isLater, '$on', { $literal: on }] } }
  return { updateOne: { filter: row satisfies Row, update: [{ $set }], upsert: true } }
}

export async function ownEmoji(
  { reactions }: Call,
  { c, seq }: Stepped,
  people: readonly UserId[],
): Promise<Map<UserId, Set<string>>> {
  const filter = { c, seq, s: { $in: [...people] }, on: true }
  const rows = await reactions.find<ReactionDocument>(filter, { hint: 'by-person' })
  return new Map(
    people.map((userId) => [userId, new Set(rows.filter(({ s }) => s === userId).map(({ e }) => e))]),
  )
}

export async function ownReactions(
  { reactions }: Call,
  s: UserId,
  c: ConversationId,
  seqs: readonly number[],
): Promise<Map<number, string[]>> {
  const filter = { c, seq: { $in: [...seqs] }, s, on: true }
  const rows = await reactions.find<ReactionDocument>(filter, { hint: 'by-person' })
  const bySeq = Map.groupBy(rows, ({ seq }) => seq)
  return new Map(
    Array.from(bySeq, ([seq, own]) => [seq, own.toSorted((a, b) => a.rev - b.rev).map(({ e }) => e)]),
  )
}

export async function reactorsOf(call: Call, query: ReactorQuery): Promise<StoredReaction[]> {
  const { conversationId: c, seq, emoji, after, limit } = query
  const projection = { _id: 0, c: 1, seq: 1, reacting: 1 }
  const message = await call.messages.findOne<Stepped>({ c, seq }, { hint: 'by-seq', projection })
  if (message) await carryOutStep(call, message)
  const filter = { c, seq, on: true, ...(emoji !== null && { e: emoji }), ...(after && behind(after)) }
  const order = { sort: { rev: 1, s: 1, e: 1 }, limit } as const
  const rows = await call.reactions.find<ReactionDocument>(filter, { hint: 'by-since', ...order })
  return rows.map((row) => ({ userId: row.s, emoji: row.e, rev: row.rev }))
}

const behind = ({ rev, userId: s, emoji }: StoredReaction): Filter<ReactionDocument> => ({
  $or: [{ rev: { $gt: rev } }, { rev, s: { $gt: s } }, { rev, s, e: { $gt: emoji } }],
})
