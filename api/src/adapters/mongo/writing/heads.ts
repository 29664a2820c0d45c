import type { ConversationId } from '@parley/shared'
import type { Filter } from 'mongodb'

import type { Head } from '../../../stores/message-store.ts'
import { withWorkers } from '../../../stores/with-workers.ts'
import { by, type Collections } from '../connection/collections.ts'
import type { ConversationHeads } from './conversation-heads.ts'
import type { Deadline } from '../connection/deadline.ts'
import { HeadCache } from './head-cache.ts'
import type { MessageDocument, VisibleDocument } from '../message-document.ts'

export type Heads = ReadonlyMap<ConversationId, Head>

/** Of each batch, so that a big one leaves connections of the pool to everyone else. */
export const conversationsAtOnce = 8
const none: Head = { seq: 0, rev: 0 }
/** So many are sooner read one by one than looked up and confirmed together. */
const fewAtMost = 4
const invalidatedMax = 5_000

/** Where conversations' numbers have come to: for who reads, and for who numbers from there. */
export class MessageNumbers {
  readonly #messages: Collections['messages']
  readonly #derived: ConversationHeads
  readonly #written = new HeadCache()
  /** Conversations in which a number was taken: what lists show may be behind, as after the crash of an instance. */
  readonly #invalidated = new Set<ConversationId>()

  constructor({ messages }: Collections, derived: ConversationHeads) {
    this.#messages = messages
    this.#derived = derived
  }

  /** By the messages alone. Seq and rev are read apart: where a write came between, an index refuses the next one. */
  async head(c: ConversationId, deadline: Deadline): Promise<Head> {
    const shown = (await this.#derived.heads([c], deadline)).get(c) ?? none
    const [seq, rev] = await Promise.all([
      this.#highest('seq', c, shown, deadline),
      this.#highest('rev', c, shown, deadline),
    ])
    return { seq, rev }
  }

  async highestRev(c: ConversationId, deadline: Deadline): Promise<number> {
    const shown = (await this.#derived.heads([c], deadline)).get(c) ?? none
    return this.#highest('rev', c, shown, deadline)
  }

  async heads(ids: readonly ConversationId[], deadline: Deadline): Promise<Heads> {
    const heads = new Map<ConversationId, Head>()
    await withWorkers(
      ids,
      conversationsAtOnce,
      async (id) => void heads.set(id, await this.head(id, deadline)),
    )
    return heads
  }

  /** What to number from at first: perhaps behind, never ahead. */
  async likelyHeads(ids: readonly ConversationId[], deadline: Deadline): Promise<Heads> {
    const written = ids.flatMap((id) => {
      const head = this.#written.get(id)
      return head ? [[id, head] as const] : []
    })
    const heads = new Map(written)
    const others = ids.filter((id) => !heads.has(id))
    if (others.length === 0) return heads
    const found = await (others.length > fewAtMost
      ? this.confirmed(others, await this.#derived.heads(others, deadline), deadline)
      : this.heads(others, deadline))
    return new Map([...heads, ...found])
  }

  /** Whether these are the last numbers for all that this instance knows. */
  isOwn(c: ConversationId, { seq, rev }: Head): boolean {
    const own = this.#written.get(c)
    return own === null ? !this.#invalidated.has(c) : own.seq === seq && own.rev === rev
  }

  wrote(c: ConversationId, head: Head): void {
    this.#written.set(c, head)
    this.#invalidated.delete(c)
  }

  /** What was written last is not the last any more: the next number is read again. */
  invalidate(c: ConversationId): void {
    this.#written.forget(c)
    if (this.#invalidated.size >= invalidatedMax) this.#invalidated.clear() // a number may have to be refused once more
    this.#invalidated.add(c)
  }

  /** Two queries for all. What lists show counts only where that message exists: a backup can hold more of it. */
  async confirmed(ids: readonly ConversationId[], shown: Heads, deadline: Deadline): Promise<Heads> {
    const [seqs, revs] = await Promise.all([
      this.#existing('seq', shown, deadline),
      this.#existing('rev', shown, deadline),
    ])
    const isConfirmed = (id: ConversationId): boolean =>
      !this.#invalidated.has(id) && (!shown.has(id) || (seqs.has(id) && revs.has(id)))
    const confirmed = ids.filter(isConfirmed).map((id) => [id, shown.get(id) ?? none] as const)
    const others = ids.filter((id) => !isConfirmed(id))
    return new Map([...confirmed, ...(await this.heads(others, deadline))])
  }

  /** Those conversations that have a message of this number. */
  async #existing(number: 'seq' | 'rev', heads: Heads, deadline: Deadline): Promise<Set<ConversationId>> {
    if (heads.size === 0) return new Set()
    const $or = [...heads].map(([c, head]) => ({ c, [number]: head[number] }))
    const found = await deadline.step((maxTimeMS) =>
      this.#messages
        .find({ $or }, { ...by(`by-${number}`), maxTimeMS, batchSize: heads.size + 1 })
        .project<Pick<VisibleDocument, 'c'>>({ _id: 0, c: 1 })
        .toArray(),
    )
    return new Set(found.map(({ c }) => c))
  }

  /**
   * What lists show is behind the messages by a moment's writes, so that there are few to look at from there on.
   * After a restore of older messages it can be ahead of them: then all are looked at.
   */
  async #highest(number: 'seq' | 'rev', c: ConversationId, shown: Head, deadline: Deadline): Promise<number> {
    const from = shown[number]
    return (
      (from > 0 ? await this.#highestIn(number, { c, [number]: { $gte: from } }, deadline) : undefined) ??
      (await this.#highestIn(number, { c }, deadline)) ??
      0
    )
  }

  async #highestIn(
    number: 'seq' | 'rev',
    filter: Filter<MessageDocument>,
    deadline: Deadline,
  ): Promise<number | undefined> {
    const found = await deadline.step((maxTimeMS) =>
      this.#messages.findOne<Partial<Head>>(filter, {
        ...by(`by-${number}`),
        sort: { [number]: -1 },
        projection: { _id: 0, [number]: 1 },
        maxTimeMS,
      }),
    )
    return found?.[number]
  }
}
