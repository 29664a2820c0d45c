import type { DatabaseSync } from 'node:sqlite'

import { gramsOfText } from '../../stores/search-grams.ts'
import type { MessageRow } from './message-row.ts'
import type { MessageWrites } from './message-writes.ts'

/** Rows that one commit indexes at most. */
const rowsAtOnce = 200

/**
 * Which grams the texts have. A message is indexed some time after it was stored, or when its
 * conversation is searched, so that sending does not pay for it: everything up to one rev of a
 * conversation is indexed, nothing after it.
 */
export class GramIndex {
  readonly #writes: MessageWrites
  readonly #statements: ReturnType<typeof prepare>
  /** Conversations that may lack something; null until it is known which there are. */
  #due: Set<number> | null = null

  constructor(db: DatabaseSync, writes: MessageWrites) {
    this.#writes = writes
    this.#statements = prepare(db)
  }

  keyOf(conversationId: string): number | null {
    const key = this.#statements.key.get(conversationId)?.['key']
    return key === undefined ? null : Number(key)
  }

  /** Before a message changes, which gives it a rev that is not indexed yet. In the transaction of the change. */
  forget({ conversation_id, seq, rev, text }: MessageRow): void {
    const key = this.keyOf(conversation_id)
    if (key === null || rev > this.#indexedRev(key)) return
    const row = Number(this.#statements.rowOf.get(key, seq)?.['rowid'])
    for (const gram of gramsOfText(text)) this.#statements.remove.run(key, gram, row)
  }

  /** False when the time was over before everything was indexed; something was, in any case. */
  catchUp(key: number, endsAtMs: number): boolean {
    for (;;) {
      const rows = this.#statements.lacking.all(key, this.#indexedRev(key), rowsAtOnce)
      if (rows.length === 0) return true
      this.#writes.transaction(() => this.#index(key, rows, endsAtMs))
      if (performance.now() > endsAtMs) return false
    }
  }

  /** True when there is more to do. */
  catchUpAll(sliceMs: number): boolean {
    const endsAtMs = performance.now() + sliceMs
    const due = (this.#due ??= this.#all())
    for (const key of this.#writes.written) due.add(key)
    this.#writes.written.clear()
    for (const key of due) {
      if (!this.catchUp(key, endsAtMs)) return true
      due.delete(key)
      if (performance.now() > endsAtMs) return due.size > 0
    }
    return false
  }

  #index(key: number, rows: readonly Record<string, unknown>[], endsAtMs: number): void {
    let rev = 0
    for (const row of rows) {
      // Tombstones and system messages have no text.
      for (const gram of gramsOfText(String(row['text'])))
        this.#statements.add.run(key, gram, Number(row['rowid']))
      rev = Number(row['rev'])
      if (performance.now() > endsAtMs) break
    }
    this.#statements.reach.run(key, rev)
  }

  #indexedRev(key: number): number {
    return Number(this.#statements.indexedRev.get(key)?.['rev'] ?? 0)
  }

  #all(): Set<number> {
    return new Set(this.#statements.keys.all().map((row) => Number(row['key'])))
  }
}

const prepare = (db: DatabaseSync) => ({
  key: db.prepare('SELECT key FROM conversation_keys WHERE id = ?'),
  keys: db.prepare('SELECT key FROM conversation_keys'),
  rowOf: db.prepare('SELECT rowid FROM message_rows WHERE conversation = ? AND seq = ?'),
  lacking: db.prepare(
    'SELECT rowid, rev, text FROM message_rows WHERE conversation = ? AND rev > ? ORDER BY rev LIMIT ?',
  ),
  indexedRev: db.prepare('SELECT rev FROM indexed_revs WHERE conversation = ?'),
  reach: db.prepare('INSERT OR REPLACE INTO indexed_revs VALUES (?, ?)'),
  // One that is there may be of a text of before: the text that is read decides, so it does no harm.
  add: db.prepare('INSERT OR IGNORE INTO message_grams VALUES (?, ?, ?)'),
  remove: db.prepare('DELETE FROM message_grams WHERE conversation = ? AND gram = ? AND row = ?'),
})
