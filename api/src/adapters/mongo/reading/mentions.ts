import type { ConversationId, UserId } from '@parley/shared'
import * as limits from '@parley/shared/limits'
import { ObjectId, type WithId } from 'mongodb'

import type { FoundMentions, MentionQuery, ReadPosition } from '../../../stores/message-store.ts'
import type { Call } from '../connection/call.ts'
import { messageOfDocument, searchedFields, type VisibleDocument } from '../message-document.ts'

/** The server merges at most 200 ranges of an index in order; with more it would sort all that it found. */
const keysAtOnce = 100

/** Who reads, and whose messages they do not see. */
export interface Reader {
  readonly userId: UserId
  readonly blocked: ReadonlySet<UserId>
  /** What has expired by then is not there. */
  readonly at: Date
}

export const notExpired = (at: Date) => ({ 'parts.expiresAt': { $not: { $lte: at.toISOString() } } })

type Found = WithId<VisibleDocument>

/** In the order of their _ids, as in a search. What is found of other conversations is left out, and counts for the limit. */
export async function mentionsOf({ messages }: Call, query: MentionQuery): Promise<FoundMentions> {
  const { userId, conversationIds, blocked, after, limit } = query
  const keys = [userId, ...conversationIds]
  const below = after === null ? {} : { _id: { $lt: ObjectId.createFromHexString(after) } }
  const parts: Promise<Found[]>[] = []
  for (let at = 0; at < keys.length; at += keysAtOnce) {
    const filter = {
      m: { $in: keys.slice(at, at + keysAtOnce) },
      s: { $nin: [...blocked, userId] },
      ...below,
    }
    const order = { hint: 'by-mention', sort: { _id: -1 }, limit } as const
    parts.push(messages.find(filter, { ...order, projection: searchedFields }))
  }
  const found = new Map((await Promise.all(parts)).flat().map((one) => [one._id.toHexString(), one]))
  const ids = [...found.keys()].sort().reverse().slice(0, limit)
  const own = new Set(conversationIds)
  const shown = ids.flatMap((id) => found.get(id) ?? []).filter(({ c }) => own.has(c))
  return {
    messages: shown.map(messageOfDocument),
    next: ids.length < limit ? null : (ids.at(-1) ?? null),
  }
}

/** Above these positions, in one query for all conversations. */
export async function mentionCounts(
  { messages }: Call,
  { userId, blocked, at }: Reader,
  positions: readonly ReadPosition[],
): Promise<Map<ConversationId, number>> {
  if (positions.length === 0) return new Map()
  const $or = positions.map(({ conversationId: c, readSeq }) => ({
    m: { $in: [userId, c] },
    c,
    seq: { $gt: readSeq },
  }))
  const others = { s: { $nin: [...blocked, userId] }, ...notExpired(at) }
  const counted = await messages.aggregate<{ readonly _id: ConversationId; readonly count: number }>(
    [{ $match: { $or } }, { $match: others }, { $group: { _id: '$c', count: { $sum: 1 } } }],
    { hint: 'by-mention-place' },
  )
  return new Map(counted.map(({ _id, count }) => [_id, Math.min(count, limits.unreadMax)]))
}
