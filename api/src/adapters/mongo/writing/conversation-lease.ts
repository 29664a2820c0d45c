import { randomUUID } from 'node:crypto'

import type { ConversationId } from '@parley/shared'
import type { AnyBulkWriteOperation, Document } from 'mongodb'

import type { Head } from '../../../stores/message-store.ts'
import type { Collections, HeadDocument, Lease } from '../connection/collections.ts'
import type { ConversationHeads, HeadMove } from './conversation-heads.ts'
import type { Deadline } from '../connection/deadline.ts'
import { remember } from '../../../stores/remember.ts'

/** After so long another instance may write, whatever became of the one that had the lease. */
const leaseMs = 500
/**
 * The instance that had the lease last leaves others the time to ask for it: they do so every few
 * milliseconds, and it takes them about as long as it takes here.
 */
const yieldMs = { least: 12, most: 100 } as const
/** A lease is waited for no longer: more than one lasts, and less than a call may take. */
const patienceMs = 900
/** Two instances write to a conversation for as long after the last sign of the other. */
const sharedMs = 5_000

/** Which conversations may be written to now. */
export interface LeaseGrant {
  /** Tells these leases from any others. */
  readonly leaseId: string
  /** Those that this instance has a lease of, with the numbers of their heads when it began. */
  readonly leased: ReadonlyMap<ConversationId, Head>
  /** Those that need none, or whose lease others have had for too long. */
  readonly others: readonly ConversationId[]
}

/**
 * Who writes next to a conversation that several instances write to. Without, all of them try the same
 * number, all but one are refused, and a server may take long to find out which. Order does not depend on
 * leases, only speed does: what is stored is decided by the unique indexes alone.
 */
export class ConversationLease {
  readonly #documents: Collections['heads']
  readonly #heads: ConversationHeads
  readonly #by = randomUUID()
  /** Until when a conversation needs a lease; the one that another instance wrote to longest ago is first. */
  readonly #shared = new Map<ConversationId, number>()
  readonly #waitingSince = new Map<ConversationId, number>()
  #lookMs = 0

  constructor({ heads }: Collections, conversationHeads: ConversationHeads) {
    this.#documents = heads
    this.#heads = conversationHeads
  }

  /** Another instance has written to it, or does. */
  contended(id: ConversationId): void {
    remember(this.#shared, id, performance.now() + sharedMs)
    this.#waitingSince.delete(id) // who was beaten without a lease waits for one anew
  }

  /** Takes those leases that are free. To conversations that the answer does not name nothing may be written yet. */
  async acquire(ids: readonly ConversationId[], deadline: Deadline): Promise<LeaseGrant> {
    const nowMs = performance.now()
    const isShared = (id: ConversationId): boolean => (this.#shared.get(id) ?? 0) > nowMs
    const [shared, others] = [ids.filter(isShared), ids.filter((id) => !isShared(id))]
    const leaseId = randomUUID()
    const leased = await this.#take(shared, leaseId, deadline)
    for (const id of shared) {
      const sinceMs = this.#waitingSince.get(id) ?? nowMs
      const isOver = leased.has(id) || nowMs - sinceMs > patienceMs
      if (isOver) this.#waitingSince.delete(id)
      else remember(this.#waitingSince, id, sinceMs)
      if (isOver && !leased.has(id)) others.push(id)
    }
    return { leaseId, leased, others }
  }

  /** Moves the heads and ends the leases, in one update where both are of one conversation. */
  async release(
    moves: readonly HeadMove[],
    { leaseId, leased }: LeaseGrant,
    deadline: Deadline,
  ): Promise<void> {
    const turn = this.#ended(leaseId)
    const ending = moves.map((move) => (leased.has(move.document.c) ? { ...move, turn } : move))
    const moved = new Set(moves.map(({ document }) => document.c))
    const idle = [...leased.keys()].filter((id) => !moved.has(id))
    await Promise.all([this.#heads.advance(ending, deadline), this.#end(idle, leaseId, deadline)])
  }

  async #take(
    ids: readonly ConversationId[],
    leaseId: string,
    deadline: Deadline,
  ): Promise<Map<ConversationId, Head>> {
    const until = { $ifNull: ['$turn.until', new Date(0)] }
    const ownYieldMs = Math.min(yieldMs.most, yieldMs.least + this.#lookMs)
    const isOver = {
      $lte: [{ $add: [until, { $cond: [{ $eq: ['$turn.by', this.#by] }, ownYieldMs, 0] }] }, '$$NOW'],
    }
    const isFromAnotherTime = { $gt: [until, { $add: ['$$NOW', 2 * leaseMs] }] } // the server's clock was set back
    const turn = { by: this.#by, taking: leaseId, until: { $add: ['$$NOW', leaseMs] } }
    const startMs = performance.now()
    const taken = await this.#update(ids, { $expr: { $or: [isOver, isFromAnotherTime] } }, turn, deadline)
    if (taken === 0) return new Map()
    this.#lookMs = performance.now() - startMs
    const found = await deadline.step((maxTimeMS) =>
      this.#documents
        .find(
          { _id: { $in: [...ids] }, 'turn.taking': leaseId },
          { hint: '_id_', maxTimeMS, batchSize: ids.length + 1 },
        )
        .project<Head & { _id: ConversationId }>({ seq: 1, rev: 1 })
        .toArray(),
    )
    return new Map(found.map(({ _id, seq, rev }) => [_id, { seq, rev }]))
  }

  async #end(ids: readonly ConversationId[], leaseId: string, deadline: Deadline): Promise<void> {
    await this.#update(ids, { 'turn.taking': leaseId }, this.#ended(leaseId), deadline)
  }

  /** Returns how many of them fulfilled the condition. */
  async #update(
    ids: readonly ConversationId[],
    condition: Document,
    turn: Document,
    deadline: Deadline,
  ): Promise<number> {
    if (ids.length === 0) return 0
    // Not by one update of many, which the driver does not repeat when a connection breaks.
    const updates = ids.toSorted().map((_id): AnyBulkWriteOperation<HeadDocument> => ({
      updateOne: { filter: { _id, ...condition }, update: [{ $set: { turn } }], hint: '_id_' },
    }))
    const { matchedCount } = await deadline.step((maxTimeMS) =>
      this.#documents.bulkWrite(updates, { ordered: false, maxTimeMS }),
    )
    return matchedCount
  }

  /** What the field `turn` is set to, so that a lease that another instance has meanwhile stays. */
  #ended(leaseId: string): Document {
    const ended: Record<keyof Lease, unknown> = { by: this.#by, taking: null, until: '$$NOW' }
    return { $cond: [{ $eq: ['$turn.taking', leaseId] }, ended, '$turn'] }
  }
}
