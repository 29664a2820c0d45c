import type { ConversationId, Message } from '@parley/shared'
import { ObjectId, type WithId } from 'mongodb'

import { searchLimitMs, type FoundMessages, type MessageSearch } from '../../../stores/message-store.ts'
import { SearchQuery } from '../../../stores/search-grams.ts'
import { by, type Collections } from '../connection/collections.ts'
import type { Deadline } from '../connection/deadline.ts'
import { messageOfDocument, searchedFields, type VisibleDocument } from '../message-document.ts'

/** The server merges at most 200 ranges of an index in order; with more it would sort all that it found. */
const conversationsAtOnce = 100
/** Documents that one query looks at; texts are compared without a pause for others. */
const candidatesAtOnce = 200
const candidatesMax = 4_000
/** The rarest of so many is good enough. */
const gramsCompared = 4
const countMax = 1_000

const everything = { next: null, complete: true, searchedTo: null } as const

type Progress = Pick<FoundMessages, 'next' | 'searchedTo'>

type Candidate = WithId<VisibleDocument>

/** What was looked at, from the newest down, and whether older ones are left. */
interface Batch {
  readonly candidates: readonly Candidate[]
  readonly isLast: boolean
}

/** Finds messages by the grams in their documents, in the order of their _ids, which no change touches. */
export class MessageFinder {
  readonly #messages: Collections['messages']

  constructor({ messages }: Collections) {
    this.#messages = messages
  }

  async search(search: MessageSearch, deadline: Deadline): Promise<FoundMessages> {
    const [query, endsAtMs] = [new SearchQuery(search.text), performance.now() + searchLimitMs]
    const gram = await this.#rarest(search.conversationIds, query.grams, deadline)
    const hits: Message[] = []
    if (gram === null) return { hits, ...everything }
    let examined = 0
    for (let progress: Progress = { next: search.after, searchedTo: null }; ;) {
      const { candidates, isLast } = await this.#batch(search.conversationIds, gram, progress.next, deadline)
      for (const candidate of candidates) {
        const isThere = isWithin(candidate, search)
        const searchedTo = isThere ? candidate.createdAt.toISOString() : progress.searchedTo
        progress = { next: candidate._id.toHexString(), searchedTo }
        if (isThere && query.matches(candidate.text)) hits.push(messageOfDocument(candidate))
        if (hits.length === search.limit) return { hits, ...progress, complete: true }
      }
      if (isLast) return { hits, ...everything }
      examined += candidates.length
      if (examined >= candidatesMax || performance.now() > endsAtMs)
        return { hits, ...progress, complete: false }
    }
  }

  async #rarest(
    ids: readonly ConversationId[],
    grams: readonly string[],
    deadline: Deadline,
  ): Promise<string | null> {
    const [first = null, ...others] = evenly(grams, gramsCompared)
    if (first === null || others.length === 0) return first
    const counted = await Promise.all(
      [first, ...others].map(async (gram) => ({ gram, count: await this.#count(ids, gram, deadline) })),
    )
    return counted.reduce((rarest, one) => (one.count < rarest.count ? one : rarest)).gram
  }

  #count(ids: readonly ConversationId[], gram: string, deadline: Deadline): Promise<number> {
    const filter = { c: { $in: [...ids] }, grams: gram }
    return deadline.step((maxTimeMS) =>
      this.#messages.countDocuments(filter, { ...by('by-gram'), limit: countMax, maxTimeMS }),
    )
  }

  /** Of all conversations, down to where one of them may have more than was read. */
  async #batch(
    ids: readonly ConversationId[],
    gram: string,
    after: string | null,
    deadline: Deadline,
  ): Promise<Batch> {
    const parts: ConversationId[][] = []
    for (let at = 0; at < ids.length; at += conversationsAtOnce)
      parts.push(ids.slice(at, at + conversationsAtOnce))
    const found = await Promise.all(parts.map((part) => this.#read(part, gram, after, deadline)))
    const cut = found.flatMap((part) =>
      part.length < candidatesAtOnce ? [] : (part.at(-1)?._id.toHexString() ?? []),
    )
    const floor = cut.sort().at(-1) ?? ''
    const candidates = found.flat().filter(({ _id }) => _id.toHexString() >= floor)
    return { candidates: candidates.sort(newestFirst), isLast: cut.length === 0 }
  }

  #read(ids: ConversationId[], gram: string, after: string | null, deadline: Deadline): Promise<Candidate[]> {
    const older = after === null ? {} : { _id: { $lt: ObjectId.createFromHexString(after) } }
    const bounds = { limit: candidatesAtOnce, batchSize: candidatesAtOnce + 1 }
    return deadline.step((maxTimeMS) =>
      this.#messages
        .find({ c: { $in: ids }, grams: gram, ...older }, { ...by('by-gram'), ...bounds, maxTimeMS })
        .sort({ _id: -1 })
        .project<Candidate>(searchedFields)
        .toArray(),
    )
  }
}

const isWithin = ({ c, seq, s }: Candidate, { fromSeqs, blocked = [] }: MessageSearch): boolean =>
  seq >= (fromSeqs?.get(c) ?? 1) && !blocked.includes(s)

const newestFirst = (a: Candidate, b: Candidate): number =>
  a._id.toHexString() < b._id.toHexString() ? 1 : -1

const evenly = <Item>(items: readonly Item[], most: number): Item[] => {
  const step = Math.max(1, Math.ceil(items.length / most))
  return items.filter((_, at) => at % step === 0)
}
