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
    beforeMs === null ? null : secondFrom(call, beforeMs + clockToleranceMs).then(idAt),
  ])
  return { from, below: after === null || (end !== null && end < after) ? end : after }
}

/** All below it arrived before that moment. */
async function startOf(call: Call, ms: number): Promise<string | null> {
  const second = (await secondFrom(call, ms)) - 1
  const before = second < 0 ? undefined : await firstFrom(call, second)
  return before?.arrival === undefined ? null : idAt(second)
}

/**
 * From the beginning of this second on, all that is there arrived at that moment or later. What was moved here is
 * older than what has arrived, whatever its ids are. Found by halving.
 */
async function secondFrom(call: Call, ms: number): Promise<number> {
  let [low, high] = [0, secondsMax]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const met = await firstFrom(call, middle)
    if (!met || (met.arrival !== undefined && met.createdAt.getTime() >= ms)) high = middle
    else low = middle + 1
  }
  return low
}

async function firstFrom({ messages }: Call, second: number): Promise<Met | undefined> {
  const [first] = await messages.find<Met>(
    { _id: { $gte: ObjectId.createFromHexString(idAt(second)) } },
    { hint: '_id_', sort: { _id: 1 }, limit: 1, projection: { _id: 0, arrival: 1, createdAt: 1 } },
  )
  return first
}

const idAt = (second: number): string => second.toString(16).padStart(8, '0').padEnd(24, '0')
