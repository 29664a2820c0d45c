import { withWorkers } from '../../../stores/with-workers.ts'
import type { Collections } from '../connection/collections.ts'
import type { Deadline } from '../connection/deadline.ts'
import { refusedBy } from '../connection/errors.ts'
import type { MessageDocument } from '../message-document.ts'
import type { ConversationBatch } from './conversation-batch.ts'
import { conversationsAtOnce } from './heads.ts'

/** What is to be inserted into one conversation next, in order. */
export interface Run {
  readonly batch: ConversationBatch
  readonly documents: readonly MessageDocument[]
}

export type OnStored = (batch: ConversationBatch, documents: readonly MessageDocument[]) => void

/** Inserts numbered messages without a hole, in few commands of many messages: commands cost the server most. */
export class MessageInserter {
  readonly #messages: Collections['messages']
  readonly #onStored: OnStored

  constructor({ messages }: Collections, onStored: OnStored) {
    this.#messages = messages
    this.#onStored = onStored
  }

  /** Returns those of which something was refused, because its number or its clientId is taken. */
  async insert(runs: readonly Run[], deadline: Deadline): Promise<ConversationBatch[]> {
    const { singles = [], others = [] } = Object.groupBy(runs, ({ documents }) =>
      documents.length === 1 ? 'singles' : 'others',
    )
    const refused: ConversationBatch[] = []
    await Promise.all([
      this.#insertSingles(singles, refused, deadline),
      this.#insertOthers(others, refused, deadline),
    ])
    return refused
  }

  /** Each of another conversation, so that one command takes them all. Returns the places of those refused. */
  async #insertSingles(
    singles: readonly Run[],
    refused: ConversationBatch[],
    deadline: Deadline,
  ): Promise<Set<number>> {
    const all = singles.flatMap(({ documents }) => documents)
    const taken = await this.#insert(all, { ordered: false }, deadline)
    for (const [at, { batch, documents }] of singles.entries()) {
      if (taken.has(at)) refused.push(batch)
      else this.#onStored(batch, documents)
    }
    return taken
  }

  async #insertOthers(runs: readonly Run[], refused: ConversationBatch[], deadline: Deadline): Promise<void> {
    const rounds = Math.max(0, ...runs.map(({ documents }) => documents.length))
    if (rounds * conversationsAtOnce > runs.length) {
      return withWorkers(runs, conversationsAtOnce, (run) => this.#insertRun(run, refused, deadline))
    }
    let open = runs
    for (let round = 0; round < rounds; round++) {
      open = open.filter(({ documents }) => documents.length > round)
      const next = open.map(({ batch, documents }) => ({
        batch,
        documents: documents.slice(round, round + 1),
      }))
      const taken = await this.#insertSingles(next, refused, deadline)
      open = open.filter((_, at) => !taken.has(at)) // nothing may stand behind what is not there
    }
  }

  /** The server stops at the first one that it refuses, so those behind it cannot leave a hole. */
  async #insertRun(
    { batch, documents }: Run,
    refused: ConversationBatch[],
    deadline: Deadline,
  ): Promise<void> {
    const taken = await this.#insert(documents, { ordered: true }, deadline)
    this.#onStored(batch, documents.slice(0, Math.min(documents.length, ...taken)))
    if (taken.size > 0) refused.push(batch)
  }

  /** Returns which of them were refused, by a key that is taken. */
  async #insert(
    documents: readonly MessageDocument[],
    order: { readonly ordered: boolean },
    deadline: Deadline,
  ): Promise<Set<number>> {
    if (documents.length === 0) return new Set()
    try {
      const copies = documents.map((document) => ({ ...document })) // the driver adds an _id
      await deadline.step((maxTimeMS) => this.#messages.insertMany(copies, { ...order, maxTimeMS }))
      return new Set()
    } catch (error) {
      return refusedBy(error)
    }
  }
}
