import type { ConversationId, UserId } from '@parley/shared'
import { limits } from '@parley/shared/limits'
import { movesOwnPosition } from '@parley/shared/unread'
import type { Document } from 'mongodb'

import { unreadLookBack, type ReadPosition } from '../../../stores/message-store.ts'
import { by, type Collections, type HeadDocument } from '../connection/collections.ts'
import type { Deadline } from '../connection/deadline.ts'

export interface UnreadCount {
  readonly unread: number
  readonly readSeq: number
}

/** Who reads, and whose messages they do not see. */
export interface Reader {
  readonly userId: UserId
  readonly blocked: ReadonlySet<UserId>
}

/** A conversation in which something came after the position. */
interface Span extends ReadPosition {
  readonly headSeq: number
}

interface Counted {
  readonly _id: ConversationId
  /** The seq of one's own latest message in the window; 0 when it has none. */
  readonly own: number
  readonly unread: number
}

/**
 * How many of the latest messages are looked at, in one query for all conversations: almost always the
 * first is enough, as only tombstones and system messages make it too short. The last is the most that
 * a count looks at, whatever it finds.
 */
const windows = [limits.unreadMax + 28, unreadLookBack]

/** Counts what came after a position. One's own latest message ends the count, because sending moves the position. */
export class UnreadCounts {
  readonly #messages: Collections['messages']

  constructor({ messages }: Collections) {
    this.#messages = messages
  }

  async of(
    reader: Reader,
    positions: readonly ReadPosition[],
    heads: ReadonlyMap<ConversationId, HeadDocument>,
    deadline: Deadline,
  ): Promise<Map<ConversationId, UnreadCount>> {
    const counts = new Map<ConversationId, UnreadCount>()
    let open = positions.flatMap((position) => spanOf(position, heads, reader.userId, counts))
    for (const window of windows) {
      const counted = await this.#count(reader, open, window, deadline)
      for (const span of open)
        counts.set(span.conversationId, readingOf(span, counted.get(span.conversationId)))
      open = open.filter((span) => isUndecided(span, counted.get(span.conversationId), window))
    }
    return counts
  }

  async #count(
    reader: Reader,
    spans: readonly Span[],
    window: number,
    deadline: Deadline,
  ): Promise<Map<ConversationId, Counted>> {
    if (spans.length === 0) return new Map()
    const counted = await deadline.step((maxTimeMS) =>
      this.#messages
        .aggregate<Counted>(countOf(reader, spans, window), {
          ...by('by-seq'),
          maxTimeMS,
          batchSize: spans.length + 1,
        })
        .toArray(),
    )
    return new Map(counted.map((one) => [one._id, one]))
  }
}

/** Where the last message is one's own, nothing is unread and nothing needs to be counted. */
function spanOf(
  { conversationId, readSeq }: ReadPosition,
  heads: ReadonlyMap<ConversationId, HeadDocument>,
  userId: UserId,
  counts: Map<ConversationId, UnreadCount>,
): Span[] {
  const head = heads.get(conversationId)
  if (!head || head.seq <= readSeq) return []
  const { s: senderId, system, seq } = head.last
  const isOwn = movesOwnPosition({ senderId, system }, userId) && seq === head.seq
  if (isOwn) counts.set(conversationId, { unread: 0, readSeq: head.seq })
  return isOwn ? [] : [{ conversationId, readSeq, headSeq: head.seq }]
}

const readingOf = ({ readSeq }: Span, counted: Counted | undefined): UnreadCount => {
  const { own = 0, unread = 0 } = counted ?? {}
  if (unread >= limits.unreadMax) return { unread: limits.unreadMax, readSeq }
  return { unread, readSeq: own > 0 ? own : readSeq }
}

const isUndecided = ({ readSeq, headSeq }: Span, counted: Counted | undefined, window: number): boolean =>
  headSeq - window > readSeq && !counted?.own && (counted?.unread ?? 0) < limits.unreadMax

/** The rules of @parley/shared/unread, as the server of MongoDB puts them. */
function countOf({ userId, blocked }: Reader, spans: readonly Span[], window: number): Document[] {
  const $or = spans.map(({ conversationId, readSeq, headSeq }) => ({
    c: conversationId,
    seq: { $gt: Math.max(readSeq, headSeq - window), $lte: headSeq },
  }))
  const isOwn = { $eq: ['$s', { $literal: userId }] }
  const isByPerson = { $eq: ['$system', null] }
  const isFolded = { $in: ['$s', { $literal: [...blocked] }] }
  const isOthers = { $not: [{ $or: [isOwn, isFolded] }] }
  const countsFor = { $and: [isOthers, isByPerson, { $eq: ['$deletedAt', null] }] }
  const own = { $max: { $cond: [{ $and: [isOwn, isByPerson] }, '$seq', 0] } }
  const others = { $push: { $cond: [countsFor, '$seq', 0] } }
  const unread = { $size: { $filter: { input: '$others', cond: { $gt: ['$$this', '$own'] } } } }
  return [{ $match: { $or } }, { $group: { _id: '$c', own, others } }, { $project: { own: 1, unread } }]
}
