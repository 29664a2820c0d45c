import type { Collection, Db, Document } from 'mongodb'

import type { ConversationId } from '@parley/shared'

import { StoreError } from '../../../stores/errors.ts'
import type { MessageDocument, VisibleDocument } from '../message-document.ts'
import type { ReactionDocument } from '../reaction-document.ts'

/** What lists show of a conversation: behind its messages during a write or after a crash, never ahead of them. */
export interface HeadDocument {
  readonly _id: ConversationId
  readonly seq: number
  readonly rev: number
  readonly last: VisibleDocument
  /** Only in conversations that several instances write to. */
  readonly turn?: Lease
}

/** Which instance may write to the conversation, or could last. */
export interface Lease {
  readonly by: string
  /** Tells one lease from the next; null when it has ended. */
  readonly taking: string | null
  /** In the time of the server, which is the same for all. */
  readonly until: Date
}

/** Which history the messages are: see MessageStore.epoch. */
export interface HistoryDocument {
  readonly _id: 'history'
  readonly epoch: string
}

/** By which rule of folding the messages are indexed, and how far. See GramRenewal. */
export interface GramsDocument {
  readonly _id: 'grams'
  readonly rule: number
  /** When the first instance of this rule has begun. */
  readonly since: Date
  /** All messages with a lower id are indexed by it. */
  readonly below: string
  readonly isWhole: boolean
}

export interface Collections {
  readonly messages: Collection<MessageDocument>
  readonly reactions: Collection<ReactionDocument>
  readonly heads: Collection<HeadDocument>
  readonly history: Collection<HistoryDocument>
  readonly grams: Collection<GramsDocument>
}

/** The unique indexes are the rules: what two instances do at the same moment is decided by them alone. */
const indexes = [
  { name: 'by-seq', key: { c: 1, seq: 1 }, unique: true },
  { name: 'by-rev', key: { c: 1, rev: 1 }, unique: true },
  { name: 'by-any-rev', key: { c: 1, revs: 1 }, unique: true },
  { name: 'by-client-id', key: { c: 1, s: 1, k: 1 }, unique: true },
  { name: 'by-gram', key: { c: 1, grams: 1, _id: -1 }, unique: false },
  { name: 'by-pin', key: { c: 1, 'parts.pinned.rev': -1 }, unique: false, only: 'parts.pinned.rev' },
  { name: 'by-expiry', key: { 'parts.expiresAt': 1 }, unique: false, only: 'parts.expiresAt' },
  { name: 'by-mention', key: { m: 1, _id: -1 }, unique: false, only: 'm' },
  { name: 'by-mention-place', key: { m: 1, c: 1, seq: 1 }, unique: false, only: 'm' },
] as const satisfies readonly Index[]

const reactionIndexes = [
  { name: 'by-person', key: { c: 1, seq: 1, s: 1, e: 1 }, unique: true },
  { name: 'by-since', key: { c: 1, seq: 1, rev: 1, s: 1, e: 1 }, unique: false },
] as const satisfies readonly Index[]

interface Index {
  readonly name: string
  readonly key: Readonly<Record<string, 1 | -1>>
  readonly unique: boolean
  /** Of documents that have this field alone. */
  readonly only?: string
}

export type IndexName = (typeof indexes | typeof reactionIndexes)[number]['name'] | '_id_'

export const collectionsOf = (db: Db): Collections => ({
  messages: db.collection<MessageDocument>('messages'),
  reactions: db.collection<ReactionDocument>('reactions'),
  heads: db.collection<HeadDocument>('heads'),
  history: db.collection<HistoryDocument>('history'),
  grams: db.collection<GramsDocument>('grams'),
})

/** Makes the indexes that are missing. @throws StoreError when one of that name or key is another one */
export async function prepare(db: Db): Promise<void> {
  const { messages, reactions } = collectionsOf(db)
  await index(messages, indexes)
  await index(reactions, reactionIndexes)
}

async function index<Stored extends Document>(
  collection: Collection<Stored>,
  indexes: readonly Index[],
): Promise<void> {
  await collection.createIndexes(indexes.map(descriptionOf))
  const existing = await collection.indexes()
  for (const index of indexes) {
    const { name, key, unique, partialFilterExpression: part } = descriptionOf(index)
    const isThere = existing.some((one) => {
      const isSame = JSON.stringify([one.key, one.partialFilterExpression]) === JSON.stringify([key, part])
      return (one.unique ?? false) === unique && isSame && one.expireAfterSeconds === undefined
    })
    if (!isThere) throw new StoreError(`The collection ${collection.collectionName} lacks its index ${name}.`)
  }
}

const descriptionOf = ({ only, key, ...index }: Index) => ({
  ...index,
  key: { ...key },
  ...(only !== undefined && { partialFilterExpression: { [only]: { $exists: true } } }),
})
