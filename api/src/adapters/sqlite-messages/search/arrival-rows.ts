import type { DatabaseSync } from 'node:sqlite'

import { clockToleranceMs, type MessageFilter } from '../../../stores/message-store.ts'

/** Rows above `floor`, up to `top`. */
interface RowRange {
  readonly floor: number
  readonly top: number
}

/** Which rows can have messages of some days, by the order in which they arrived. */
export class ArrivalRows {
  readonly #statements: ReturnType<typeof prepare>

  constructor(db: DatabaseSync) {
    this.#statements = prepare(db)
  }

  rowsOf(filter: MessageFilter | null | undefined): RowRange {
    const { fromMs = null, beforeMs = null } = filter ?? {}
    const [above, newest] = [this.#row('above'), this.#row('newest')]
    const first = fromMs === null ? above : this.#lastBefore(fromMs - clockToleranceMs, above, newest)
    const top = beforeMs === null ? newest : this.#lastBefore(beforeMs + clockToleranceMs, above, newest)
    // What was moved here is older than what has arrived, and stands in another order.
    return { floor: first > above ? first : 0, top }
  }

  /** The last row that arrived before the moment, or the one above which they stand in this order. Found by halving. */
  #lastBefore(ms: number, above: number, newest: number): number {
    let [low, high] = [above, newest]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (Number(this.#statements.createdAt.get(middle)?.['created_at'] ?? 0) < ms) low = middle
      else high = middle - 1
    }
    return low
  }

  #row(name: 'above' | 'newest'): number {
    return Number(this.#statements[name].get()?.['row'] ?? 0)
  }
}

const prepare = (db: DatabaseSync) => ({
  newest: db.prepare('SELECT max(rowid) AS row FROM message_rows'),
  above: db.prepare('SELECT above AS row FROM arrivals'),
  createdAt: db.prepare('SELECT created_at FROM message_rows WHERE rowid = ?'),
})
