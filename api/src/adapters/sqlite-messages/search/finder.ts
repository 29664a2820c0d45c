import type { DatabaseSync } from 'node:sqlite'

import type { ConversationId, Message, UserId } from '@parley/shared'
import { isFolded } from '@parley/shared/unread'

import type { FoundMessages, MessageSearch } from '../../../stores/message-store.ts'
import { SearchQuery } from '../../../stores/search-grams.ts'
import { ArrivalRows } from './arrival-rows.ts'
import type { GramIndex } from './gram-index.ts'
import { messageOfRow, type MessageRow } from '../message-row.ts'

/** Rows of all conversations that one query reads, where no index says which can have what is sought. */
const rowsAtOnce = 2_000

/** A conversation that is searched, and the first of its rows that is there for who searches. */
interface Place {
  readonly key: number
  readonly bottom: number
}

/** A place that is searched downward: nothing above `row` is left in it. */
interface Cursor extends Place {
  row: number
  /** Whether that very row has all grams. */
  isCandidate: boolean
}

/** One slice of a search, on its way down. */
interface Walk {
  readonly places: readonly Place[]
  readonly query: SearchQuery
  readonly blocked: ReadonlySet<UserId>
  readonly limit: number
  readonly endsAtMs: number
  readonly hits: Message[]
  /** Nothing from this row down is sought. */
  readonly floor: number
  /** Nothing above this row is left. */
  row: number
  /** The last row of these conversations that was looked at, or the next one. */
  own: number | null
}

/** Finds messages in the order of their rows, the newest first, whatever conversation they are in. */
export class MessageFinder {
  readonly #grams: GramIndex
  readonly #arrivals: ArrivalRows
  readonly #statements: ReturnType<typeof prepare>

  constructor(db: DatabaseSync, grams: GramIndex) {
    this.#grams = grams
    this.#arrivals = new ArrivalRows(db)
    this.#statements = prepare(db)
  }

  /** As much as can be done in this time, and a little in any case. */
  slice(search: MessageSearch, sliceMs: number): FoundMessages {
    const { conversationIds, fromSeqs, filter, after, limit } = search
    const endsAtMs = performance.now() + sliceMs
    const places = conversationIds.flatMap((id) => this.#placeOf(id, fromSeqs?.get(id) ?? 1))
    const { floor, top } = this.#arrivals.rowsOf(filter)
    const walk: Walk = {
      places,
      query: new SearchQuery(search),
      blocked: new Set(search.blocked),
      limit,
      endsAtMs,
      hits: [],
      floor,
      row: Math.max(floor, after === null ? top : Math.min(top, rowBefore(after))),
      own: null,
    }
    const { first, last } = this.#grams.indexed()
    const isThrough =
      places.length === 0 ||
      walk.query.grams.length === 0 ||
      (this.#read(walk, last) && this.#seek(walk, first) && this.#read(walk, floor))
    return this.#found(walk, isThrough)
  }

  #placeOf(id: ConversationId, fromSeq: number): Place[] {
    const key = this.#grams.keyOf(id)
    if (key === null) return []
    if (fromSeq === 1) return [{ key, bottom: 1 }]
    const row = this.#statements.rowFrom.get(key, fromSeq)?.['rowid']
    return row === undefined ? [] : [{ key, bottom: Number(row) }]
  }

  #found({ hits, limit, row, own }: Walk, isThrough: boolean): FoundMessages {
    if (isThrough) return { hits, next: null, complete: true, searchedTo: null }
    const searchedTo = own === null ? null : this.#createdAt(own)
    return { hits, next: positionAfter(row), complete: hits.length === limit, searchedTo }
  }

