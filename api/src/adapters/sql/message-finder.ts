import type { DatabaseSync, StatementSync } from 'node:sqlite'

import type { ConversationId, Message } from '@parley/shared'

import type { FoundMessages, MessageSearch } from '../../stores/message-store.ts'
import { SearchQuery } from '../../stores/search-grams.ts'
import type { GramIndex } from './gram-index.ts'
import { messageFromRow, type MessageRow } from './message-row.ts'

/** A conversation that is searched downward: nothing above `row` is left in it. */
interface Lane {
  readonly key: number
  /** The first row that is looked at. */
  readonly bottom: number
  row: number
  /** Whether that very row has all grams. */
  isCandidate: boolean
}

/** Finds messages in the order of their rows, the newest first, whatever conversation they are in. */
export class MessageFinder {
  readonly #grams: GramIndex
  readonly #seek: StatementSync
  readonly #rowOf: StatementSync
  readonly #read: StatementSync

  constructor(db: DatabaseSync, grams: GramIndex) {
    this.#grams = grams
    this.#seek = db.prepare(
      'SELECT row FROM message_grams WHERE conversation = ? AND gram = ? AND row <= ? ORDER BY row DESC LIMIT 1',
    )
    this.#rowOf = db.prepare(
      'SELECT rowid FROM message_rows WHERE conversation = ? AND seq >= ? ORDER BY seq LIMIT 1',
    )
    this.#read = db.prepare(
      `SELECT c.id AS conversation_id, s.id AS sender_id, m.* FROM message_rows m
       CROSS JOIN conversation_keys c ON c.key = m.conversation
       CROSS JOIN sender_keys s ON s.key = m.sender
       WHERE m.rowid = ?`,
    )
  }

  /** As much as can be done in this time, and a little in any case. */
  slice({ conversationIds, fromSeqs, text, after, limit }: MessageSearch, sliceMs: number): FoundMessages {
    const endsAtMs = performance.now() + sliceMs
    const from = after === null ? Number.MAX_SAFE_INTEGER : rowBefore(after)
    const places = conversationIds.flatMap((id) => this.#placeOf(id, fromSeqs?.get(id) ?? 1))
    for (const { key } of places) {
      if (!this.#grams.catchUp(key, endsAtMs)) return { hits: [], next: positionAfter(from), complete: false }
    }
    const query = new SearchQuery(text)
    const lanes = places.map((place) => ({ ...place, row: from, isCandidate: false }))
    return this.#walk(
      lanes.filter((lane) => this.#lower(lane, query.grams)),
      query,
      { limit, endsAtMs },
    )
  }

  #placeOf(id: ConversationId, fromSeq: number): Pick<Lane, 'key' | 'bottom'>[] {
    const key = this.#grams.keyOf(id)
    if (key === null) return []
    if (fromSeq === 1) return [{ key, bottom: 1 }]
    const row = this.#rowOf.get(key, fromSeq)?.['rowid']
    return row === undefined ? [] : [{ key, bottom: Number(row) }]
  }

  #walk(lanes: Lane[], query: SearchQuery, bounds: { limit: number; endsAtMs: number }): FoundMessages {
    const hits: Message[] = []
    while (lanes.length > 0 && hits.length < bounds.limit) {
      const lane = lanes.reduce((highest, one) => (one.row > highest.row ? one : highest))
      if (lane.isCandidate) hits.push(...this.#verified(lane.row, query))
      if (lane.isCandidate) lane.row -= 1
      if (!this.#lower(lane, query.grams)) lanes.splice(lanes.indexOf(lane), 1)
      if (performance.now() > bounds.endsAtMs && hits.length < bounds.limit) return stopped(hits, lanes)
    }
    return { ...stopped(hits, lanes), complete: true }
  }

  /** Down to the next row that can have all grams, gram by gram. False when there is none. */
  #lower(lane: Lane, grams: readonly string[]): boolean {
    const rows = grams.map((gram) => {
      lane.row = Number(this.#seek.get(lane.key, gram, lane.row)?.['row'] ?? 0)
      return lane.row
    })
    lane.isCandidate = rows.every((row) => row === rows[0])
    return lane.row >= lane.bottom && grams.length > 0
  }

  #verified(row: number, query: SearchQuery): Message[] {
    const found = this.#read.get(row) as unknown as MessageRow | undefined // the columns of STRICT tables
    return found && query.matches(found.text) ? [messageFromRow(found)] : []
  }
}

/** Everything above the highest lane was looked at. */
const stopped = (hits: Message[], lanes: readonly Lane[]): FoundMessages => {
  const highest = Math.max(0, ...lanes.map(({ row }) => row))
  return { hits, next: highest === 0 ? null : positionAfter(highest), complete: lanes.length === 0 }
}

/** A position is the last row that was looked at. */
const positionAfter = (row: number): string => (row + 1).toString(16).padStart(24, '0')
const rowBefore = (position: string): number => Math.min(Number.MAX_SAFE_INTEGER, parseInt(position, 16)) - 1
