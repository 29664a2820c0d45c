import type { ConversationId, Message, UserId } from '@parley/shared'
import type { Filter, Sort } from 'mongodb'

import type { PageAnchor, StoredChanges, StoredPage, Stretch } from '../../../stores/message-store.ts'
import { by, type Collections, type IndexName } from '../connection/collections.ts'
import type { Deadline } from '../connection/deadline.ts'
import {
  messageOfDocument,
  visibleFields,
  type MessageDocument,
  type VisibleDocument,
} from '../message-document.ts'
import type { MessageNumbers } from '../writing/heads.ts'

interface Range {
  readonly filter: Filter<MessageDocument>
  readonly index: IndexName
  readonly sort: Sort
}

/** Reads histories, from the messages themselves. */
export class MessagePages {
  readonly #messages: Collections['messages']
  readonly #numbers: MessageNumbers

  constructor({ messages }: Collections, numbers: MessageNumbers) {
    this.#messages = messages
    this.#numbers = numbers
  }

  async page(c: ConversationId, anchor: PageAnchor, limit: number, deadline: Deadline): Promise<StoredPage> {
    const { seq, rev } = await this.#numbers.head(c, deadline) // before the messages, so that they have all up to it
    const messages = await this.#messagesIn(c, spanOf(anchor, limit, seq), deadline)
    return { messages, headSeq: Math.max(seq, messages.at(-1)?.seq ?? 0), rev }
  }

  /** No rev is ever taken below one that exists, so a range of revs that was read once is complete. */
  async changesAfter(
    c: ConversationId,
    rev: number,
    limit: number,
    deadline: Deadline,
  ): Promise<StoredChanges> {
    const [highest, found] = await Promise.all([
      this.#numbers.highestRev(c, deadline),
      this.#read({ filter: { c, rev: { $gt: rev } }, index: 'by-rev', sort: { rev: 1 } }, limit, deadline),
    ])
    const messages = latestOfEach(found)
    const upTo = found.at(-1)?.rev ?? Math.min(rev, highest)
    return { messages, rev: upTo, headRev: Math.max(highest, upTo) }
  }

  async hasWritten(s: UserId, stretches: readonly Stretch[], deadline: Deadline): Promise<boolean> {
    if (stretches.length === 0) return false
    const filter = {
      c: { $in: stretches.map(({ conversationId }) => conversationId) },
      s,
      system: null,
      ...since(stretches),
    }
    const found = await deadline.step((maxTimeMS) =>
      this.#messages.findOne(filter, { ...by('by-client-id'), projection: { _id: 1 }, maxTimeMS }),
    )
    return found !== null
  }

  async #messagesIn(c: ConversationId, { from, limit }: Span, deadline: Deadline): Promise<Message[]> {
    const seq = { $gte: from, $lt: from + limit }
    const found = await this.#read({ filter: { c, seq }, index: 'by-seq', sort: { seq: 1 } }, limit, deadline)
    return found.map(messageOfDocument)
  }

  async #read({ filter, index, sort }: Range, limit: number, deadline: Deadline): Promise<VisibleDocument[]> {
    if (limit === 0) return [] // which MongoDB takes for no limit
    return deadline.step((maxTimeMS) =>
      this.#messages
        .find(filter, { ...by(index), sort, limit, batchSize: limit + 1, maxTimeMS })
        .project<VisibleDocument>(visibleFields)
        .toArray(),
    )
  }
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
