import { randomInt } from 'node:crypto'

import { ObjectId } from 'mongodb'

import type { Call } from '../connection/call.ts'

const followEveryMs = 1_000
/** So that two instances that follow the same id do not make the same ones behind it. */
const stepMax = 2 ** 40

/**
 * The _ids of messages, by which they are searched and listed in the order of arrival. An _id begins with the time of this
 * machine's clock, which may be behind another's, or behind what it was itself: then it follows the last one instead, as
 * it was known a second ago.
 */
export class ArrivalIds {
  #last = ''
  #followedMs = -Infinity

  async follow({ messages }: Call): Promise<void> {
    const nowMs = performance.now()
    if (nowMs - this.#followedMs < followEveryMs) return
    const query = { hint: '_id_', sort: { _id: -1 }, limit: 1, projection: { _id: 1 } } as const
    const [found] = await messages.find<{ _id: ObjectId }>({}, query)
    this.#followedMs = nowMs
    const last = found?._id.toHexString() ?? ''
    if (last > this.#last) this.#last = last
  }

  next(): string {
    const own = new ObjectId().toHexString()
    this.#last = own > this.#last ? own : behind(this.#last)
    return this.#last
  }
}

const behind = (id: string): string =>
  (BigInt(`0x${id}`) + BigInt(randomInt(1, stepMax))).toString(16).padStart(24, '0')
