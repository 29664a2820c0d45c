import type { ConversationId, UserId } from '@parley/shared'
import * as limits from '@parley/shared/limits'
import { movesOwnPosition } from '@parley/shared/unread'
import type { Document } from 'mongodb'

import { unreadLookBack, type Overview, type ReadPosition } from '../../../stores/message-store.ts'
import type { Call } from '../connection/call.ts'
import type { HeadDocument } from '../connection/collections.ts'
import { messageOfDocument } from '../message-document.ts'
import { lastUnfolded } from './last-unfolded.ts'
import { mentionCounts, type Reader } from './mentions.ts'

type Heads = ReadonlyMap<ConversationId, HeadDocument>
type Reading = Pick<Overview, 'unread' | 'readSeq'>

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

/** What the list of conversations shows to one person, in two queries however many there are; rarely in some more. */
export async function overviewsOf(
  call: Call,
  reader: Reader,
  positions: readonly ReadPosition[],
): Promise<Map<ConversationId, Overview>> {
  if (positions.length === 0) return new Map()
  const $in = positions.map(({ conversationId }) => conversationId)
  const found = await call.heads.find<HeadDocument>(
    { _id: { $in } },
    { hint: '_id_', projection: { turn: 0 } },
  )
  const heads = new Map(found.map((head) => [head._id, head]))
  const readings = await readingsOf(call, reader, positions, heads)
  const unread = [...readings].filter(([, reading]) => reading.unread > 0)
  const mentions = await mentionCounts(
    call,
    reader,
    unread.map(([conversationId, reading]) => ({ conversationId, readSeq: reading.readSeq })),
  )
  const lasts = await lastUnfolded(call, reader, found)
  return new Map(
    positions.map(({ conversationId, readSeq }) => {
      const { seq = 0, rev = 0 } = heads.get(conversationId) ?? {}
      const last = lasts.get(conversationId)
      const reading = readings.get(conversationId) ?? { unread: 0, readSeq }
      const lastMessage = last ? messageOfDocument(last) : null
      const arrival = last?.arrival ?? null
      const shown = { lastMessage, arrival, mentions: mentions.get(conversationId) ?? 0 }
      return [conversationId, { seq, rev, ...shown, ...reading }]
    }),
  )
}

/** Counts what came after a position. One's own latest message ends the count, because sending moves the position. */
async function readingsOf(
  call: Call,
  reader: Reader,
  positions: readonly ReadPosition[],
  heads: Heads,
): Promise<Map<ConversationId, Reading>> {
  const readings = new Map<ConversationId, Reading>()
  let open = positions.flatMap((position) => spanOf(position, heads, reader.userId, readings))
  for (const window of windows) {
    if (open.length === 0) break
    const found = await call.messages.aggregate<Counted>(countOf(reader, open, window), { hint: 'by-seq' })
    const counted = new Map(found.map((one) => [one._id, one]))
    for (const span of open)
      readings.set(span.conversationId, readingOf(span, counted.get(span.conversationId)))
    open = open.filter((span) => isUndecided(span, counted.get(span.conversationId), window))
  }
  return readings
}

/** Where the last message is one's own, nothing is unread and nothing needs to be counted. */
function spanOf(
  { conversationId, readSeq }: ReadPosition,
  heads: Heads,
  userId: UserId,
  readings: Map<ConversationId, Reading>,
): Span[] {
  const head = heads.get(conversationId)
  if (!head || head.seq <= readSeq) return []
  const { s: senderId, system, seq, parts } = head.last
  const isOwn =
    movesOwnPosition({ senderId, system, scheduled: parts?.scheduled }, userId) && seq === head.seq
  if (isOwn) readings.set(conversationId, { unread: 0, readSeq: head.seq })
  return isOwn ? [] : [{ conversationId, readSeq, headSeq: head.seq }]
}

const readingOf = ({ readSeq }: Span, counted: Counted | undefined): Reading => {
  const { own = 0, unread = 0 } = counted ?? {}
  if (unread >= limits.unreadMax) return { unread: limits.unreadMax, readSeq }
  return { unread, readSeq: own > 0 ? own : readSeq }
}

const isUndecided = ({ readSeq, headSeq }: Span, counted: Counted | undefined, window: number): boolean =>
  headSeq - window > readSeq && !counted?.own && (counted?.unread ?? 0) < limits.unreadMax

/** The rules of @parley/shared/unread, as the server of MongoDB puts them. */
function countOf({ userId, blocked, at }: Reader, spans: readonly Span[], window: number): Document[] {
  const $or = spans.map(({ conversationId, readSeq, headSeq }) => ({
    c: conversationId,
    seq: { $gt: Math.max(readSeq, headSeq - window), $lte: headSeq },
  }))
  const isOwn = { $eq: ['$s', { $literal: userId }] }
  const isByPerson = { $eq: ['$system', null] }
  const isFolded = { $in: ['$s', { $literal: [...blocked] }] }
  const isOthers = { $not: [{ $or: [isOwn, isFolded] }] }
  // No instant is above this one.
  const isThere = { $gt: [{ $ifNull: ['$parts.expiresAt', '9999'] }, at.toISOString()] }
  const countsFor = { $and: [isOthers, isByPerson, isThere, { $eq: ['$deletedAt', null] }] }
  const isAtOnce = { $ne: ['$parts.scheduled', true] }
  const own = { $max: { $cond: [{ $and: [isOwn, isByPerson, isAtOnce] }, '$seq', 0] } }
  const others = { $push: { $cond: [countsFor, '$seq', 0] } }
  const unread = { $size: { $filter: { input: '$others', cond: { $gt: ['$$this', '$own'] } } } }
  return [{ $match: { $or } }, { $group: { _id: '$c', own, others } }, { $project: { own: 1, unread } }]
}
