import {
  limits,
  type ClientId,
  type ConversationId,
  type Message,
  type MessageState,
  type UserId,
} from '@parley/shared'
import type { Filter } from 'mongodb'

import type { Head, PageAnchor, StoredChanges, StoredPage, Stretch } from '../../../stores/message-store.ts'
import type { Call } from '../connection/call.ts'
import {
  messageOfDocument,
  visibleFields,
  type MessageDocument,
  type VisibleDocument,
} from '../message-document.ts'
import { headOf, highestRev } from './heads.ts'

export { mentionsOf } from './mentions.ts'

export async function pageOf(
  call: Call,
  c: ConversationId,
  anchor: PageAnchor,
  limit: number,
): Promise<StoredPage> {
  const { seq, rev } = await headOf(call, c) // before the messages, so that they have all up to it
  const span = spanOf(anchor, limit, seq)
  const inSpan = { $gte: span.from, $lt: span.from + span.limit }
  const messages = (await read(call, 'seq', { c, seq: inSpan }, span.limit)).map(messageOfDocument)
  return { messages, headSeq: Math.max(seq, messages.at(-1)?.seq ?? 0), rev }
}

export async function messagesAt(call: Call, c: ConversationId, seqs: readonly number[]): Promise<Message[]> {
  const found = await read(call, 'seq', { c, seq: { $in: [...seqs] } }, seqs.length)
  return found.map(messageOfDocument)
}

const pinnedIn = (c: ConversationId) => ({ c, 'parts.pinned.rev': { $exists: true } })

export async function pinnedMessages({ messages }: Call, c: ConversationId): Promise<Message[]> {
  const order = { sort: { 'parts.pinned.rev': -1 }, limit: limits.pinsMax } as const
  const query = { hint: 'by-pin', ...order, projection: visibleFields } as const
  return (await messages.find<VisibleDocument>(pinnedIn(c), query)).map(messageOfDocument)
}

export const pinsOf = ({ messages }: Call, c: ConversationId): Promise<number> =>
  messages.count(pinnedIn(c), { hint: 'by-pin', limit: limits.pinsMax })

export async function expiredMessages({ messages }: Call, at: Date, limit: number): Promise<Message[]> {
  const filter = { 'parts.expiresAt': { $lte: at.toISOString() } }
  const order = { hint: 'by-expiry', sort: { 'parts.expiresAt': 1 }, limit } as const
  const found = await messages.find<VisibleDocument>(filter, { ...order, projection: visibleFields })
  return found.map(messageOfDocument)
}

export async function messageNamed(
  { messages }: Call,
  c: ConversationId,
  s: UserId,
  k: ClientId,
): Promise<Message | null> {
  const query = { hint: 'by-client-id', projection: visibleFields } as const
  const found = await messages.findOne<VisibleDocument>({ c, s, k }, query)
  return found && messageOfDocument(found)
}

export async function statesOf({ messages }: Call, c: ConversationId, seq: number): Promise<MessageState[]> {
  const query = { hint: 'by-seq', projection: { _id: 0, states: 1 } } as const
  const found = await messages.findOne<Pick<MessageDocument, 'states'>>({ c, seq }, query)
  return [...(found?.states ?? [])]
}

/** No rev is ever taken below one that exists, so a range of revs that was read once is complete. */
export async function changesAfter(
  call: Call,
  c: ConversationId,
  rev: number,
  limit: number,
): Promise<StoredChanges> {
  const [highest, found] = await Promise.all([
    highestRev(call, c),
    read(call, 'rev', { c, rev: { $gt: rev } }, limit),
  ])
  const upTo = found.at(-1)?.rev ?? Math.min(rev, highest)
  return { messages: latestOfEach(found), rev: upTo, headRev: Math.max(highest, upTo) }
}

export async function hasWritten(
  { messages }: Call,
  s: UserId,
  stretches: readonly Stretch[],
): Promise<boolean> {
  if (stretches.length === 0) return false
  const $in = stretches.map(({ conversationId }) => conversationId)
  const filter = { c: { $in }, s, system: null, ...since(stretches) }
  return (await messages.findOne(filter, { hint: 'by-client-id', projection: { _id: 1 } })) !== null
}

async function read(
  { messages }: Call,
  number: keyof Head,
  filter: Filter<MessageDocument>,
  limit: number,
): Promise<VisibleDocument[]> {
  if (limit === 0) return [] // which MongoDB takes for no limit
  const query = { hint: `by-${number}`, sort: { [number]: 1 }, limit } as const
  return messages.find(filter, { ...query, projection: visibleFields })
}

/** No condition where all are entire conversations, as almost always: the index alone finds them. */
function since(stretches: readonly Stretch[]): Filter<MessageDocument> {
  const later = stretches.filter(({ fromSeq }) => fromSeq > 1)
  return later.length === 0
    ? {}
    : { $nor: later.map(({ conversationId: c, fromSeq }) => ({ c, seq: { $lt: fromSeq } })) }
}

/** So many messages from this seq on. */
interface Span {
  readonly from: number
  readonly limit: number
}

/** No seq is left out, so both ends of a page are known: not every engine of this protocol stops at a limit. */
function spanOf(anchor: PageAnchor, limit: number, headSeq: number): Span {
  const before = (seq: number, most: number): Span => {
    const end = Math.min(seq, headSeq + 1)
    const from = Math.max(1, end - most)
    return { from, limit: Math.max(0, end - from) }
  }
  switch (anchor.kind) {
    case 'latest':
      return before(Infinity, limit)
    case 'before':
      return before(anchor.seq, limit)
    case 'after':
      return { from: anchor.seq + 1, limit }
    case 'around':
      return { from: before(anchor.seq, Math.floor(limit / 2)).from, limit }
  }
}

/** A message that is changed while the range is read can stand in it twice: at its old rev and at its new one. */
function latestOfEach(found: readonly VisibleDocument[]): Message[] {
  const latest = new Map(found.map((document) => [document.seq, document]))
  return found.filter((document) => latest.get(document.seq) === document).map(messageOfDocument)
}