  /** Text by text, down to that row: for what is not indexed. False when it had to stop. */
  #read(walk: Walk, bottomRow: number): boolean {
    const floor = Math.max(bottomRow, walk.floor)
    const bottoms = new Map(walk.places.map(({ key, bottom }) => [key, bottom]))
    const conversations = JSON.stringify([...bottoms.keys()])
    while (walk.row > floor) {
      const bottom = Math.max(floor, walk.row - rowsAtOnce)
      const rows = this.#statements.between.iterate(walk.row, bottom, conversations)
      for (const { rowid, conversation, text } of rows) {
        walk.row = Number(rowid) - 1
        if (Number(rowid) >= (bottoms.get(Number(conversation)) ?? 1))
          this.#look(walk, Number(rowid), String(text))
        if (isOver(walk)) return walk.row <= walk.floor
      }
      walk.row = bottom
      if (isOver(walk)) return walk.row <= walk.floor
    }
    return true
  }

  /** By the grams, down to that row. False when it had to stop. */
  #seek(walk: Walk, bottomRow: number): boolean {
    const floor = Math.max(bottomRow, walk.floor)
    if (walk.row <= floor) return true
    const { grams } = walk.query
    const all = walk.places.map((place): Cursor => ({ ...place, row: walk.row, isCandidate: false }))
    const cursors = all.filter((cursor) => this.#lower(cursor, grams, floor))
    while (cursors.length > 0) {
      const cursor = highest(cursors)
      if (cursor.isCandidate) this.#verify(walk, cursor.row--)
      if (!this.#lower(cursor, grams, floor)) cursors.splice(cursors.indexOf(cursor), 1)
      if (isOver(walk)) break
    }
    walk.row = cursors.length === 0 ? floor : highest(cursors).row
    if (cursors.length > 0) walk.own = walk.row
    return cursors.length === 0 && (floor === walk.floor || !isOver(walk))
  }

  #look(walk: Walk, row: number, text: string): void {
    walk.own = row
    if (walk.query.matchesText(text)) this.#hit(walk, row)
  }

  #verify(walk: Walk, row: number): void {
    if (walk.query.matchesText(String(this.#statements.text.get(row)?.['text']))) this.#hit(walk, row)
  }

  /** Down to the next row that can have all grams, gram by gram. False when there is none. */
  #lower(cursor: Cursor, grams: readonly string[], floor: number): boolean {
    const rows = grams.map((gram) => {
      cursor.row = Number(this.#statements.seek.get(cursor.key, gram, cursor.row)?.['row'] ?? 0)
      return cursor.row
    })
    cursor.isCandidate = rows.every((row) => row === rows[0])
    return cursor.row > floor && cursor.row >= cursor.bottom
  }

  #hit({ hits, blocked, query }: Walk, row: number): void {
    const found = this.#statements.message.get(row) as unknown as MessageRow | undefined // the columns of STRICT tables
    const message = found && messageOfRow(found)
    if (message && query.admits(message) && !isFolded(message, blocked)) hits.push(message)
  }

  #createdAt(row: number): string {
    return new Date(Number(this.#statements.createdAt.get(row)?.['created_at'])).toISOString()
  }
}

const isOver = ({ hits, limit, endsAtMs }: Walk): boolean =>
  hits.length >= limit || performance.now() > endsAtMs

const highest = (cursors: readonly Cursor[]): Cursor =>
  cursors.reduce((high, one) => (one.row > high.row ? one : high))

/** A position is the last row that was looked at. */
const positionAfter = (row: number): string => (row + 1).toString(16).padStart(24, '0')
const rowBefore = (position: string): number => Math.min(Number.MAX_SAFE_INTEGER, parseInt(position, 16)) - 1

const prepare = (db: DatabaseSync) => ({
  text: db.prepare('SELECT text FROM message_rows WHERE rowid = ?'),
  rowFrom: db.prepare(
    'SELECT rowid FROM message_rows WHERE conversation = ? AND seq >= ? ORDER BY seq LIMIT 1',
  ),
  createdAt: db.prepare('SELECT created_at FROM message_rows WHERE rowid = ?'),
  seek: db.prepare(
    'SELECT row FROM message_grams WHERE conversation = ? AND gram = ? AND row <= ? ORDER BY row DESC LIMIT 1',
  ),
  // By rows, in one order for all: an index would give those of one conversation after those of another.
  between: db.prepare(
    `SELECT rowid, conversation, text FROM message_rows NOT INDEXED
     WHERE rowid <= ? AND rowid > ? AND conversation IN (SELECT value FROM json_each(?)) ORDER BY rowid DESC`,
  ),
  message: db.prepare(
    `SELECT c.id AS conversation_id, s.id AS sender_id, m.* FROM message_rows m
     CROSS JOIN conversation_keys c ON c.key = m.conversation
     CROSS JOIN sender_keys s ON s.key = m.sender
     WHERE m.rowid = ?`,
  ),
})
