import { ObjectId } from 'mongodb'

import { withWorkers } from '../../../stores/with-workers.ts'
import type { Call } from '../connection/call.ts'
import { refusedBy } from '../connection/errors.ts'
import { conversationsAtOnce } from '../reading/heads.ts'
import type { ArrivingDocument, ConversationBatch } from './conversation-batch.ts'

/** What is to be inserted into one conversation next, in order. */
export interface Run {
  readonly batch: ConversationBatch
  readonly documents: readonly ArrivingDocument[]
}

type OnStored = (batch: ConversationBatch, documents: readonly ArrivingDocument[]) => void

/** Inserts numbered messages without a hole, in few commands of many messages: commands cost the server most. */
export class MessageInserter {
  /** Those of which something was refused, because its number or its clientId is taken. */
  readonly refused: ConversationBatch[] = []
  readonly #call: Call
  readonly #onStored: OnStored

  constructor(call: Call, onStored: OnStored) {
    this.#call = call
    this.#onStored = onStored
  }

  async insert(runs: readonly Run[]): Promise<void> {
    const { singles = [], others = [] } = Object.groupBy(runs, ({ documents }) =>
      documents.length === 1 ? 'singles' : 'others',
    )
    const rounds = Math.max(0, ...others.map(({ documents }) => documents.length))
    await Promise.all([
      this.#insertInRounds(singles),
      rounds * conversationsAtOnce > others.length
        ? withWorkers(others, conversationsAtOnce, (run) => this.#insertRun(run))
        : this.#insertInRounds(others),
    ])
  }

  /** One message of each conversation at a time, so that one command takes them all. */
  async #insertInRounds(runs: readonly Run[]): Promise<void> {
    let open = runs
    for (let round = 0; open.length > 0; round++) {
      const next = open.flatMap(({ documents }) => documents.slice(round, round + 1))
      const taken = await this.#insert(next, { ordered: false })
      for (const [at, { batch, documents }] of open.entries()) {
        if (taken.has(at)) this.refused.push(batch)
        else this.#onStored(batch, documents.slice(round, round + 1))
      }
      // Nothing may stand behind what is not there.
      open = open.filter(({ documents }, at) => !taken.has(at) && documents.length > round + 1)
    }
  }

  /** The server stops at the first one that it refuses, so those behind it cannot leave a hole. */
  async #insertRun({ batch, documents }: Run): Promise<void> {
    const taken = await this.#insert(documents, { ordered: true })
    this.#onStored(batch, documents.slice(0, Math.min(documents.length, ...taken)))
    if (taken.size > 0) this.refused.push(batch)
  }

  /** Returns which of them were refused, by a key that is taken. */
  async #insert(
    arriving: readonly ArrivingDocument[],
    order: { readonly ordered: boolean },
  ): Promise<ReadonlySet<number>> {
    const documents = arriving.map((document) => ({
      ...document,
      _id: ObjectId.createFromHexString(document.arrival),
    }))
    try {
      await this.#call.messages.insert(documents, order)
      return new Set()
    } catch (error) {
      return refusedBy(error)
    }
  }
}
