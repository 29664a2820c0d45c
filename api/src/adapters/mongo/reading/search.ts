import type { ConversationId, Message } from '@parley/shared'
import { ObjectId, type WithId } from 'mongodb'

import { searchLimitMs, type FoundMessages, type MessageSearch } from '../../../stores/message-store.ts'
import { SearchQuery } from '../../../stores/search-grams.ts'
import type { Call } from '../connection/call.ts'
import { messageOfDocument, searchedFields, type VisibleDocument } from '../message-document.ts'
import { arrivalBounds, type Bounds } from './arrival-bounds.ts'

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

/** What was looked at, from the newest down, and how many there were to be read. */
interface Batch {
  readonly candidates: readonly Candidate[]
  readonly examined: number
  /** Older ones are left below this id; null when none are. */
  readonly next: string | null
}

/**
 * Finds messages by the grams in their documents, in the order of their _ids, which no change touches.
 * @param indexedBelow where grams are not to be relied on from there up: texts are read instead
 */
export async function findMessages(
  call: Call,
  search: MessageSearch,
  indexedBelow: string | null,
): Promise<FoundMessages> {
  const [query, endsAtMs] = [new SearchQuery(search), performance.now() + searchLimitMs]
  const gram = await rarest(call, search.conversationIds, query.grams)
  const hits: Message[] = []
  if (gram === null) return { hits, ...everything }
  const bounds = await arrivalBounds(call, search)
  let examined = 0
  for (let progress: Progress = { next: bounds.below, searchedTo: null }; ;) {
    const isIndexed = indexedBelow === null || (progress.next !== null && progress.next <= indexedBelow)
    const batch = await (isIndexed
      ? batchOf(call, search.conversationIds, gram, { ...bounds, below: progress.next })
      : unindexedBatch(call, search.conversationIds, indexedBelow, { ...bounds, below: progress.next }))
    for (const candidate of batch.candidates) {
      const isThere = isWithin(candidate, search)
      const searchedTo = isThere ? candidate.createdAt.toISOString() : progress.searchedTo
      progress = { next: candidate._id.toHexString(), searchedTo }
      if (isThere && isMatch(candidate, query)) hits.push(messageOfDocument(candidate))
      if (hits.length === search.limit) return { hits, ...progress, complete: true }
    }
    if (batch.next === null) return { hits, ...everything }
    progress = { ...progress, next: batch.next }
    examined += batch.examined
    if (examined >= candidatesMax || performance.now() > endsAtMs)
      return { hits, ...progress, complete: false }
  }
}

async function rarest(
  { messages }: Call,
  ids: readonly ConversationId[],
  grams: readonly string[],
): Promise<string | null> {
  const [first = null, ...others] = evenly(grams, gramsCompared)
  if (first === null || others.length === 0) return first
  const counted = await Promise.all(
    [first, ...others].map(async (gram) => {
      const filter = { c: { $in: [...ids] }, grams: gram }
      return { gram, count: await messages.count(filter, { hint: 'by-gram', limit: countMax }) }
    }),
  )
  return counted.reduce((rarest, one) => (one.count < rarest.count ? one : rarest)).gram
}

/** Of all conversations, down to where one of them may have more than was read. */
async function batchOf(
  { messages }: Call,
  ids: readonly ConversationId[],
  gram: string,
  bounds: Bounds,
): Promise<Batch> {
  const query = { hint: 'by-gram', sort: { _id: -1 }, limit: candidatesAtOnce } as const
  const parts: Promise<Candidate[]>[] = []
  for (let at = 0; at < ids.length; at += conversationsAtOnce) {
    const filter = { c: { $in: ids.slice(at, at + conversationsAtOnce) }, grams: gram, ...within(bounds) }
    parts.push(messages.find(filter, { ...query, projection: searchedFields }))
  }
  const found = await Promise.all(parts)
  const cut = found.flatMap((part) =>
    part.length < candidatesAtOnce ? [] : (part.at(-1)?._id.toHexString() ?? []),
  )
  const floor = cut.sort().at(-1)
  const candidates = found.flat().filter(({ _id }) => _id.toHexString() >= (floor ?? ''))
  return { candidates: candidates.sort(newestFirst), examined: candidates.length, next: floor ?? null }
}

/** Of whatever conversation, as no index has those of some in this order: down to where messages are indexed. */
async function unindexedBatch(
  { messages }: Call,
  ids: readonly ConversationId[],
  indexedBelow: string,
  bounds: Bounds,
): Promise<Batch> {
  const floor = bounds.from !== null && bounds.from > indexedBelow ? bounds.from : indexedBelow
  const read = await messages.find<Candidate>(within({ ...bounds, from: floor }), {
    hint: '_id_',
    sort: { _id: -1 },
    limit: candidatesAtOnce,
    projection: searchedFields,
  })
  const wanted = new Set(ids)
  return {
    candidates: read.filter(({ c }) => wanted.has(c)),
    examined: read.length,
    next: read.length < candidatesAtOnce ? floor : (read.at(-1)?._id.toHexString() ?? floor),
  }
}

const within = ({ from, below }: Bounds) => {
  const [$gte, $lt] = [from, below].map((id) => id && ObjectId.createFromHexString(id))
  return $gte || $lt ? { _id: { ...($gte && { $gte }), ...($lt && { $lt }) } } : {}
}

const isMatch = (candidate: Candidate, query: SearchQuery): boolean =>
  query.matchesText(candidate.text) && query.admits(messageOfDocument(candidate))

const isWithin = ({ c, seq, s }: Candidate, { fromSeqs, blocked = [] }: MessageSearch): boolean =>
  seq >= (fromSeqs?.get(c) ?? 1) && !blocked.includes(s)

const newestFirst = (a: Candidate, b: Candidate): number =>
  a._id.toHexString() < b._id.toHexString() ? 1 : -1

const evenly = <Item>(items: readonly Item[], most: number): Item[] => {
  const step = Math.max(1, Math.ceil(items.length / most))
  return items.filter((_, at) => at % step === 0)
}
