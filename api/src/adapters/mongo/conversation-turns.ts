import { randomUUID } from 'node:crypto'

import type { ConversationId } from '@parley/shared'
import type { Document } from 'mongodb'

import type { Head } from '../../stores/message-store.ts'
import type { Collections, Turn } from './collections.ts'
import type { Deadline } from './deadline.ts'

/** After so long another instance may write, whatever became of the one whose turn it was. */
const turnMs = 500
/** Who waits looks again after at most so long; who had the last turn leaves others the time for that. */
export const lookAgainMs = 8
const yieldMs = 12
/** Turns are waited for no longer: more than one lasts, and less than a call may take. */
export const patienceMs = 900
/** Two instances write to a conversation for as long after the last sign of the other. */
const sharedMs = 5_000
const sharedMax = 5_000

/**
 * Who writes next to a conversation that several instances write to. Without, all of them try the same
 * number, all but one are refused, and a server may take long to find out which. Order does not depend on
 * turns, only speed does: what is stored is decided by the unique indexes alone.
 */
export class ConversationTurns {
  readonly #heads: Collections['heads']
  readonly #by = randomUUID()
  /** Until when, in the order in which they were met. */
  readonly #shared = new Map<ConversationId, number>()

  constructor({ heads }: Collections) {
    this.#heads = heads
  }

  isShared(id: ConversationId): boolean {
    return (this.#shared.get(id) ?? 0) > performance.now()
  }

  /** Another instance has written to it. */
  met(id: ConversationId): void {
    this.#shared.delete(id)
    this.#shared.set(id, performance.now() + sharedMs)
    const oldest = this.#shared.size > sharedMax ? this.#shared.keys().next().value : undefined
    if (oldest !== undefined) this.#shared.delete(oldest)
  }

  /** Takes the turns that are free now, and tells the numbers there: those that whoever had the turn before ended it with. */
  async take(ids: readonly ConversationId[], deadline: Deadline): Promise<Map<ConversationId, Head>> {
    if (ids.length === 0) return new Map()
    const taking = randomUUID()
    const isOwn = { $eq: ['$turn.by', this.#by] }
    const freeFrom = { $add: [{ $ifNull: ['$turn.until', new Date(0)] }, { $cond: [isOwn, yieldMs, 0] }] }
    const filter = { _id: { $in: [...ids] }, $expr: { $lte: [freeFrom, '$$NOW'] } }
    const turn = { by: this.#by, taking, until: { $add: ['$$NOW', turnMs] } }
    const { matchedCount } = await deadline.step((maxTimeMS) =>
      this.#heads.updateMany(filter, [{ $set: { turn } }], { hint: '_id_', maxTimeMS }),
    )
    if (matchedCount === 0) return new Map()
    const found = await deadline.step((maxTimeMS) =>
      this.#heads
        .find(
          { _id: { $in: [...ids] }, 'turn.taking': taking },
          { hint: '_id_', maxTimeMS, batchSize: ids.length + 1 },
        )
        .project<Head & { _id: ConversationId }>({ seq: 1, rev: 1 })
        .toArray(),
    )
    return new Map(found.map(({ _id, seq, rev }) => [_id, { seq, rev }]))
  }

  /** Waits for the turn where there are turns. False when there are none, or when it took too long. */
  async wait(id: ConversationId, deadline: Deadline): Promise<boolean> {
    const untilMs = performance.now() + patienceMs
    while (this.isShared(id) && performance.now() < untilMs) {
      if ((await this.take([id], deadline)).size > 0) return true
      await deadline.pause(lookAgainMs)
    }
    return false
  }

  /** What ends the turn of this instance, if it has it, within an update of the same document. */
  ended(): Document {
    const own: Record<keyof Turn, unknown> = { by: this.#by, taking: null, until: '$$NOW' }
    return { $cond: [{ $eq: ['$turn.by', this.#by] }, own, '$turn'] }
  }
}
