import type {
  AnyBulkWriteOperation,
  Collection,
  Document,
  Filter,
  FindOptions,
  OptionalUnlessRequiredId,
  UpdateFilter,
} from 'mongodb'

import type { MessageDocument } from '../message-document.ts'
import type { ReactionDocument } from '../reaction-document.ts'
import { callLimitMs } from './client.ts'
import type { Collections, GramsDocument, HeadDocument, HistoryDocument, IndexName } from './collections.ts'
import { Deadline } from './deadline.ts'

/** Given with every query, so that one without its index is refused instead of reading everything. */
interface ByIndex {
  readonly hint: IndexName
}

interface Query extends ByIndex, Pick<FindOptions, 'sort' | 'limit' | 'projection'> {}

/** More than any query finds that has no limit. */
const resultsMax = 10_000

/** One call of the store: its collections, all commands together within one limit of time. */
export class Call {
  readonly deadline: Deadline
  readonly messages: BoundedCollection<MessageDocument>
  readonly reactions: BoundedCollection<ReactionDocument>
  readonly heads: BoundedCollection<HeadDocument>
  readonly history: BoundedCollection<HistoryDocument>
  readonly grams: BoundedCollection<GramsDocument>

  constructor({ messages, reactions, heads, history, grams }: Collections, limitMs = callLimitMs) {
    this.deadline = new Deadline(limitMs)
    this.messages = new BoundedCollection(messages, this.deadline)
    this.reactions = new BoundedCollection(reactions, this.deadline)
    this.heads = new BoundedCollection(heads, this.deadline)
    this.history = new BoundedCollection(history, this.deadline)
    this.grams = new BoundedCollection(grams, this.deadline)
  }
}

class BoundedCollection<Stored extends Document> {
  readonly #collection: Collection<Stored>
  readonly #deadline: Deadline

  constructor(collection: Collection<Stored>, deadline: Deadline) {
    this.#collection = collection
    this.#deadline = deadline
  }

  /** All in one answer, for which a batch has to be larger than they are many. */
  find<Found extends Document>(filter: Filter<Stored>, query: Query): Promise<Found[]> {
    const batchSize = (query.limit ?? resultsMax) + 1
    return this.#deadline.step((maxTimeMS) =>
      this.#collection.find<Found>(filter, { ...query, batchSize, maxTimeMS }).toArray(),
    )
  }

  findOne<Found extends Document>(filter: Filter<Stored>, query: Query): Promise<Found | null> {
    return this.#deadline.step((maxTimeMS) =>
      this.#collection.findOne<Found>(filter, { ...query, maxTimeMS }),
    )
  }

  aggregate<Found extends Document>(pipeline: Document[], index: ByIndex): Promise<Found[]> {
    const options = { ...index, batchSize: resultsMax + 1 }
    return this.#deadline.step((maxTimeMS) =>
      this.#collection.aggregate<Found>(pipeline, { ...options, maxTimeMS }).toArray(),
    )
  }

  count(filter: Filter<Stored>, query: ByIndex & { readonly limit: number }): Promise<number> {
    return this.#deadline.step((maxTimeMS) =>
      this.#collection.countDocuments(filter, { ...query, maxTimeMS }),
    )
  }

  async insert(
    documents: readonly OptionalUnlessRequiredId<Stored>[],
    order: { readonly ordered: boolean },
  ): Promise<void> {
    const copies = documents.map((document) => ({ ...document })) // the driver adds an _id
    await this.#deadline.step((maxTimeMS) => this.#collection.insertMany(copies, { ...order, maxTimeMS }))
  }

  async updateOne(filter: Filter<Stored>, update: UpdateFilter<Stored>, index: ByIndex): Promise<boolean> {
    const { matchedCount } = await this.#deadline.step((maxTimeMS) =>
      this.#collection.updateOne(filter, update, { ...index, maxTimeMS }),
    )
    return matchedCount === 1
  }

  async updateMany(filter: Filter<Stored>, update: UpdateFilter<Stored>, index: ByIndex): Promise<void> {
    await this.#deadline.step((maxTimeMS) =>
      this.#collection.updateMany(filter, update, { ...index, maxTimeMS }),
    )
  }

  async deleteMany(filter: Filter<Stored>, index: ByIndex): Promise<void> {
    await this.#deadline.step((maxTimeMS) => this.#collection.deleteMany(filter, { ...index, maxTimeMS }))
  }

  /** Returns how many documents there were. */
  async updateEach(updates: AnyBulkWriteOperation<Stored>[]): Promise<number> {
    const { matchedCount } = await this.#deadline.step((maxTimeMS) =>
      this.#collection.bulkWrite(updates, { ordered: false, maxTimeMS }),
    )
    return matchedCount
  }
}
