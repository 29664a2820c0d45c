import { randomUUID } from 'node:crypto'

import type { ConversationId } from '@parley/shared'
import type { AnyBulkWriteOperation, Document } from 'mongodb'

import { remember } from '../../../stores/remember.ts'
import type { Call } from '../connection/call.ts'
import type { HeadDocument, Lease } from '../connection/collections.ts'
import { advanceHeads, listedHeads, type HeadMove, type Heads } from './listed-heads.ts'

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
  readonly leased: Heads
  /** Those that need none, or whose lease others have had for too long. */
  readonly others: readonly ConversationId[]
}

/**
 * Who writes next to a conversation that several instances write to. Without, all of them try the same
 * number, all but one are refused, and a server may take long to find out which. Order does not depend on
 * leases, only speed does: what is stored is decided by the unique indexes alone.
 */
export class ConversationLease {
  readonly #by = randomUUID()
  /** Until when a conversation needs a lease; the one that another instance wrote to longest ago is first. */
  readonly #shared = new Map<ConversationId, number>()
  readonly #waitingSince = new Map<ConversationId, number>()
  #lookMs = 0

  /** Another instance has written to it, or does. */
  contended(id: ConversationId): void {
    remember(this.#shared, id, performance.now() + sharedMs)
    this.#waitingSince.delete(id) // who was beaten without a lease waits for one anew
  }

  /** Takes those leases that are free. To conversations that the answer does not name nothing may be written yet. */
  async acquire(call: Call, ids: readonly ConversationId[]): Promise<LeaseGrant> {
    const nowMs = performance.now()
    const isShared = (id: ConversationId): boolean => (this.#shared.get(id) ?? 0) > nowMs
    const [shared, others] = [ids.filter(isShared), ids.filter((id) => !isShared(id))]
    const leaseId = randomUUID()
    const leased = await this.#take(call, shared, leaseId)
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
  async release(call: Call, moves: readonly HeadMove[], { leaseId, leased }: LeaseGrant): Promise<void> {
    const turn = this.#ended(leaseId)
    const ending = moves.map((move) => (leased.has(move.document.c) ? { ...move, turn } : move))
    const moved = new Set(moves.map(({ document }) => document.c))
    const idle = [...leased.keys()].filter((id) => !moved.has(id))
    const taken = { 'turn.taking': leaseId }
    await Promise.all([advanceHeads(call, ending), setTurns(call, idle, taken, turn)])
  }

  async #take(call: Call, ids: readonly ConversationId[], leaseId: string): Promise<Heads> {
    const until = { $ifNull: ['$turn.until', new Date(0)] }
    const ownYieldMs = Math.min(yieldMs.most, yieldMs.least + this.#lookMs)
    const isOver = {
      $lte: [{ $add: [until, { $cond: [{ $eq: ['$turn.by', this.#by] }, ownYieldMs, 0] }] }, '$$NOW'],
    }
    const isFromAnotherTime = { $gt: [until, { $add: ['$$NOW', 2 * leaseMs] }] } // the server's clock was set back
    const turn = { by: this.#by, taking: leaseId, until: { $add: ['$$NOW', leaseMs] } }
    const startMs = performance.now()
    const taken = await setTurns(call, ids, { $expr: { $or: [isOver, isFromAnotherTime] } }, turn)
    if (taken === 0) return new Map()
    this.#lookMs = performance.now() - startMs
    return listedHeads(call, ids, { 'turn.taking': leaseId })
  }

  /** What the field `turn` is set to, so that a lease that another instance has meanwhile stays. */
  #ended(leaseId: string): Document {
    const ended: Record<keyof Lease, unknown> = { by: this.#by, taking: null, until: '$$NOW' }
    return { $cond: [{ $eq: ['$turn.taking', leaseId] }, ended, '$turn'] }
  }
}

/** Returns how many of them fulfilled the condition. */
async function setTurns(
  { heads }: Call,
  ids: readonly ConversationId[],
  condition: Document,
  turn: Document,
): Promise<number> {
  if (ids.length === 0) return 0
  // Not by one update of many, which the driver does not repeat when a connection breaks.
  const updates = ids.toSorted().map((_id): AnyBulkWriteOperation<HeadDocument> => ({
    updateOne: { filter: { _id, ...condition }, update: [{ $set: { turn } }], hint: '_id_' },
  }))
  return heads.updateEach(updates)
}
