import type { DatabaseSync } from 'node:sqlite'

import type { UserId } from '@parley/shared'

import type { StoredMessage } from '../../../stores/message-rules.ts'
import { gramsOf, type Findable } from '../../../stores/search-grams.ts'
import { partsOf } from '../message-row.ts'
import type { MessageStatements } from '../statements.ts'

/** Rows that are read at once, to be indexed. */
const rowsAtOnce = 25

/** New messages that wait at most for a time without calls. A search reads so many in some milliseconds. */
const waitingMax = 5_000

/** Rows above `first`, up to `last`. */
export interface IndexedRows {
  readonly first: number
  readonly last: number
}

interface LackingRow {
  readonly rowid: number
  readonly conversation: number
  readonly senderId: UserId
  readonly text: string
  readonly parts: string | null
}

/**
 * Which grams the messages have. Sending does not pay for it: one range of rows is indexed, which grows in the
 * background, upward by what is new, and downward by a history that is new to it. A search reads the rest.
 */
export class GramIndex {
  readonly #writes: MessageStatements
  readonly #statements: ReturnType<typeof prepare>

  constructor(db: DatabaseSync, writes: MessageStatements) {
    this.#writes = writes
    this.#statements = prepare(db)
  }

  keyOf(conversationId: string): number | null {
    const key = this.#statements.key.get(conversationId)?.['key']
    return key === undefined ? null : Number(key)
  }

  indexed(): IndexedRows {
    // One row of a STRICT table.
    return this.#statements.indexed.get() as unknown as IndexedRows
  }

  /** In the transaction that gives the message another text, or takes its files. */
  change(before: StoredMessage, after: Findable): void {
    if (after.text === before.text && after.parts?.attachments === before.parts?.attachments) return
    const { conversationId, seq } = before
    const key = this.keyOf(conversationId)
    const row = Number(this.#statements.rowOf.get(key, seq)?.['rowid'])
    const [old, grams] = [gramsOf(before), gramsOf(after)]
    this.#statements.remove.run(key, row, without(old, grams))
    const { first, last } = this.indexed()
    if (row > first && row <= last) this.#statements.add.run(key, row, without(grams, old))
  }

  /** Indexes for so long, and a little in any case. False when nothing is left, or only what may wait. */
  grow(ms: number, mayWait: boolean): boolean {
    const endsAtMs = performance.now() + ms
    do {
      const rows = this.#lacking(mayWait)
      if (rows.length === 0) return false
      this.#writes.transaction(() => this.#index(rows, endsAtMs))
    } while (performance.now() < endsAtMs)
    return true
  }

  /** New ones first, upward; then older ones, downward. */
  #lacking(mayWait: boolean): LackingRow[] {
    const [{ first, last }, newest] = [this.#begun(), this.#newest()]
    const [statement, from] =
      newest - last > (mayWait ? waitingMax : 0)
        ? [this.#statements.newer, last]
        : [this.#statements.older, first]
    return statement.all(from, rowsAtOnce) as unknown as LackingRow[] // STRICT tables
  }

  /** An index that has nothing begins at the newest message. */
  #begun(): IndexedRows {
    const { first, last } = this.indexed()
    const newest = first === last ? this.#newest() : last
    return { first: first === last ? newest : first, last: newest }
  }

  #index(rows: readonly LackingRow[], endsAtMs: number): void {
    let { first, last } = this.#begun()
    for (const { conversation, rowid, senderId, text, parts } of rows) {
      const grams = gramsOf({ senderId, text, parts: partsOf(parts) })
      this.#statements.add.run(conversation, rowid, JSON.stringify(grams))
      first = Math.min(first, rowid - 1)
      last = Math.max(last, rowid)
      if (performance.now() > endsAtMs) break
    }
    this.#statements.reach.run(first, last)
  }

  #newest(): number {
    return Number(this.#statements.newest.get()?.['row'] ?? 0)
  }
}

/** As JSON. */
const without = (grams: readonly string[], others: readonly string[]): string => {
  const left = new Set(grams)
  for (const gram of others) left.delete(gram)
  return JSON.stringify([...left])
}

const prepare = (db: DatabaseSync) => {
  const lacking = `SELECT m.rowid, conversation, s.id AS senderId, text, parts FROM message_rows m
     CROSS JOIN sender_keys s ON s.key = m.sender WHERE m.rowid`
  return {
    key: db.prepare('SELECT key FROM conversation_keys WHERE id = ?'),
    rowOf: db.prepare('SELECT rowid FROM message_rows WHERE conversation = ? AND seq = ?'),
    newest: db.prepare('SELECT max(rowid) AS row FROM message_rows'),
    newer: db.prepare(`${lacking} > ? ORDER BY m.rowid LIMIT ?`),
    older: db.prepare(`${lacking} <= ? ORDER BY m.rowid DESC LIMIT ?`),
    indexed: db.prepare('SELECT first, last FROM indexed_rows'),
    reach: db.prepare('UPDATE indexed_rows SET first = ?, last = ?'),
    // One that is there may be of a text of before: the text that is read decides, so it does no harm.
    add: db.prepare('INSERT OR IGNORE INTO message_grams SELECT ?1, value, ?2 FROM json_each(?3)'),
    remove: db.prepare(
      `DELETE FROM message_grams
       WHERE conversation = ? AND row = ? AND gram IN (SELECT value FROM json_each(?))`,
    ),
  }
}
