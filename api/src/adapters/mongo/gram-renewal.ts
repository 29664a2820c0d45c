import { setTimeout as sleep } from 'node:timers/promises'

import { ObjectId, type WithId } from 'mongodb'

import { gramRule, gramsOf } from '../../stores/search-grams.ts'
import { Call } from './connection/call.ts'
import type { Collections, GramsDocument } from './connection/collections.ts'
import { asStoreError, isDuplicateKey } from './connection/errors.ts'
import type { MessageDocument } from './message-document.ts'

const documentsAtOnce = 100
const pauseMs = 10_000
/** So long instances of the version before may still write as it did. After it all is looked at once more. */
const othersLeaveInMs = 60 * 60_000

/** Below every id. */
const first = '0'.repeat(24)

type Indexed = WithId<Pick<MessageDocument, 's' | 'text' | 'parts' | 'grams' | 'rev'>>

/** Before anyone is served. True when all grams are of this rule, as where there is no message yet. */
export async function isIndexed({ grams, messages }: Collections): Promise<boolean> {
  const isEmpty = (await messages.findOne({}, { hint: '_id_', projection: { _id: 1 } })) === null
  const begun = { rule: gramRule, since: new Date(), below: first, isWhole: isEmpty }
  try {
    await grams.updateOne({ _id: 'grams', rule: { $lt: gramRule } }, { $set: begun }, { upsert: true })
  } catch (error) {
    if (!isDuplicateKey(error)) throw error // one of this rule is there, or of a later one
  }
  return (await grams.findOne({ _id: 'grams', rule: gramRule }))?.isWhole === true
}

/** Gives messages that were written by an earlier rule the grams of this one, from the oldest up, beside what is asked. */
export class GramRenewal {
  readonly #collections: Collections
  readonly #onFailure: (error: unknown) => void
  readonly #stopping = new AbortController()
  readonly #over: Promise<void>
  #isWhole = false

  constructor(collections: Collections, onFailure: (error: unknown) => void = () => {}) {
    this.#collections = collections
    this.#onFailure = onFailure
    this.#over = this.#run()
  }

  /** Where the grams of messages with a higher id, or this one, are not to be relied on; null when all are. */
  async indexedBelow(call: Call): Promise<string | null> {
    if (this.#isWhole) return null
    const state = await stateOf(call)
    this.#isWhole = state?.isWhole === true
    return this.#isWhole ? null : (state?.below ?? first)
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#over
  }

  async #run(): Promise<void> {
    let isFailing = false
    while (!this.#stopping.signal.aborted) {
      try {
        if (await this.#pass()) return
        isFailing = false
      } catch (error) {
        if (!isFailing) this.#onFailure(asStoreError(error))
        isFailing = true
      }
      await this.#pause(pauseMs)
    }
  }

  /** True when there is no more to do. */
  async #pass(): Promise<boolean> {
    const state = await stateOf(this.#newCall())
    if (!state || state.isWhole) return true
    const isLast = Date.now() - state.since.getTime() > othersLeaveInMs
    for (let below: string | null = isLast ? first : state.below; below !== null;) {
      if (this.#stopping.signal.aborted) return true
      const startMs = performance.now()
      below = await this.#renewFrom(below)
      await this.#pause(performance.now() - startMs)
    }
    if (isLast) await this.#record({ $set: { isWhole: true } })
    return isLast
  }

  /** Returns from where to go on; null at the end. */
  async #renewFrom(id: string): Promise<string | null> {
    const call = this.#newCall()
    const documents = await call.messages.find<Indexed>(
      { _id: { $gte: ObjectId.createFromHexString(id) } },
      {
        hint: '_id_',
        sort: { _id: 1 },
        limit: documentsAtOnce,
        projection: { s: 1, text: 1, parts: 1, grams: 1, rev: 1 },
      },
    )
    const updates = documents.flatMap(({ _id, rev, s: senderId, text, parts = null, grams }) => {
      const renewed = gramsOf({ senderId, text, parts })
      return isSame(grams, renewed)
        ? []
        : { updateOne: { filter: { _id, rev }, update: { $set: { grams: renewed } }, hint: '_id_' } }
    })
    if (updates.length > 0) await call.messages.updateEach(updates)
    const last = documents.at(-1)?._id.toHexString()
    if (last === undefined) return null
    const below = after(last)
    await this.#record({ $max: { below } })
    return documents.length < documentsAtOnce ? null : below
  }

  async #record(update: Parameters<Call['grams']['updateOne']>[1]): Promise<void> {
    await this.#newCall().grams.updateOne({ _id: 'grams', rule: gramRule }, update, { hint: '_id_' })
  }

  #newCall(): Call {
    return new Call(this.#collections)
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => undefined)
  }
}

/** What another rule has made tells nothing. */
const stateOf = ({ grams }: Call): Promise<GramsDocument | null> =>
  grams.findOne<GramsDocument>({ _id: 'grams', rule: gramRule }, { hint: '_id_' })

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((gram, at) => gram === others[at])

const after = (id: string): string => (BigInt(`0x${id}`) + 1n).toString(16).padStart(24, '0')
