import { ObjectId } from 'mongodb'

import { clockToleranceMs, type MessageSearch } from '../../../stores/message-store.ts'
import type { Call } from '../connection/call.ts'
import type { VisibleDocument } from '../message-document.ts'

/** Ids in which what is sought can be: from the first of them on, below the second; null is no bound. */
export interface Bounds {
  readonly from: string | null
  readonly below: string | null
}

type Met = Pick<VisibleDocument, 'arrival' | 'createdAt'>

/** An id begins with a second, and those of what has arrived are in the order of arrival. */
const secondsMax = 0xffff_ffff

export async function arrivalBounds(call: Call, { after, filter }: MessageSearch): Promise<Bounds> {
  const { fromMs = null, beforeMs = null } = filter ?? {}
  const [from, end] = await Promise.all([
    fromMs === null ? null : startOf(call, fromMs - clockToleranceMs),
    // Who goes on is below it already.
    beforeMs === null || after !== null ? null : secondFrom(call, beforeMs + clockToleranceMs).then(idAt),
  ])
  return { from, below: after ?? end }
}

/** All below it arrived before that moment. */
async function startOf(call: Call, ms: number): Promise<string | null> {
  const start = idAt(Math.max(0, (await secondFrom(call, ms)) - 1))
  const before = await next(call, start, -1)
  return before?.arrival === undefined ? null : start
}

/**
 * From the beginning of this second on, all that is there arrived at that moment or later. It is the second of the moment
 * where clocks are right; else it is found by halving.
 */
async function secondFrom(call: Call, ms: number): Promise<number> {
  const second = Math.min(Math.max(0, Math.floor(ms / 1_000)), secondsMax)
  const [before, first] = await Promise.all([next(call, idAt(second), -1), next(call, idAt(second), 1)])
  if ((!before || !isFrom(before, ms)) && (!first || isFrom(first, ms))) return second
  let [low, high] = [0, secondsMax]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const met = await next(call, idAt(middle), 1)
    if (!met || isFrom(met, ms)) high = middle
    else low = middle + 1
  }
  return low
}

/** What was moved here is older than what has arrived, whatever its ids are. */
const isFrom = ({ arrival, createdAt }: Met, ms: number): boolean =>
  arrival !== undefined && createdAt.getTime() >= ms

/** The first from that id on, or the last below it. */
async function next({ messages }: Call, id: string, step: 1 | -1): Promise<Met | undefined> {
  const at = ObjectId.createFromHexString(id)
  const [met] = await messages.find<Met>(
    { _id: step === 1 ? { $gte: at } : { $lt: at } },
    { hint: '_id_', sort: { _id: step }, limit: 1, projection: { _id: 0, arrival: 1, createdAt: 1 } },
  )
  return met
}

const idAt = (second: number): string => second.toString(16).padStart(8, '0').padEnd(24, '0')
